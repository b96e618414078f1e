import { TicketChanged } from '@app/contracts';
import { afterInbound, DeskError, ours } from '@app/domain';
import { randomUUIDv7 as newId } from 'node:crypto';
import type { Sql } from '../../database/sql.js';
import type { Tx } from '../../database/store.js';
import { changeStandings, lockTickets, stateSet, type TicketRow } from '../../tickets/tickets.js';
import { addTicketEvents, SYSTEM } from '../../tickets/timeline.js';
import { type ConversationRow, insertConversations, lockConversations } from '../conversations.js';
import { findTopics, nameOf, wholeChat } from './whole-chat.js';

/**
 * A group goes on under another number: its conversations are the new chat's, and what waits is sent there (`fail:G14`). Once is enough; who
 * comes later finds it done.
 *
 * Whatever came from the new chat before joins its older conversation: their messages, and a ticket of its own is merged into the older one
 * if that lives.
 *
 * Called by the normalizer and, where Telegram tells it on sending, telegram. Locks conversations and tickets.
 *
 * @param from `to` numbers of chats of the bot's own
 */
export async function moveChat(tx: Tx, inboxId: string, from: string, to: string): Promise<void> {
  if (from === to) return;
  // Whoever takes something in from the old chat has either done so, and it is found below, or waits and finds that the chat has moved.
  await tx.query(`select pg_advisory_xact_lock(${CHATS}, hashtext($1))`, [`${inboxId} ${from}`]);
  await tx.query(`insert into chat_moves (inbox_id, from_chat, to_chat) values ($1, $2, $3) on conflict do nothing`, [inboxId, from, to]);
  const chat = wholeChat(inboxId, `0:${from}:`);
  const old = await readConversations(tx, (await findTopics(tx, [chat])).get(nameOf(chat)) ?? []);
  const moves = old.map((one) => ({ older: one.id, key: keyAfter(one.externalKey, to), contactId: one.contactId }));
  // Where the new chat has no conversation yet, nobody else makes one from here on.
  await insertConversations(
    tx,
    moves.map(({ key, contactId }) => ({ id: newId(), inboxId, externalKey: key, contactId, currentTicketId: null })),
  );
  const newer = await readKeys(
    tx,
    inboxId,
    moves.map(({ key }) => key),
  );
  const rows = await lockConversations(tx, [...moves.map(({ older }) => older), ...newer.values()]);
  const pairs = moves.flatMap(({ older, key }): Pair[] => {
    const [a, b] = [rows.get(older), rows.get(newer.get(key) ?? '')];
    // Another one may have moved it while this one waited.
    return a && b && a.externalKey !== key && b.externalKey === key ? [{ older: a, newer: b, key }] : [];
  });
  const tickets = await lockTickets(
    tx,
    pairs.flatMap(({ older: a, newer: b }) => [a.currentTicketId, b.currentTicketId].filter((id) => id !== null)),
  );
  for (const pair of pairs) await joinPair(tx, pair, tickets);
  await readdress(tx, inboxId, from, to);
}

type Pair = { readonly older: ConversationRow; readonly newer: ConversationRow; readonly key: string };

/** The class of our advisory locks on numbers of chats: shared by what comes from them, whole for their moves. */
const CHATS = 1_869_900_909;

/**
 * The numbers of chats that became others, by `inbox number`. None of these chats moves before the transaction ends.
 *
 * Locks the numbers, before identities.
 */
export async function findMoves(
  sql: Tx,
  chats: readonly { readonly inboxId: string; readonly chat: string }[],
): Promise<ReadonlyMap<string, string>> {
  // Only groups move.
  const groups = [...new Map(chats.filter(({ chat }) => chat.startsWith('-')).map((one) => [`${one.inboxId} ${one.chat}`, one])).values()];
  if (groups.length === 0) return new Map();
  await sql.query(
    `select pg_advisory_xact_lock_shared(${CHATS}, hashtext(chat)) from (select unnest($1::text[]) as chat order by 1) as wanted`,
    [groups.map(({ inboxId, chat }) => `${inboxId} ${chat}`)],
  );
  const rows = await sql.query<{ inboxId: string; from: string; to: string }>(
    `select m.inbox_id as "inboxId", m.from_chat as "from", m.to_chat as "to" from unnest($1::uuid[], $2::text[]) as w(inbox_id, chat)
     join chat_moves m on m.inbox_id = w.inbox_id and m.from_chat = w.chat`,
    [groups.map(({ inboxId }) => inboxId), groups.map(({ chat }) => chat)],
  );
  return new Map(rows.map((row) => [`${row.inboxId} ${row.from}`, row.to]));
}

/** The key of the same topic in another chat. */
export function keyAfter(externalKey: string, to: string): string {
  const [account = '', , topic = ''] = externalKey.split(':');
  return `${account}:${to}:${topic}`;
}

/** What is to be redone, since a conversation went into another one while its messages came in. */
export function chatsRaced(): DeskError {
  return new DeskError('unavailable', 'chats-raced', 'A chat moved while its messages came in: this batch is to be redone.');
}

async function readConversations(sql: Sql, ids: readonly string[]): Promise<{ id: string; externalKey: string; contactId: string }[]> {
  if (ids.length === 0) return [];
  return sql.query(`select id, external_key as "externalKey", contact_id as "contactId" from conversations where id = any($1)`, [ids]);
}

async function readKeys(sql: Sql, inboxId: string, keys: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (keys.length === 0) return new Map();
  const rows = await sql.query<{ id: string; key: string }>(
    `select id, external_key as key from conversations where inbox_id = $1 and external_key = any($2)`,
    [inboxId, keys],
  );
  return new Map(rows.map((row) => [row.key, row.id]));
}

/** Everything of the newer one goes into the older one, which takes its key. */
async function joinPair(tx: Tx, { older, newer, key }: Pair, tickets: ReadonlyMap<string, TicketRow>): Promise<void> {
  const ids = [newer.id, older.id];
  await tx.query(
    `update messages m set conversation_id = $2,
       album = case when not exists (select from messages o where o.conversation_id = $2 and o.album = m.album) then m.album end
     where m.conversation_id = $1`,
    ids,
  );
  await tx.query(`update deliveries set conversation_id = $2 where conversation_id = $1`, ids);
  await tx.query(`delete from conversations where id = $1`, [newer.id]);
  const [live, other] = [older.currentTicketId, newer.currentTicketId].map((id) => (id === null ? undefined : tickets.get(id)));
  const goesOn = live && live.state !== 'closed';
  if (goesOn && other && live.id !== other.id && other.state !== 'closed') await mergeTickets(tx, { from: other, into: live });
  const current = goesOn ? live.id : (newer.currentTicketId ?? older.currentTicketId);
  await tx.query(
    `update conversations set external_key = $2, current_ticket_id = $3, chat = coalesce($4::jsonb, chat), blocked_at = $5 where id = $1`,
    [older.id, key, current, newer.chat && JSON.stringify(newer.chat), newer.currentTicketId === null ? older.blockedAt : newer.blockedAt],
  );
}

/** One live ticket a chat: what was said in the one is said in the other, and it is closed. */
async function mergeTickets(tx: Tx, { from, into }: { from: TicketRow; into: TicketRow }): Promise<void> {
  const ids = [from.id, into.id];
  await tx.query(`update messages set ticket_id = $2 where ticket_id = $1`, ids);
  await tx.query(`update deliveries set ticket_id = $2 where ticket_id = $1`, ids);
  await tx.query(`update notes set ticket_id = $2 where ticket_id = $1`, ids);
  await tx.query(`update tickets set merged_into = $2 where id = $1`, ids);
  const asked = ours(from.state) ? afterInbound(into, false) : null;
  await changeStandings(tx, [stateSet(from, 'closed', SYSTEM), ...(asked ? [{ ticket: into, to: asked, actor: SYSTEM }] : [])]);
  const [row] = await tx.query<{ version: number; state: TicketRow['state'] }>(
    `update tickets t set version = t.version + 1, last_message_at = greatest(t.last_message_at, o.last_message_at),
       preview = case when o.last_position > t.last_position then o.preview else t.preview end,
       last_position = greatest(t.last_position, o.last_position)
     from tickets o where t.id = $2 and o.id = $1 returning t.version, t.state`,
    ids,
  );
  await addTicketEvents(tx, [{ ticketId: into.id, code: 'chat-moved', params: { number: from.number }, actor: SYSTEM }]);
  const { id: ticketId, number, teamId, assigneeId } = into;
  const { version, state } = row ?? into;
  tx.outbox.add(TicketChanged, { ticketId, number, teamId, version, changed: ['merged'], state, assigneeId });
}

/** What waits for the old chat is sent into the new one. */
async function readdress(tx: Tx, inboxId: string, from: string, to: string): Promise<void> {
  await tx.query(
    `update deliveries set recipient = '0:' || $3 || ':' || split_part(recipient, ':', 3)
     where inbox_id = $1 and state in ('held', 'queued', 'sending') and recipient ~>=~ ('0:' || $2 || ':') and recipient ~<~ ('0:' || $2 || ';')`,
    [inboxId, from, to],
  );
  await tx.query(
    `update bot_answers set chat_key = '0:' || $3 || ':' || split_part(chat_key, ':', 3)
     where inbox_id = $1 and state = 'queued' and chat_key ~>=~ ('0:' || $2 || ':') and chat_key ~<~ ('0:' || $2 || ';')`,
    [inboxId, from, to],
  );
}
