import { MessageAdded, MessageChanged, ReplyRequested, type Channel } from '@app/contracts';
import { type ChatFile, DeskError, type FromName, senderName, telegramParts, type NextState, type TextEntity } from '@app/domain';
import { randomUUIDv7 as newId } from 'node:crypto';
import { domainToASCII } from 'node:url';
import type { MailAddress } from './due-messages.js';
import { type Piece, queuePieces } from './queue-pieces.js';
import { makeReplyToken } from './reply-token.js';
import { lockReply, messageMissing, refuseBlocked, type SentReply } from './sent-reply.js';
import type { Tx } from '../database/store.js';
import { lockUnchanged } from '../tickets/lock-unchanged.js';
import { answersGoTo } from '../tickets/answers-go-to.js';
import type { TicketRow } from '../tickets/tickets.js';
import { undoStart } from '../tickets/undo-start.js';

/** What is to be said, to whom, and when. */
export type NewReply = {
  readonly ticketId: string;
  readonly conversationId: string;
  readonly kind: 'reply' | 'auto';
  /** The agent; null for automatic messages. */
  readonly authorId: string | null;
  readonly way: 'console' | 'email' | 'telegram' | 'api';
  readonly text: string;
  readonly html?: string | null;
  /** Of a chat in Telegram: how the text is formatted, the message of its that is replied to, and labels of buttons below. */
  readonly entities?: readonly TextEntity[];
  readonly answers?: string | null;
  readonly choices?: readonly string[];
  /** Mail only; others go to the chat. Empty: to the participant who wrote last. */
  readonly to?: readonly MailAddress[];
  readonly cc?: readonly MailAddress[];
  readonly bcc?: readonly MailAddress[];
  /** Below the text by mail, each told apart from it: the signature's plain lines, and what is repeated of earlier messages. */
  readonly signature?: string | null;
  readonly quoted?: string | null;
  /** Uploaded by the author and not yet part of a message. */
  readonly attachmentIds?: readonly string[];
  /** Those of them that the HTML shows in their place. */
  readonly shownIds?: readonly string[];
  readonly next: NextState;
  /** How long it can be undone, ms. */
  readonly holdMs?: number;
  /** When it is to leave; null at once. */
  readonly sendAt?: Date | null;
  /** The version of the ticket that it was written for; null (default): whatever it is now. */
  readonly expectedVersion?: number | null;
};

type Conversation = {
  readonly inboxId: string;
  readonly channel: Channel;
  readonly externalKey: string;
  readonly isBlocked: boolean;
  /** Of a mail inbox: where its answers come from, whose name stands before it, and the names there are. */
  readonly address: string | null;
  readonly fromName: FromName;
  readonly organisation: string;
  readonly author: string | null;
};

/**
 * Adds a reply or automatic message with its deliveries. Its ticket's standing and who takes part change only when the sender takes it
 * up; the version counts a reply at once, so that of two who answer the same version one is told.
 *
 * Called by desk (console and API), normalizer (an agent's own mail) and router (`auto`); acknowledgements are written by the
 * batch, in `insert-acknowledgements.ts`.
 *
 * @throws DeskError missing/ticket-missing, conflict/ticket-changed, conflict/ticket-closed, missing/conversation-missing,
 *   missing/attachment-missing, invalid/reply-empty, invalid/no-recipient, conflict/chat-blocked, invalid/reply-to-elsewhere
 */
export async function addReply(tx: Tx, reply: NewReply): Promise<{ messageId: string; position: bigint; ticket: TicketRow }> {
  const conversation = await lockConversation(tx, reply.conversationId, reply.authorId);
  const { ticketId, authorId, expectedVersion = null } = reply;
  const before = await lockUnchanged(tx, { id: ticketId, expectedVersion, agentId: authorId });
  if (before.state === 'closed' && reply.kind === 'reply')
    throw new DeskError('conflict', 'ticket-closed', 'A closed ticket takes no answers: start a new one.');
  if (reply.text.trim() === '' && !reply.attachmentIds?.length)
    throw new DeskError('invalid', 'reply-empty', 'An answer needs a text or a file.');
  if (reply.kind === 'reply') refuseBlocked(conversation.isBlocked);
  const to = reply.to?.length ? reply.to : await lastSender(tx, reply.conversationId, conversation.channel);
  const ticket = reply.kind === 'reply' ? await countReply(tx, before) : before;
  const messageId = newId();
  const position = await insertMessage(tx, messageId, { reply, ticket, conversation, to });
  const files = await attach(tx, messageId, reply, conversation);
  const everyone = [...to, ...(reply.cc ?? []), ...(reply.bcc ?? [])];
  const { inboxId, channel } = conversation;
  const { holdMs = 0, sendAt = null } = reply;
  const state = holdMs > 0 || sendAt ? 'held' : 'queued';
  const pieces = piecesOf(reply, { conversation, mailTo: everyone, files });
  await queuePieces(tx, messageId, { inboxId, channel, state, holdMs, notBefore: sendAt }, pieces);
  const named = { ticketId: ticket.id, number: ticket.number, teamId: ticket.teamId };
  const said = { messageId, conversationId: reply.conversationId, inboxId };
  tx.outbox.add(MessageAdded, { ...named, ...said, kind: reply.kind });
  tx.outbox.add(ReplyRequested, { ...said, channel });
  return { messageId, position, ticket };
}

/** `undone`: it is gone. `ticketGone`: and its ticket with it. */
export type UndoneReply = { readonly undone: boolean; readonly ticketGone: boolean };

/**
 * Takes a held reply back: it is gone, and was never sent. Its files are the author's uploads again. Of a ticket that it started nothing
 * stays, unless something else was said or noted there.
 *
 * @throws DeskError missing/message-missing, conflict/reply-on-its-way
 */
export async function undoReply(tx: Tx, messageId: string): Promise<UndoneReply> {
  const reply = await lockReply(tx, messageId);
  // Undone by somebody else while this one waited.
  if (reply.kind !== 'reply' || reply.rows.length === 0) throw messageMissing();
  if (reply.rows.some((row) => row.state !== 'held'))
    throw new DeskError('conflict', 'reply-on-its-way', 'The answer is already on its way and cannot be undone.');
  return undoLocked(tx, reply);
}

/** Of a reply nothing of which ever left. */
export async function undoLocked(tx: Tx, { id, ticket, authorId }: SentReply): Promise<UndoneReply> {
  await tx.query(`delete from deliveries where message_id = $1`, [id]);
  await tx.query(`update attachments set message_id = null, uploaded_by = $2 where message_id = $1`, [id, authorId]);
  await tx.query(`delete from messages where id = $1`, [id]);
  if (await undoStart(tx, ticket)) return { undone: true, ticketGone: true };
  await countReply(tx, ticket);
  tx.outbox.add(MessageChanged, { ticketId: ticket.id, number: ticket.number, teamId: ticket.teamId, messageId: id });
  return { undone: true, ticketGone: false };
}

/** The ticket must be locked. */
async function countReply(tx: Tx, ticket: TicketRow): Promise<TicketRow> {
  await tx.query(`update tickets set version = version + 1 where id = $1`, [ticket.id]);
  return { ...ticket, version: ticket.version + 1 };
}

async function lockConversation(tx: Tx, id: string, authorId: string | null): Promise<Conversation> {
  const [row] = await tx.query<Conversation>(
    `select c.inbox_id as "inboxId", i.channel, c.external_key as "externalKey", c.blocked_at is not null as "isBlocked",
       i.settings ->> 'address' as address,
       coalesce(i.settings ->> 'fromName', 'agent-and-organisation') as "fromName", (select name from organisation) as organisation,
       (select name from agents where id = $2) as author
     from conversations c join inboxes i on i.id = c.inbox_id where c.id = $1 for no key update of c`,
    [id, authorId],
  );
  if (!row) throw new DeskError('missing', 'conversation-missing', 'There is no such conversation.');
  return row;
}

/** @throws DeskError invalid/no-recipient */
async function lastSender(tx: Tx, conversationId: string, channel: Channel): Promise<readonly MailAddress[]> {
  if (channel !== 'email') return [];
  const [row] = await tx.query<{ to: readonly MailAddress[] | null }>(`select ${answersGoTo('$1')} as "to"`, [conversationId]);
  if (!row?.to) throw new DeskError('invalid', 'no-recipient', 'Say to whom the answer goes: nobody has written here yet.');
  return row.to;
}

type Written = {
  readonly reply: NewReply;
  /** As it is with the reply. */
  readonly ticket: TicketRow;
  readonly conversation: Conversation;
  readonly to: readonly MailAddress[];
};

async function insertMessage(tx: Tx, id: string, { reply, ticket, conversation, to }: Written): Promise<bigint> {
  const answers = await answered(tx, reply);
  const token = conversation.channel === 'email' ? makeReplyToken() : null;
  const sender = senderOf(conversation);
  const [row] = await tx.query<{ position: string }>(
    `insert into messages (id, conversation_id, ticket_id, position, kind, author_type, author_id, way, subject, sender, recipients, cc, bcc,
       text, html, next_state, reply_token, ticket_version, signature, quoted, answers, choices)
     select $1, $2, t.id, nextval('timeline_positions'), $4, $5, $6, $7,
       case when $8::text = 'email' then t.subject end, $9::jsonb, $10::jsonb, $11::jsonb, $12::jsonb, $13, $14, $15, $16, $17, $18, $19,
       $20::jsonb, $21::jsonb
     from tickets t where t.id = $3
     returning position`,
    [
      id,
      reply.conversationId,
      reply.ticketId,
      reply.kind,
      reply.authorId === null ? 'system' : 'agent',
      reply.authorId,
      reply.way,
      conversation.channel,
      sender === null ? null : JSON.stringify(sender),
      JSON.stringify(to),
      JSON.stringify(reply.cc ?? []),
      JSON.stringify(reply.bcc ?? []),
      reply.text,
      reply.html ?? null,
      reply.next,
      token,
      reply.kind === 'reply' ? ticket.version : null,
      reply.signature ?? null,
      reply.quoted ?? null,
      answers === null ? null : JSON.stringify(answers),
      JSON.stringify(reply.choices ?? []),
    ],
  );
  if (token !== null && conversation.address !== null) {
    await tx.query(`insert into message_ids (inbox_id, message_id, message, conversation_id) values ($1, $2, $3, $4)`, [
      conversation.inboxId,
      `<${token}@${conversation.address.split('@').at(-1)}>`,
      id,
      reply.conversationId,
    ]);
  }
  return BigInt(row?.position ?? 0);
}

/**
 * What it replies to, with the beginning of what that said.
 *
 * @throws DeskError invalid/reply-to-elsewhere
 */
async function answered(tx: Tx, { answers = null, conversationId }: NewReply): Promise<{ message: string; text: string } | null> {
  if (answers === null) return null;
  const [row] = await tx.query<{ message: string; text: string }>(
    `select id as message, left(text, 200) as text from messages where id = $1 and conversation_id = $2`,
    [answers, conversationId],
  );
  if (!row) throw new DeskError('invalid', 'reply-to-elsewhere', 'The message that is replied to is none of this conversation.');
  return row;
}

/** Kept with the message: a resend names the same sender, whatever was renamed since. */
function senderOf({ address, fromName, author, organisation }: Conversation): MailAddress | null {
  return address === null ? null : { address, name: senderName(fromName, author, organisation) };
}

/** @returns the files, in the order given */
async function attach(tx: Tx, messageId: string, reply: NewReply, { address }: Conversation): Promise<readonly ChatFile[]> {
  const ids = reply.attachmentIds ?? [];
  if (ids.length === 0) return [];
  const domain = address === null ? null : domainToASCII(address.slice(address.lastIndexOf('@') + 1));
  const rows = await tx.query<ChatFile & { n: number }>(
    `update attachments a set message_id = $1, ordinal = f.n - 1, inline = a.id = any($4),
       content_id = case when a.id = any($4) and $5 <> '' then a.id || '@' || $5 end
     from unnest($2::uuid[]) with ordinality as f(id, n)
     where a.id = f.id and a.message_id is null and a.state = 'stored' and a.uploaded_by is not distinct from $3
     returning a.id, a.filename, coalesce(a.sniffed_type, a.content_type) as type, a.size::float8 as size, a.ordinal as n`,
    [messageId, ids, reply.authorId, reply.shownIds ?? [], domain],
  );
  if (rows.length !== ids.length) throw new DeskError('missing', 'attachment-missing', 'A file of this answer is gone: upload it again.');
  return rows.toSorted((a, b) => a.n - b.n);
}

type Receivers = { readonly conversation: Conversation; readonly mailTo: readonly MailAddress[]; readonly files: readonly ChatFile[] };

/** One row for each recipient of a mail, for each call to a chat, for the visitor. */
function piecesOf(reply: NewReply, { conversation, mailTo, files }: Receivers): readonly Piece[] {
  switch (conversation.channel) {
    case 'email':
      return [...new Set(mailTo.map((one) => one.address.toLowerCase()))].map((recipient) => ({ recipient, part: 1, content: null }));
    case 'telegram':
      return telegramParts(reply.text, files, reply).map((content, index) => ({
        recipient: conversation.externalKey,
        part: index + 1,
        content,
      }));
    case 'webchat':
      return [{ recipient: conversation.externalKey, part: 1, content: null }];
  }
}
