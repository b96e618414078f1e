import type { Sql } from '../database/sql.js';
import type { Tx } from '../database/store.js';
import { announceChange, lockTickets } from '../tickets/tickets.js';
import { addTicketEvents, SYSTEM } from '../tickets/timeline.js';
import { lockConversations } from './conversations.js';

/** What belongs to a contact: ids. */
export type Belongings = { readonly conversations: readonly string[]; readonly tickets: readonly string[] };

/** All that a contact has; conversations are locked. The contact's identities must be. */
export async function contactBelongings(tx: Tx, contactId: string): Promise<Belongings> {
  const conversations = await tx.query<{ id: string }>(`select id from conversations where contact_id = $1`, [contactId]);
  const ids = conversations.map(({ id }) => id);
  await lockConversations(tx, ids);
  const tickets = await tx.query<{ id: string }>(`select id from tickets where contact_id = $1`, [contactId]);
  return { conversations: ids, tickets: tickets.map(({ id }) => id) };
}

/** The chats of one account of a contact, and the tickets that hold nothing else; conversations are locked. */
export async function chatsOf(tx: Tx, contactId: string, { channel, address }: { channel: string; address: string }): Promise<Belongings> {
  const rows = await tx.query<{ id: string }>(
    `select c.id from conversations c join inboxes i on i.id = c.inbox_id where c.contact_id = $1 and ${chatOfAccount('$2', '$3')}`,
    [contactId, channel, address],
  );
  const conversations = rows.map(({ id }) => id);
  await lockConversations(tx, conversations);
  return { conversations, tickets: await ticketsOnlyIn(tx, contactId, conversations) };
}

/** SQL: conversation `c` of inbox `i` is a chat of this account, or the mail by which a visitor's chat goes on. */
export function chatOfAccount(channel: string, address: string): string {
  return `case ${channel}
    when 'telegram' then i.channel = 'telegram' and split_part(c.external_key, ':', 2) = ${address}
    else (i.channel = 'webchat' and c.external_key = ${address})
      or (i.channel = 'email' and exists (select from conversations w where w.id = c.continues and w.external_key = ${address})) end`;
}

/** Tickets of a contact that hold messages of these conversations alone. */
export async function ticketsOnlyIn(sql: Sql, contactId: string, conversations: readonly string[]): Promise<string[]> {
  const rows = await sql.query<{ id: string }>(
    `select t.id from tickets t
     where t.contact_id = $1 and exists (select from messages m where m.ticket_id = t.id and m.conversation_id = any($2))
       and not exists (select from messages m where m.ticket_id = t.id and m.conversation_id <> all($2))`,
    [contactId, conversations],
  );
  return rows.map(({ id }) => id);
}

/**
 * Gives conversations and tickets to another contact; live tickets say so. Locks the tickets; conversations must be locked.
 *
 * @param code of the ticket event
 */
export async function moveBelongings(
  tx: Tx,
  { conversations, tickets }: Belongings,
  { from, into, code }: { readonly from: string; readonly into: string; readonly code: 'contact-proved' | 'contact-split' },
): Promise<void> {
  await tx.query(`update conversations set contact_id = $2 where id = any($1)`, [conversations, into]);
  const locked = await lockTickets(tx, tickets);
  const rows = await tx.query<{ id: string; version: number }>(
    `update tickets set contact_id = $2, version = version + case when state = 'closed' then 0 else 1 end where id = any($1)
     returning id, version`,
    [tickets, into],
  );
  const [names] = await tx.query<{ was: string; is: string }>(
    `select (select name from contacts where id = $1) as was, (select name from contacts where id = $2) as is`,
    [from, into],
  );
  const changed = rows.flatMap(({ id, version }) => {
    const ticket = locked.get(id);
    return ticket && ticket.state !== 'closed' ? [{ ...ticket, version, contactId: into }] : [];
  });
  const params = { was: names?.was ?? '', is: names?.is ?? '' };
  await addTicketEvents(
    tx,
    changed.map((ticket) => ({ ticketId: ticket.id, code, params, actor: SYSTEM })),
  );
  for (const ticket of changed) announceChange(tx, ticket, ['contact']);
}
