import { MessageAdded, ReplyRequested, VisitorChanged } from '@app/contracts';
import type { WrittenMail } from '@app/domain';
import { randomUUIDv7 as newId } from 'node:crypto';
import { domainToASCII } from 'node:url';
import type { Tx } from '../database/store.js';
import { continueChats } from '../intake/conversations.js';
import { noteParticipants } from '../intake/participants.js';
import type { MailAddress } from '../sending/due-messages.js';
import { makeReplyToken } from '../sending/reply-token.js';
import type { TicketRow } from '../tickets/tickets.js';
import type { MailOutlet } from './away-inboxes.js';

/** A mail that repeats what was said in a chat, to its visitor. An answer to it goes on in the same ticket. */
export type Recap = {
  readonly kind: 'away' | 'transcript';
  /** The chat, and who is its contact. */
  readonly rootId: string;
  readonly contactId: string;
  /** Locked. */
  readonly ticket: TicketRow;
  readonly outlet: MailOutlet;
  /** Whose name stands before the outlet's address. */
  readonly fromName: string;
  /** As it was left. */
  readonly address: string;
  readonly written: WrittenMail;
  /** Files of the messages that it repeats, which go with it. */
  readonly fileIds: readonly string[];
};

/**
 * Queues them, each in the conversation by mail with its address that goes on in the chat, in a handful of statements for all.
 *
 * @returns the ids of the mails, in the order given
 */
export async function insertRecaps(tx: Tx, recaps: readonly Recap[]): Promise<readonly string[]> {
  if (recaps.length === 0) return [];
  const wanted = recaps.map(({ rootId, contactId, ticket, outlet, address }) => ({
    id: newId(),
    inboxId: outlet.id,
    externalKey: keyOf(rootId, address),
    contactId,
    continues: rootId,
    currentTicketId: ticket.id,
  }));
  const conversations = await continueChats(tx, wanted);
  await tellBegun(
    tx,
    wanted
      .filter(({ id, inboxId, externalKey }) => conversations.get(`${inboxId} ${externalKey}`) === id)
      .map(({ continues }) => continues),
  );
  const queued = recaps.map((recap) => {
    const conversationId = conversations.get(`${recap.outlet.id} ${keyOf(recap.rootId, recap.address)}`);
    if (conversationId === undefined) throw new Error('A chat goes on in a conversation that is not there.');
    return { ...recap, conversationId, messageId: newId(), deliveryId: newId(), token: makeReplyToken() };
  });
  // Whoever answers takes part from the first: the next mail to them goes on here.
  await noteParticipants(
    tx,
    queued.map(({ conversationId, address }) => ({ conversationId, address: address.toLowerCase(), part: 'participant' })),
  );
  await insertMessages(tx, queued);
  await copyFiles(tx, queued);
  for (const { messageId, conversationId, outlet, ticket } of queued) {
    const said = { messageId, conversationId, inboxId: outlet.id };
    tx.outbox.add(MessageAdded, { ...said, ticketId: ticket.id, number: ticket.number, teamId: ticket.teamId, kind: 'auto' });
  }
  // It only wakes the sender, who reads the table: once an inbox.
  for (const { messageId, conversationId, outlet } of new Map(queued.map((one) => [one.outlet.id, one])).values())
    tx.outbox.add(ReplyRequested, { messageId, conversationId, inboxId: outlet.id, channel: 'email' });
  return queued.map((one) => one.messageId);
}

/** Browsers that have such a chat open hear of what comes by mail from the first. */
async function tellBegun(tx: Tx, rootIds: readonly string[]): Promise<void> {
  if (rootIds.length === 0) return;
  const chats = await tx.query<{ inboxId: string; visitorId: string }>(
    `select inbox_id as "inboxId", external_key as "visitorId" from conversations where id = any($1)`,
    [rootIds],
  );
  for (const { inboxId, visitorId } of chats) tx.outbox.add(VisitorChanged, { inboxId, visitorId, formerId: visitorId, ended: [] });
}

function keyOf(rootId: string, address: string): string {
  return `chat:${rootId}:${address.toLowerCase()}`;
}

type Queued = Recap & {
  readonly conversationId: string;
  readonly messageId: string;
  readonly deliveryId: string;
  readonly token: string;
};

/** With their ids and deliveries, in one statement. */
async function insertMessages(tx: Tx, queued: readonly Queued[]): Promise<void> {
  await tx.query(
    `with r as (
       select * from jsonb_to_recordset($1::jsonb) as r(n int, message_id uuid, delivery_id uuid, inbox_id uuid, conversation_id uuid,
         ticket_id uuid, sender jsonb, recipients jsonb, recipient text, subject text, text text, html text, token text, mail_id text, recap text)
     ), m as (
       insert into messages (id, conversation_id, ticket_id, position, kind, author_type, way, subject, sender, recipients, text, html, next_state,
         reply_token, automatic, recap)
       select message_id, conversation_id, ticket_id, nextval('timeline_positions'), 'auto', 'system', 'email', subject, sender, recipients,
         text, html, 'keep', token, true, recap
       from (select * from r order by n) r returning id, position
     ), i as (
       insert into message_ids (inbox_id, message_id, message, conversation_id) select inbox_id, mail_id, message_id, conversation_id from r
     )
     insert into deliveries (id, message_id, ticket_id, conversation_id, inbox_id, channel, recipient, position, state)
     select r.delivery_id, r.message_id, r.ticket_id, r.conversation_id, r.inbox_id, 'email', r.recipient, m.position, 'queued'
     from r join m on m.id = r.message_id`,
    [JSON.stringify(queued.map(rowOf))],
  );
}

function rowOf(
  { kind, messageId, deliveryId, conversationId, ticket, outlet, fromName, address, written, token }: Queued,
  n: number,
): object {
  const to: MailAddress = { address, name: '' };
  const from: MailAddress = { address: outlet.address, name: fromName };
  const domain = outlet.address.slice(outlet.address.lastIndexOf('@') + 1);
  return {
    n,
    message_id: messageId,
    delivery_id: deliveryId,
    inbox_id: outlet.id,
    conversation_id: conversationId,
    ticket_id: ticket.id,
    sender: from,
    recipients: [to],
    recipient: address.toLowerCase(),
    subject: written.subject,
    text: written.text,
    html: written.html,
    token,
    mail_id: `<${token}@${domainToASCII(domain) || domain}>`,
    recap: kind,
  };
}

/** The same bytes again, named in the mail's own order. */
async function copyFiles(tx: Tx, queued: readonly Queued[]): Promise<void> {
  const copies = queued.flatMap(({ messageId, fileIds }) => fileIds.map((from, ordinal) => ({ id: newId(), messageId, from, ordinal })));
  if (copies.length === 0) return;
  await tx.query(
    `insert into attachments (id, message_id, ordinal, filename, content_type, size, sha256, sniffed_type, dangers)
     select c.id, c.message_id, c.ordinal, f.filename, f.content_type, f.size, f.sha256, f.sniffed_type, f.dangers
     from unnest($1::uuid[], $2::uuid[], $3::int[], $4::uuid[]) as c(id, message_id, ordinal, source)
     join attachments f on f.id = c.source and f.state = 'stored'`,
    [copies.map((one) => one.id), copies.map((one) => one.messageId), copies.map((one) => one.ordinal), copies.map((one) => one.from)],
  );
}
