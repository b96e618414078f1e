import type { Part, Reason } from '@app/domain';
import type { Kept } from '../files/blobs.js';
import { dangersOf } from '../files/file-dangers.js';
import type { IncomingFile, IncomingMessage } from './incoming.js';
import type { Fresh } from './received.js';
import { randomUUIDv7 as newId } from 'node:crypto';
import type { MailAddress } from '../sending/due-messages.js';
import type { Tx } from '../database/store.js';
import { samePerson } from '../visitors/same-person.js';

/** What was found out about where a message belongs. */
export type Whereabouts = {
  readonly conversationId: string;
  /** What its sender is to the conversation. */
  readonly part: Part;
  /** Where an answer to it goes; null: to the sender of an earlier one. Chats: null. */
  readonly answerTo: MailAddress | null;
  /** It changes no state and gets no answer. */
  readonly isAutomatic: boolean;
  /** A mail server wrote it about a mail of ours. */
  readonly isReport: boolean;
  /** Another mail of the inbox has its Message-ID already. */
  readonly repeatsId: boolean;
  /** The conversation whose token it carried, where strangers get a ticket of their own. */
  readonly cameFrom: string | null;
};

/** A customer's message that has found its place. */
export type PlacedMessage = Fresh<IncomingMessage> &
  Whereabouts & {
    /** Drawn under the ticket's lock. */
    readonly position: string;
    readonly ticketId: string;
    /** The ticket's version with it; null where it makes none. */
    readonly ticketVersion: number | null;
    /** Null: a mail server wrote it, or whoever owns the channel. */
    readonly contactId: string | null;
    /** Of a chat: what it replies to, found. */
    readonly answers: { readonly message: string | null; readonly text: string } | null;
  };

/** What comes later than this after it was written is shown as late, ms. */
const LATE_MS = 3_600_000;

/** Draws the next places in timelines, in order. Existing tickets and conversations that they are for must be locked. */
export async function drawPositions(tx: Tx, count: number): Promise<string[]> {
  if (count === 0) return [];
  const rows = await tx.query<{ position: string }>(`select nextval('timeline_positions') as position from generate_series(1, $1)`, [
    count,
  ]);
  return rows.map((row) => row.position);
}

/**
 * Writes customers' messages (table `messages`).
 *
 * Called by the normalizer; answers are written by `replies.ts`.
 */
export async function insertInbound(tx: Tx, placed: readonly PlacedMessage[]): Promise<void> {
  if (placed.length === 0) return;
  await tx.query(
    `insert into messages (id, conversation_id, ticket_id, position, kind, author_type, author_id, way, subject, sender, recipients, cc,
       text, html, quoted, signature, source_at, received_at, raw, authentication, automatic, late, problem, remarks, client_id,
       ticket_version, taken_at, content, answers, forwarded, album, source_edited_at, edited)
     select r.id, r.conversation_id, r.ticket_id, r.position, r.kind, case when r.contact_id is null then 'system' else 'contact' end, r.contact_id, r.way, r.subject,
       r.sender, coalesce(r.recipients, '[]'), coalesce(r.cc, '[]'), r.text, r.html, r.quoted, r.signature, r.source_at, r.received_at,
       decode(r.raw, 'hex'), r.authentication, r.automatic, r.late, r.problem, r.remarks, r.client_id,
       r.ticket_version, case when r.kind = 'reply' then now() end, r.content, r.answers, r.forwarded, r.album, r.source_edited_at,
       r.source_edited_at is not null
     from jsonb_to_recordset($1::jsonb) as r(id uuid, conversation_id uuid, ticket_id uuid, contact_id uuid, position bigint, way text,
       subject text, sender jsonb, recipients jsonb, cc jsonb, text text, html text, quoted text, signature text,
       source_at timestamptz, received_at timestamptz, raw text, authentication jsonb, automatic boolean, late boolean, problem jsonb,
       remarks jsonb, client_id text, ticket_version int, kind text, content jsonb, answers jsonb, forwarded jsonb, album text,
       source_edited_at timestamptz)`,
    [JSON.stringify(placed.map(messageRow))],
  );
}

function messageRow(placed: PlacedMessage): object {
  const { messageId, incoming, conversationId, ticketId, contactId, position, ticketVersion } = placed;
  const from = incoming.from ?? { address: incoming.sender.address, name: incoming.sender.name };
  return {
    id: messageId,
    conversation_id: conversationId,
    ticket_id: ticketId,
    contact_id: contactId,
    position,
    way: incoming.way,
    subject: incoming.subject,
    sender: incoming.channel === 'email' ? from : null,
    recipients: incoming.to,
    cc: incoming.cc,
    text: incoming.text,
    html: incoming.html,
    quoted: incoming.quoted,
    signature: incoming.signature,
    source_at: incoming.sourceAt,
    received_at: incoming.receivedAt,
    raw: incoming.raw.sha256,
    authentication: authenticationOf(placed),
    automatic: placed.isAutomatic,
    late: incoming.sourceAt !== null && Date.now() - incoming.sourceAt.getTime() > LATE_MS,
    problem: incoming.problem,
    remarks: remarksOn(placed),
    client_id: incoming.clientId,
    ticket_version: ticketVersion,
    kind: isOwn({ incoming }) ? 'reply' : 'inbound',
    content: incoming.chat?.content ?? incoming.form?.content ?? null,
    answers: placed.answers,
    forwarded: incoming.chat?.forwarded ?? null,
    album: incoming.chat?.album ?? null,
    source_edited_at: incoming.chat?.editedAt ?? null,
  };
}

/** The organisation said it itself, past us. */
export function isOwn({ incoming }: Pick<Fresh<IncomingMessage>, 'incoming'>): boolean {
  return incoming.chat?.isOwn ?? false;
}

function authenticationOf({ incoming, part, answerTo }: PlacedMessage): object {
  return {
    spf: incoming.authentication?.spf ?? null,
    dkim: incoming.authentication?.dkim ?? null,
    dmarc: incoming.authentication?.dmarc ?? null,
    proved: (incoming.sender.proved !== null || (incoming.authentication?.proved ?? false)) && part !== 'stranger',
    ...(incoming.replyTo.length > 0 ? { replyTo: incoming.replyTo } : {}),
    ...(answerTo ? { answerTo } : {}),
  };
}

/** What an agent must know of a sender who is not known to belong to the conversation (`threat:A8`, `threat:A9`). */
function remarksOn({ incoming, part, isAutomatic, isReport, repeatsId }: PlacedMessage): Reason[] {
  // What is a person's after all is not called a machine's.
  const known = incoming.remarks.filter(({ code }) => isAutomatic || !code.startsWith('mail-automatic-'));
  const codes: string[] = [];
  if (incoming.channel === 'email' && !isReport && incoming.sender.address !== '') {
    if (part === 'stranger') codes.push('mail-by-token-alone');
    if (part === 'copied') codes.push('mail-from-copied');
  }
  if (repeatsId) codes.push('mail-repeats-id');
  return [...known, ...codes.map((code) => ({ code, params: {} }))];
}

/** The bytes that messages bring along: originals and files. */
export function blobsOf(placed: readonly PlacedMessage[]): Kept[] {
  return placed.flatMap(({ incoming }) => [incoming.raw, ...incoming.files.flatMap((file) => (file.kind === 'kept' ? [file.blob] : []))]);
}

/** What brings files along. */
export type Carrier = {
  readonly messageId: string;
  readonly inboxId: string;
  readonly files: readonly IncomingFile[];
  /** How many files the message has already (default: none). */
  readonly first?: number;
  /** Whose uploads may become part of it. */
  readonly uploadedBy?: string;
};

/** Writes the files of messages (table `attachments`); a visitor's uploads become part of their message. */
export async function attachFiles(tx: Tx, carriers: readonly Carrier[]): Promise<void> {
  const files = carriers.flatMap((carrier) => carrier.files.map((file, n) => ({ carrier, file, ordinal: (carrier.first ?? 0) + n })));
  const rows = files.flatMap(({ carrier, file, ordinal }) => (file.kind === 'uploaded' ? [] : [fileRow(carrier, file, ordinal)]));
  if (rows.length > 0) {
    await tx.query(
      `insert into attachments (id, message_id, ordinal, filename, content_type, size, sha256, inline, content_id, state, inbox_id, source,
         sniffed_type, dangers)
       select f.id, f.message_id, f.ordinal, f.filename, f.content_type, f.size, decode(f.sha256, 'hex'), f.inline, f.content_id, f.state, f.inbox_id, f.source,
         f.sniffed_type, f.dangers
       from jsonb_to_recordset($1::jsonb) as f(id uuid, message_id uuid, ordinal int, filename text, content_type text, size bigint,
         sha256 text, inline boolean, content_id text, state text, inbox_id uuid, source jsonb, sniffed_type text, dangers text[])`,
      [JSON.stringify(rows)],
    );
  }
  const uploads = files.flatMap(({ carrier, file, ordinal }) =>
    file.kind === 'uploaded' ? [{ carrier, id: file.attachmentId, ordinal }] : [],
  );
  if (uploads.length === 0) return;
  await tx.query(
    `update attachments a set message_id = u.message_id, ordinal = u.ordinal
     from unnest($1::uuid[], $2::uuid[], $3::int[], $4::uuid[]) as u(id, message_id, ordinal, visitor)
     where a.id = u.id and a.message_id is null and a.uploaded_by in (${samePerson('u.visitor')})`,
    [
      uploads.map((one) => one.id),
      uploads.map((one) => one.carrier.messageId),
      uploads.map((one) => one.ordinal),
      uploads.map((one) => one.carrier.uploadedBy ?? null),
    ],
  );
}

function fileRow({ messageId, inboxId }: Carrier, file: Exclude<IncomingFile, { kind: 'uploaded' }>, ordinal: number): object {
  const common = { message_id: messageId, ordinal, filename: file.filename, content_type: file.contentType };
  if (file.kind === 'waiting') {
    const waits = { inline: false, state: 'waiting', inbox_id: inboxId, source: file.source, dangers: [] };
    return { ...common, id: newId(), size: file.size, ...waits };
  }
  const { size, sha256, sniffed } = file.blob;
  const looks = { sniffed_type: sniffed.type, dangers: dangersOf({ ...file, sniffed }) };
  return { ...common, id: file.id ?? newId(), size, sha256, inline: file.inline, content_id: file.contentId, state: 'stored', ...looks };
}
