import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { claimCheck, makeEvent } from '@app/bus';
import { type EventOf, MailReceived } from '@app/contracts';
import { DeskError, type Reason } from '@app/domain';
import { peekSender } from '@app/mail';
import type { Blobs } from '@app/store';
import type { ImapSession } from './imap-session.js';
import type { WaitingMail } from './mail-batches.js';

/** Above this a mail goes piece by piece into a blob, bytes: memory stays flat (`fail:P18`). */
export const STREAMED_BYTES = 2 * 1024 * 1024;
/** A larger mail stays on the server; its header is taken, and the ticket says so (`goals.md`: sizes of a mail). */
export const LARGEST_MAIL_BYTES = 64 * 1024 * 1024;

/** A mail that was fetched: in memory, or in a blob already. */
export type FetchedMail = WaitingMail & {
  readonly content: { readonly raw: Buffer } | { readonly sha256: string; readonly size: number; readonly sender: string };
  /** Why `content` is not the whole mail. */
  readonly problem: Reason | null;
};

/** Where mails come from, as their events say it. */
export type MailSource = {
  readonly inboxId: string;
  readonly folder: string;
  readonly uidValidity: bigint;
  readonly historic: boolean;
  readonly junk: boolean;
};

/**
 * Fetches a batch: small mails together, a large one by itself through a blob. Of what is gone there is nothing.
 *
 * @throws DeskError missing/mail-gone for a large one that the server does not give
 */
export async function fetchBatch(session: ImapSession, batch: readonly WaitingMail[], blobs: Blobs): Promise<FetchedMail[]> {
  const [only] = batch;
  if (batch.length === 1 && only && only.size > STREAMED_BYTES) return [await fetchLarge(session, only, blobs)];
  return (await session.fetch(batch)).map(({ raw, ...mail }) => ({ ...mail, content: { raw }, problem: null }));
}

async function fetchLarge(session: ImapSession, mail: WaitingMail, blobs: Blobs): Promise<FetchedMail> {
  if (mail.size > LARGEST_MAIL_BYTES) return fetchHeader(session, mail);
  let first: Buffer | null = null;
  const noted = async function* (): AsyncGenerator<Buffer> {
    for await (const piece of session.pieces(mail)) {
      first ??= piece;
      yield piece;
    }
  };
  try {
    const { sha256, size } = await blobs.keepStream(Readable.from(noted()), LARGEST_MAIL_BYTES);
    return { ...mail, content: { sha256, size, sender: peekSender(first ?? Buffer.alloc(0)) }, problem: null };
  } catch (error) {
    // The server had said a smaller size.
    if (error instanceof DeskError && error.code === 'file-too-large') return fetchHeader(session, mail);
    throw error;
  }
}

async function fetchHeader(session: ImapSession, mail: WaitingMail): Promise<FetchedMail> {
  const raw = await session.header(mail.uid);
  return { ...mail, content: { raw }, problem: { code: 'mail-left-on-server', params: { megabytes: Math.ceil(mail.size / 1024 / 1024) } } };
}

/** The event of a mail; when it resolves its bytes are in the event or durable in a blob. */
export async function mailEvent(mail: FetchedMail, source: MailSource, blobs: Blobs): Promise<EventOf<typeof MailReceived>> {
  const { content, problem } = mail;
  const at = {
    inboxId: source.inboxId,
    receivedAt: mail.receivedAt.toISOString(),
    folder: source.folder,
    uidValidity: String(source.uidValidity),
    uid: mail.uid,
    historic: source.historic,
    junk: source.junk,
    problem: problem === null ? null : { code: problem.code, params: { ...problem.params, folder: source.folder } },
  };
  if ('sha256' in content) {
    const { sha256, size, sender } = content;
    return makeEvent(MailReceived, { ...at, externalId: sha256, carried: { kind: 'blob', sha256, size }, sender }, null);
  }
  const { carried, payload } = await claimCheck(content.raw, blobs);
  const hash = createHash('sha256').update(content.raw);
  // Of two large mails with one header, e.g. a report of each night without an id, both are taken.
  if (problem !== null) hash.update(`\n${mail.size}`);
  return makeEvent(MailReceived, { ...at, externalId: hash.digest('hex'), carried, sender: peekSender(content.raw) }, payload);
}
