import { DeskError } from '@app/domain';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

/** The version that the caller's change was made for; null: whatever it is now. */
export const IfMatch = createParamDecorator((_data: unknown, context: ExecutionContext): number | null =>
  versionOf(context.switchToHttp().getRequest<FastifyRequest>().headers['if-match']),
);

/** @throws DeskError invalid/if-match-invalid */
export function versionOf(header: string | undefined): number | null {
  if (header === undefined || header === '*') return null;
  const version = /^(?:W\/)?"?(\d{1,9})"?$/.exec(header)?.[1];
  if (version === undefined) throw new DeskError('invalid', 'if-match-invalid', 'If-Match holds a version in quotes, such as "7".');
  return Number(version);
}
