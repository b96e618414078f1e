import { randomUUIDv7 as newId } from 'node:crypto';
import type { Tx } from '../database/store.js';

export type ConversationRow = {
  readonly id: string;
  readonly inboxId: string;
  readonly contactId: string;
  /** Where the next message goes: the ticket, or the one that it was merged into, however often (`fail:T10`). */
  readonly currentTicketId: string | null;
};

export type NewConversation = {
  readonly id: string;
  readonly inboxId: string;
  readonly externalKey: string;
  readonly contactId: string;
  readonly currentTicketId: string | null;
};

/**
 * Locks conversations in id order (after identities, before tickets).
 *
 * Their tickets are looked up after the lock: one that another transaction set while this one waited is seen.
 */
export async function lockConversations(tx: Tx, ids: readonly string[]): Promise<Map<string, ConversationRow>> {
  if (ids.length === 0) return new Map();
  const unique = [...new Set(ids)];
  await tx.query(`select from conversations where id = any($1) order by id for no key update`, [unique]);
  const rows = await tx.query<ConversationRow>(
    `select c.id, c.inbox_id as "inboxId", c.contact_id as "contactId", ${afterMerges('c.current_ticket_id')} as "currentTicketId"
     from conversations c where c.id = any($1)`,
    [unique],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** SQL for the ticket that a ticket was merged into, and that one into another, to the last; a circle ends too. */
function afterMerges(ticketId: string): string {
  return `(with recursive merges (id, merged_into, depth) as (
      select t.id, t.merged_into, 0 from tickets t where t.id = ${ticketId}
      union all
      select t.id, t.merged_into, m.depth + 1 from merges m join tickets t on t.id = m.merged_into where m.depth < 100
    ) select id from merges order by depth desc limit 1)`;
}

/** Makes sure that each chat has its conversation, and gives their ids by `inbox key` (table `conversations`, written here alone). */
export async function findChats(tx: Tx, chats: readonly Omit<NewConversation, 'id' | 'currentTicketId'>[]): Promise<Map<string, string>> {
  if (chats.length === 0) return new Map();
  const unique = [...new Map(chats.map((chat) => [`${chat.inboxId} ${chat.externalKey}`, chat])).values()];
  await insertConversations(
    tx,
    unique.map((chat) => ({ ...chat, id: newId(), currentTicketId: null })),
  );
  const rows = await tx.query<{ id: string; inboxId: string; externalKey: string }>(
    `select c.id, c.inbox_id as "inboxId", c.external_key as "externalKey" from conversations c
     join unnest($1::uuid[], $2::text[]) as w(inbox_id, external_key) on c.inbox_id = w.inbox_id and c.external_key = w.external_key`,
    [unique.map((chat) => chat.inboxId), unique.map((chat) => chat.externalKey)],
  );
  return new Map(rows.map((row) => [`${row.inboxId} ${row.externalKey}`, row.id]));
}

/** Those that exist stay as they are. */
export async function insertConversations(tx: Tx, conversations: readonly NewConversation[]): Promise<void> {
  if (conversations.length === 0) return;
  await tx.query(
    `insert into conversations (id, inbox_id, external_key, contact_id, current_ticket_id)
     select c.id, c.inbox_id, c.external_key, c.contact_id, c.current_ticket_id
     from unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[], $5::uuid[]) as c(id, inbox_id, external_key, contact_id, current_ticket_id)
     order by c.inbox_id, c.external_key
     on conflict (inbox_id, external_key) do nothing`,
    [
      conversations.map((one) => one.id),
      conversations.map((one) => one.inboxId),
      conversations.map((one) => one.externalKey),
      conversations.map((one) => one.contactId),
      conversations.map((one) => one.currentTicketId),
    ],
  );
}

/** Says where the next message of each conversation goes. */
export async function pointToTickets(tx: Tx, pointers: readonly (readonly [conversationId: string, ticketId: string])[]): Promise<void> {
  if (pointers.length === 0) return;
  await tx.query(
    `update conversations c set current_ticket_id = p.ticket_id
     from unnest($1::uuid[], $2::uuid[]) as p(conversation_id, ticket_id) where c.id = p.conversation_id`,
    [pointers.map(([id]) => id), pointers.map(([, ticketId]) => ticketId)],
  );
}

/** How far visitors of web chats got and read their conversations; marks never go back. */
export async function markSeen(tx: Tx, marks: readonly { conversationId: string; got: bigint; read: bigint }[]): Promise<void> {
  await tx.query(
    `update conversations c set
       delivered_position = greatest(c.delivered_position, s.got, s.read), read_position = greatest(c.read_position, s.read)
     from unnest($1::uuid[], $2::bigint[], $3::bigint[]) as s(conversation_id, got, read)
     where c.id = s.conversation_id and (c.delivered_position < greatest(s.got, s.read) or c.read_position < s.read)`,
    [marks.map((mark) => mark.conversationId), marks.map((mark) => mark.got), marks.map((mark) => mark.read)],
  );
}
