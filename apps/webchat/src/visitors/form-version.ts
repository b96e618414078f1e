import { createHash } from 'node:crypto';
import type { ChatForm } from '@app/contracts';

/** Tells whether a form asks for what it asked for when a browser showed it, and offers the same; its other words may be others. */
export function formVersion({ fields }: ChatForm): string {
  const asked = fields.map((field) => [
    field.id,
    field.kind,
    field.required,
    field.kind === 'choice' ? field.options.map(({ ru, en }) => [ru, en]) : [],
  ]);
  return createHash('sha256').update(JSON.stringify(asked)).digest('base64url').slice(0, 12);
}
