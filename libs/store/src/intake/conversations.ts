import { randomUUIDv7 as newId } from 'node:crypto';
import type { Tx } from '../database/store.js';
import type { ChatAbout } from './incoming.js';

export type ConversationRow = {
  readonly id: string;
  readonly inboxId: string;
  readonly contactId: string;
  /** Where the next message goes: the ticket, or the one that it was merged into, however often (`fail:T10`). */
  readonly currentTicketId: string | null;
  readonly externalKey: string;
  /** Of Telegram: what the chat says of itself. */
  readonly chat: ChatAbout | null;
  /** Since when its customer does not want to hear from us. */
  readonly blockedAt: Date | null;
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
    `select c.id, c.inbox_id as "inboxId", c.contact_id as "contactId", ${afterMerges('c.current_ticket_id')} as "currentTicketId",
       c.external_key as "externalKey", c.chat, c.blocked_at as "blockedAt"
     from conversations c where c.id = any($1)`,
    [unique],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** SQL for the ticket that a ticket was merged into, and that one into another, to the last; a circle ends too. */
export function afterMerges(ticketId: string): string {
  return `(with recursive merges (id, merged_into, depth) as (
      select t.id, t.merged_into, 0 from tickets t where t.id = ${ticketId}
      union all
      select t.id, t.merged_into, m.depth + 1 from merges m join tickets t on t.id = m.merged_into where m.depth < 100
    ) select id from merges order by depth desc limit 1)`;
}

/** A chat that something came from. `contactId`: who said it; null: the organisation itself, which begins no conversation. */
export type WantedChat = { readonly inboxId: string; readonly externalKey: string; readonly contactId: string | null };

/** Makes sure that each chat has its conversation, and gives their ids by `inbox key` (table `conversations`, written here alone). */
export async function findChats(tx: Tx, chats: readonly WantedChat[]): Promise<Map<string, string>> {
  if (chats.length === 0) return new Map();
  const found = await readChats(tx, chats);
  const missing = chats.filter((chat) => !found.has(nameOf(chat)));
  const begun = missing.flatMap(({ contactId, ...chat }) => (contactId === null ? [] : [{ ...chat, contactId }]));
  if (begun.length === 0) return found;
  const firsts = new Map(begun.toReversed().map((chat) => [nameOf(chat), chat]));
  await insertConversations(
    tx,
    [...firsts.values()].map((chat) => ({ ...chat, id: newId(), currentTicketId: null })),
  );
  // A second look, for those that another transaction made meanwhile.
  return new Map([...found, ...(await readChats(tx, missing))]);
}

async function readChats(tx: Tx, chats: readonly ChatName[]): Promise<Map<string, string>> {
  const unique = [...new Map(chats.map((chat) => [nameOf(chat), chat])).values()];
  const rows = await tx.query<ChatName & { id: string }>(
    `select c.id, c.inbox_id as "inboxId", c.external_key as "externalKey" from conversations c
     join unnest($1::uuid[], $2::text[]) as w(inbox_id, external_key) on c.inbox_id = w.inbox_id and c.external_key = w.external_key`,
    [unique.map((chat) => chat.inboxId), unique.map((chat) => chat.externalKey)],
  );
  return new Map(rows.map((row) => [nameOf(row), row.id]));
}

type ChatName = Pick<WantedChat, 'inboxId' | 'externalKey'>;

const nameOf = ({ inboxId, externalKey }: ChatName): string => `${inboxId} ${externalKey}`;

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

/** Says where the next message of each conversation goes; null: it opens a ticket. */
export async function pointToTickets(
  tx: Tx,
  pointers: readonly (readonly [conversationId: string, ticketId: string | null])[],
): Promise<void> {
  if (pointers.length === 0) return;
  await tx.query(
    `update conversations c set current_ticket_id = p.ticket_id
     from unnest($1::uuid[], $2::uuid[]) as p(conversation_id, ticket_id) where c.id = p.conversation_id`,
    [pointers.map(([id]) => id), pointers.map(([, ticketId]) => ticketId)],
  );
}

/**
 * Where a chat has a new ticket, what goes on in it, or what it goes on in, goes there too, unless it has an open one of its own: whether a
 * visitor writes in the widget or by mail, it is one ticket. What another transaction has locked is left alone, since nothing may wait here.
 */
export async function pointRelatives(tx: Tx, pointers: readonly (readonly [conversationId: string, ticketId: string])[]): Promise<void> {
  if (pointers.length === 0) return;
  await tx.query(
    `with opened as (
       select o.id, p.ticket_id, coalesce(o.continues, o.id) as root
       from unnest($1::uuid[], $2::uuid[]) as p(conversation_id, ticket_id) join conversations o on o.id = p.conversation_id
     ), related as (
       select c.id, o.ticket_id from opened o
       cross join lateral (select o.root as id union all select x.id from conversations x where x.continues = o.root) k
       join conversations c on c.id = k.id and c.id <> o.id
       left join tickets t on t.id = c.current_ticket_id
       where t.id is null or (t.state = 'closed' and t.merged_into is null)
       for no key update of c skip locked
     )
     update conversations c set current_ticket_id = r.ticket_id from related r where c.id = r.id`,
    [pointers.map(([id]) => id), pointers.map(([, ticketId]) => ticketId)],
  );
}

/**
 * What chats say of themselves now; a chat that says the same is left alone.
 *
 * @param titles what topics are called from now on, by conversation (default: none is named): messages only know what theirs was called at first
 */
export async function keepAbout(
  tx: Tx,
  conversations: ReadonlyMap<string, ConversationRow>,
  said: readonly { readonly conversationId: string; readonly about: ChatAbout }[],
  titles: ReadonlyMap<string, string> = new Map(),
): Promise<void> {
  const last = new Map([
    ...[...titles.keys()].flatMap((id): [string, ChatAbout][] => {
      const chat = conversations.get(id)?.chat;
      return chat ? [[id, chat]] : [];
    }),
    ...said.map((one): [string, ChatAbout] => [one.conversationId, one.about]),
  ]);
  const now = [...last].map(([id, about]) => {
    const topic = titles.get(id) ?? conversations.get(id)?.chat?.topic ?? about.topic;
    return [id, { ...about, topic }] as const;
  });
  const changed = now.filter(([id, about]) => !isSameChat(conversations.get(id)?.chat ?? null, about));
  if (changed.length === 0) return;
  await tx.query(`update conversations c set chat = n.chat::jsonb from unnest($1::uuid[], $2::text[]) as n(id, chat) where c.id = n.id`, [
    changed.map(([id]) => id),
    changed.map(([, about]) => JSON.stringify(about)),
  ]);
}

function isSameChat(a: ChatAbout | null, b: ChatAbout): boolean {
  const isSame = (field: keyof ChatAbout): boolean => a?.[field] === b[field];
  return a !== null && (['kind', 'title', 'username', 'business', 'topic'] as const).every(isSame);
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

/** A conversation by mail in which a chat goes on. */
export type Continuation = NewConversation & {
  /** The chat. */
  readonly continues: string;
  readonly currentTicketId: string;
};

/**
 * Makes sure that they exist, and that what is written there next goes to these tickets.
 *
 * @returns their ids by `inbox key`: of those that existed, their own
 */
export async function continueChats(tx: Tx, all: readonly Continuation[]): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.query<{ id: string; inboxId: string; externalKey: string }>(
    `insert into conversations as c (id, inbox_id, external_key, contact_id, current_ticket_id, continues)
     select n.id, n.inbox_id, n.external_key, n.contact_id, n.ticket_id, n.continues
     from unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[], $5::uuid[], $6::uuid[])
       as n(id, inbox_id, external_key, contact_id, ticket_id, continues)
     order by n.inbox_id, n.external_key
     on conflict (inbox_id, external_key) do update set current_ticket_id = excluded.current_ticket_id
     returning c.id, c.inbox_id as "inboxId", c.external_key as "externalKey"`,
    [
      all.map((one) => one.id),
      all.map((one) => one.inboxId),
      all.map((one) => one.externalKey),
      all.map((one) => one.contactId),
      all.map((one) => one.currentTicketId),
      all.map((one) => one.continues),
    ],
  );
  return new Map(rows.map((row) => [`${row.inboxId} ${row.externalKey}`, row.id]));
}

/**
 * What is said in a conversation, and in all that go on in it, belongs to the history of another one from now on, as of a position that is drawn
 * here. Both must be locked; one that others go on in goes on in nothing else.
 */
export async function continueIn(tx: Tx, id: string, into: string): Promise<void> {
  await tx.query(
    `with joined as materialized (select nextval('timeline_positions') as position)
     update conversations c set continues = $2, joined_position = joined.position from joined where c.id = $1 or c.continues = $1`,
    [id, into],
  );
}

/** Those that go on in one of these. */
export async function continuing(tx: Tx, ids: readonly string[]): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(`select id from conversations where continues = any($1)`, [ids]);
  return rows.map(({ id }) => id);
}
