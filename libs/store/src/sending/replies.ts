import { MessageAdded, MessageChanged, ReplyRequested, type Channel } from '@app/contracts';
import { DeskError, telegramParts, type NextState, type ReplyPart } from '@app/domain';
import { randomUUIDv7 as newId } from 'node:crypto';
import { announceStates } from './deliveries.js';
import type { MailAddress } from './due-messages.js';
import { noteParticipants } from '../intake/participants.js';
import { makeReplyToken } from './reply-token.js';
import type { Tx } from '../database/store.js';
import { lockUnchanged } from '../tickets/lock-unchanged.js';
import { answersGoTo } from '../tickets/ticket-conversations.js';
import { lockTickets, type TicketRow } from '../tickets/tickets.js';

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
  /** Mail only; others go to the chat. Empty: to the participant who wrote last. */
  readonly to?: readonly MailAddress[];
  readonly cc?: readonly MailAddress[];
  readonly bcc?: readonly MailAddress[];
  /** Uploaded by the author and not yet part of a message. */
  readonly attachmentIds?: readonly string[];
  readonly next: NextState;
  /** How long it can be undone, ms. */
  readonly holdMs?: number;
  /** When it is to leave; null at once. */
  readonly sendAt?: Date | null;
  /** The version of the ticket that it was written for; null (default): whatever it is now. */
  readonly expectedVersion?: number | null;
};

type Conversation = { readonly inboxId: string; readonly channel: Channel; readonly externalKey: string; readonly address: string | null };

/**
 * Adds a reply or automatic message with its deliveries. It changes its ticket's standing only when the sender takes it up; the
 * version counts a reply at once, so that of two who answer the same version one is told.
 *
 * Called by desk (console and API), normalizer (an agent's own mail, acknowledgements) and router (`auto`).
 *
 * @throws DeskError missing/ticket-missing, conflict/ticket-changed, conflict/ticket-closed, missing/conversation-missing,
 *   missing/attachment-missing, invalid/reply-empty, invalid/no-recipient
 */
export async function addReply(tx: Tx, reply: NewReply): Promise<{ messageId: string; position: bigint; ticket: TicketRow }> {
  const conversation = await lockConversation(tx, reply.conversationId);
  const { ticketId, authorId, expectedVersion = null } = reply;
  const before = await lockUnchanged(tx, { id: ticketId, expectedVersion, agentId: authorId });
  if (before.state === 'closed' && reply.kind === 'reply')
    throw new DeskError('conflict', 'ticket-closed', 'A closed ticket takes no answers: start a new one.');
  if (reply.text.trim() === '' && !reply.attachmentIds?.length)
    throw new DeskError('invalid', 'reply-empty', 'An answer needs a text or a file.');
  const to = reply.to?.length ? reply.to : await lastSender(tx, reply.conversationId, conversation.channel);
  const ticket = reply.kind === 'reply' ? await countReply(tx, before) : before;
  const messageId = newId();
  const position = await insertMessage(tx, messageId, { reply, ticket, conversation, to });
  await attach(tx, messageId, reply.attachmentIds ?? [], reply.authorId);
  const everyone = [...to, ...(reply.cc ?? []), ...(reply.bcc ?? [])];
  await queueDeliveries(tx, messageId, reply, conversation, everyone);
  await noteParticipants(
    tx,
    everyone.map(({ address }) => ({ conversationId: reply.conversationId, address: address.toLowerCase(), part: 'participant' })),
  );
  const named = { ticketId: ticket.id, number: ticket.number, teamId: ticket.teamId };
  const said = { messageId, conversationId: reply.conversationId, inboxId: conversation.inboxId };
  tx.outbox.add(MessageAdded, { ...named, ...said, kind: reply.kind });
  tx.outbox.add(ReplyRequested, { ...said, channel: conversation.channel });
  return { messageId, position, ticket };
}

/**
 * Takes a held reply back: it is gone, and was never sent. Its files are the author's uploads again.
 *
 * @throws DeskError missing/message-missing, conflict/reply-on-its-way
 */
export async function undoReply(tx: Tx, messageId: string): Promise<void> {
  const [message] = await tx.query<{ ticketId: string; authorId: string | null }>(
    `select ticket_id as "ticketId", author_id as "authorId" from messages where id = $1 and kind = 'reply'`,
    [messageId],
  );
  if (!message) throw new DeskError('missing', 'message-missing', 'There is no such answer.');
  const ticket = (await lockTickets(tx, [message.ticketId])).get(message.ticketId);
  const rows = await tx.query<{ state: string }>(`select state from deliveries where message_id = $1 for update`, [messageId]);
  if (!ticket || rows.some((row) => row.state !== 'held')) {
    throw new DeskError('conflict', 'reply-on-its-way', 'The answer is already on its way and cannot be undone.');
  }
  await tx.query(`delete from deliveries where message_id = $1`, [messageId]);
  await tx.query(`update attachments set message_id = null, uploaded_by = $2 where message_id = $1`, [messageId, message.authorId]);
  await tx.query(`delete from messages where id = $1`, [messageId]);
  await countReply(tx, ticket);
  tx.outbox.add(MessageChanged, { ticketId: ticket.id, number: ticket.number, teamId: ticket.teamId, messageId });
}

/** The ticket must be locked. */
async function countReply(tx: Tx, ticket: TicketRow): Promise<TicketRow> {
  await tx.query(`update tickets set version = version + 1 where id = $1`, [ticket.id]);
  return { ...ticket, version: ticket.version + 1 };
}

/**
 * Sends failed or uncertain deliveries of a reply again, or to another address.
 *
 * @throws DeskError missing/message-missing, conflict/nothing-to-retry
 */
export async function retryReply(tx: Tx, messageId: string, to: MailAddress | null): Promise<void> {
  const [message] = await tx.query<{ ticketId: string; conversationId: string; inboxId: string; channel: Channel }>(
    `select m.ticket_id as "ticketId", m.conversation_id as "conversationId", c.inbox_id as "inboxId", i.channel
     from messages m join conversations c on c.id = m.conversation_id join inboxes i on i.id = c.inbox_id
     where m.id = $1 and m.kind <> 'inbound'`,
    [messageId],
  );
  if (!message) throw new DeskError('missing', 'message-missing', 'There is no such answer.');
  await lockTickets(tx, [message.ticketId]);
  const again = to === null ? await queueAgain(tx, messageId) : await queueElsewhere(tx, messageId, to.address.toLowerCase());
  if (to !== null) {
    const address = to.address.toLowerCase();
    await noteParticipants(tx, [{ conversationId: message.conversationId, address, part: 'participant' }]);
  }
  if (again === 0) throw new DeskError('conflict', 'nothing-to-retry', 'Nothing of this answer has failed.');
  await announceStates(tx, [messageId]);
  tx.outbox.add(ReplyRequested, {
    messageId,
    conversationId: message.conversationId,
    inboxId: message.inboxId,
    channel: message.channel,
  });
}

async function queueAgain(tx: Tx, messageId: string): Promise<number> {
  const rows = await tx.query(
    `update deliveries set state = 'queued', not_before = now(), reason = null, updated_at = now()
     where message_id = $1 and state in ('failed', 'unknown', 'bounced') returning id`,
    [messageId],
  );
  return rows.length;
}

/** The first recipient that failed is written to elsewhere; others that failed stay as they are. */
async function queueElsewhere(tx: Tx, messageId: string, address: string): Promise<number> {
  const rows = await tx.query(
    `update deliveries d set state = 'queued', not_before = now(), reason = null, recipient = $2, updated_at = now()
     where d.message_id = $1 and d.state in ('failed', 'unknown', 'bounced')
       and d.recipient = (select min(recipient) from deliveries where message_id = $1 and state in ('failed', 'unknown', 'bounced'))
       and not exists (select from deliveries other where other.message_id = $1 and other.recipient = $2 and d.recipient <> $2)
     returning d.id`,
    [messageId, address],
  );
  return rows.length;
}

async function lockConversation(tx: Tx, id: string): Promise<Conversation> {
  const [row] = await tx.query<Conversation>(
    `select c.inbox_id as "inboxId", i.channel, c.external_key as "externalKey", i.settings ->> 'address' as address
     from conversations c join inboxes i on i.id = c.inbox_id where c.id = $1 for no key update of c`,
    [id],
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
  const token = conversation.channel === 'email' ? makeReplyToken() : null;
  const [row] = await tx.query<{ position: string }>(
    `insert into messages (id, conversation_id, ticket_id, position, kind, author_type, author_id, way, subject, sender, recipients, cc, bcc,
       text, html, next_state, reply_token, ticket_version)
     select $1, $2, t.id, nextval('timeline_positions'), $4, $5, $6, $7,
       case when $8::text = 'email' then t.subject end, $9::jsonb, $10::jsonb, $11::jsonb, $12::jsonb, $13, $14, $15, $16, $17
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
      conversation.address === null ? null : JSON.stringify({ address: conversation.address, name: '' }),
      JSON.stringify(to),
      JSON.stringify(reply.cc ?? []),
      JSON.stringify(reply.bcc ?? []),
      reply.text,
      reply.html ?? null,
      reply.next,
      token,
      reply.kind === 'reply' ? ticket.version : null,
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

async function attach(tx: Tx, messageId: string, attachmentIds: readonly string[], authorId: string | null): Promise<void> {
  if (attachmentIds.length === 0) return;
  const rows = await tx.query<{ id: string }>(
    `update attachments a set message_id = $1, ordinal = f.n - 1
     from unnest($2::uuid[]) with ordinality as f(id, n)
     where a.id = f.id and a.message_id is null and a.state = 'stored' and a.uploaded_by is not distinct from $3
     returning a.id`,
    [messageId, attachmentIds, authorId],
  );
  if (rows.length !== attachmentIds.length)
    throw new DeskError('missing', 'attachment-missing', 'A file of this answer is gone: upload it again.');
}

async function queueDeliveries(
  tx: Tx,
  messageId: string,
  reply: NewReply,
  conversation: Conversation,
  mailTo: readonly MailAddress[],
): Promise<void> {
  const pieces = piecesOf(reply, conversation, mailTo);
  const isHeld = (reply.holdMs ?? 0) > 0;
  await tx.query(
    `insert into deliveries (id, message_id, ticket_id, conversation_id, inbox_id, channel, recipient, part, content, position, state, not_before)
     select p.id, m.id, m.ticket_id, m.conversation_id, $2, $3, p.recipient, p.part, p.content::jsonb, m.position, $4,
       greatest(now() + $5 * interval '1 ms', coalesce($6::timestamptz, now()))
     from messages m, unnest($7::uuid[], $8::text[], $9::int[], $10::text[]) as p(id, recipient, part, content)
     where m.id = $1`,
    [
      messageId,
      conversation.inboxId,
      conversation.channel,
      isHeld || reply.sendAt ? 'held' : 'queued',
      reply.holdMs ?? 0,
      reply.sendAt ?? null,
      pieces.map(() => newId()),
      pieces.map((piece) => piece.recipient),
      pieces.map((piece) => piece.part),
      pieces.map((piece) => (piece.content === null ? null : JSON.stringify(piece.content))),
    ],
  );
}

type Piece = { readonly recipient: string; readonly part: number; readonly content: ReplyPart | null };

/** One row for each recipient of a mail, for each call to a chat, for the visitor. */
function piecesOf(reply: NewReply, conversation: Conversation, mailTo: readonly MailAddress[]): readonly Piece[] {
  switch (conversation.channel) {
    case 'email':
      return [...new Set(mailTo.map((one) => one.address.toLowerCase()))].map((recipient) => ({ recipient, part: 1, content: null }));
    case 'telegram':
      return telegramParts(reply.text, reply.attachmentIds ?? []).map((content, index) => ({
        recipient: conversation.externalKey,
        part: index + 1,
        content,
      }));
    case 'webchat':
      return [{ recipient: conversation.externalKey, part: 1, content: null }];
  }
}
