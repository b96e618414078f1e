import { timingSafeEqual } from 'node:crypto';
import { DeskError } from '@app/domain';
import type { Secrets } from '../database/secrets.js';

/** How long a link to a file may be followed, and the step in which links change, seconds. */
const GOOD_FOR_S = 300;
const STEP_S = 60;

/** What a link leads to: an attachment, the original of a mail by its message, a picture of ours by its blob, a remote image by its address. */
export type Linked = { readonly file: string } | { readonly original: string } | { readonly picture: string } | { readonly image: string };

/**
 * A short-lived link for whoever was just allowed to see something, on the public listener:
 * `/files/{attachment}`, `/files/original/{message}`, `/files/picture/{sha256}` or `/images/?address=...`, with `expires` and `signature`.
 * Made by desk (agents) and webchat (visitors), followed at desk, which may be another process.
 *
 * Links made within a minute are the same, so that a page that is read again does not load its pictures again.
 */
export function signedLink(secrets: Secrets, to: Linked, now: Date): string {
  const expires = Math.ceil(now.getTime() / 1_000 / STEP_S) * STEP_S + GOOD_FOR_S;
  const query = new URLSearchParams({
    ...('image' in to && { address: to.image }),
    expires: String(expires),
    signature: signatureOf(secrets, to, expires),
  });
  return `${pathOf(to)}?${query.toString()}`;
}

export function fileLink(secrets: Secrets, attachmentId: string, now: Date): string {
  return signedLink(secrets, { file: attachmentId }, now);
}

/** What a link says of itself. `expires` is in seconds since 1970. */
export type LinkProof = { readonly expires: number; readonly signature: string };

/** @throws DeskError forbidden/file-link-unusable when the link is too old, altered, or another installation's */
export function checkSignedLink(secrets: Secrets, to: Linked, { expires, signature }: LinkProof, now: Date): void {
  const given = Buffer.from(signature);
  const right = Buffer.from(signatureOf(secrets, to, expires));
  const isOurs = given.length === right.length && timingSafeEqual(given, right);
  if (isOurs && expires * 1_000 > now.getTime()) return;
  throw new DeskError('forbidden', 'file-link-unusable', 'This link to a file is too old: load the page again.');
}

export function checkFileLink(secrets: Secrets, attachmentId: string, expires: number, signature: string, now: Date): void {
  checkSignedLink(secrets, { file: attachmentId }, { expires, signature }, now);
}

function pathOf(to: Linked): string {
  if ('file' in to) return `/files/${to.file}`;
  if ('picture' in to) return `/files/picture/${to.picture}`;
  return 'original' in to ? `/files/original/${to.original}` : '/images/';
}

/** A signature for one kind of thing is none for another: no id begins with the name of a kind. */
function signatureOf(secrets: Secrets, to: Linked, expires: number): string {
  if ('file' in to) return secrets.sign('files', `${to.file}.${expires}`);
  if ('picture' in to) return secrets.sign('files', `picture.${to.picture}.${expires}`);
  return 'original' in to ? secrets.sign('files', `original.${to.original}.${expires}`) : secrets.sign('images', `${to.image}.${expires}`);
}
