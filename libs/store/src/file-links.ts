import { timingSafeEqual } from 'node:crypto';
import { DeskError } from '@app/domain';
import type { Secrets } from './secrets.js';

/** How long a link to a file may be followed, ms. */
export const FILE_LINK_MS = 5 * 60_000;

/**
 * A short-lived link to an attachment, for whoever was just allowed to see it: `/files/{id}?until=...&signature=...` on the
 * public listener. Made by desk (agents) and webchat (visitors), followed at desk.
 */
export function fileLink(secrets: Secrets, attachmentId: string, now: Date): string {
  // Rounded up to the minute, so that the same file read twice in a row has the same address and is fetched once.
  const until = Math.ceil((now.getTime() + FILE_LINK_MS) / 60_000) * 60;
  return `/files/${attachmentId}?until=${until}&signature=${signatureOf(secrets, attachmentId, until)}`;
}

/** @throws DeskError forbidden/link-expired when it is too old, altered, or another installation's */
export function checkFileLink(secrets: Secrets, attachmentId: string, until: number, signature: string, now: Date): void {
  const given = Buffer.from(signature);
  const right = Buffer.from(signatureOf(secrets, attachmentId, until));
  const isOurs = given.length === right.length && timingSafeEqual(given, right);
  if (isOurs && until * 1_000 > now.getTime()) return;
  throw new DeskError('forbidden', 'link-expired', 'The link to this file is no longer good: open the conversation again.');
}

function signatureOf(secrets: Secrets, attachmentId: string, until: number): string {
  return secrets.sign('file', `${attachmentId} ${until}`);
}
