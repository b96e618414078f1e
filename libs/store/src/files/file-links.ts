import { timingSafeEqual } from 'node:crypto';
import { DeskError } from '@app/domain';
import type { Secrets } from '../database/secrets.js';

/** How long a link to a file may be followed, and the step in which links change, seconds. */
const GOOD_FOR_S = 300;
const STEP_S = 60;

/**
 * A short-lived link to an attachment for whoever was just allowed to see it: `/files/{id}?expires=...&signature=...` on the
 * public listener. Made by desk (agents) and webchat (visitors), followed at desk, which may be another process.
 *
 * Links made within a minute are the same, so that a page that is read again does not load its pictures again.
 */
export function fileLink(secrets: Secrets, attachmentId: string, now: Date): string {
  const expires = Math.ceil(now.getTime() / 1_000 / STEP_S) * STEP_S + GOOD_FOR_S;
  return `/files/${attachmentId}?expires=${expires}&signature=${signatureOf(secrets, attachmentId, expires)}`;
}

/**
 * @param expires seconds since 1970
 * @throws DeskError forbidden/file-link-unusable when the link is too old, altered, or another installation's
 */
export function checkFileLink(secrets: Secrets, attachmentId: string, expires: number, signature: string, now: Date): void {
  const given = Buffer.from(signature);
  const right = Buffer.from(signatureOf(secrets, attachmentId, expires));
  const isOurs = given.length === right.length && timingSafeEqual(given, right);
  if (isOurs && expires * 1_000 > now.getTime()) return;
  throw new DeskError('forbidden', 'file-link-unusable', 'This link to a file is too old: load the page again.');
}

function signatureOf(secrets: Secrets, attachmentId: string, expires: number): string {
  return secrets.sign('files', `${attachmentId}.${expires}`);
}
