import { isLive, type Standing } from '@app/domain';
import type { Sql } from '../../database/sql.js';
import type { Tx } from '../../database/store.js';
import { reportDeliveries } from '../../sending/report-deliveries.js';
import { announceChange, lockTickets } from '../../tickets/tickets.js';
import { addTicketEvents, SYSTEM } from '../../tickets/timeline.js';
import { lockConversations } from '../conversations.js';
import { findTopics, nameOf, wholeChat } from './whole-chat.js';

/** Whether a locked conversation's customer wants to hear from us, from now on. */
export type StandingOfChat = {
  readonly conversationId: string;
  readonly blocked: boolean;
  /** Where its next message would go; null: it has none. */
  readonly current: { readonly ticketId: string; readonly standing: Standing } | null;
};

export type WaitingDelivery = { readonly id: string; readonly ticketId: string };

/** What has still to be sent into conversations. */
export function waitingIn(sql: Sql, conversationIds: readonly string[]): Promise<WaitingDelivery[]> {
  if (conversationIds.length === 0) return Promise.resolve([]);
  return sql.query<WaitingDelivery>(
    `select d.id, d.ticket_id as "ticketId" from conversations c
     join deliveries d on d.inbox_id = c.inbox_id and d.recipient = c.external_key and d.state in ('held', 'queued')
     where c.id = any($1) order by d.id`,
    [conversationIds],
  );
}

/** Writes who wants to hear from us and who does not: what waits for those fails at once, and their live tickets say so. */
export async function writeStandings(tx: Tx, standings: readonly StandingOfChat[]): Promise<void> {
  if (standings.length === 0) return;
  await tx.query(
    `update conversations c set blocked_at = case when s.blocked then now() end
     from unnest($1::uuid[], $2::boolean[]) as s(id, blocked) where c.id = s.id`,
    [standings.map((one) => one.conversationId), standings.map((one) => one.blocked)],
  );
  const live = standings.flatMap(({ current, blocked }) => (current && isLive(current.standing.state) ? [{ ...current, blocked }] : []));
  await addTicketEvents(
    tx,
    live.map(({ ticketId, blocked }) => ({ ticketId, code: blocked ? 'chat-blocked' : 'chat-unblocked', params: {}, actor: SYSTEM })),
  );
  // Whoever is writing an answer learns that it cannot be sent.
  const tickets = await lockTickets(
    tx,
    live.map((one) => one.ticketId),
  );
  for (const ticket of tickets.values()) announceChange(tx, ticket, ['blocked']);
  const waiting = await waitingIn(
    tx,
    standings.filter((one) => one.blocked).map((one) => one.conversationId),
  );
  const reason = { code: 'telegram-blocked', params: {} };
  if (waiting.length > 0)
    await reportDeliveries(
      tx,
      waiting.map(({ id }) => ({ id, state: 'failed', reason })),
    );
}

/**
 * The customer of a chat does not want to hear from us any more: nothing is sent into any topic of it until they write again.
 *
 * Called by telegram, when Telegram refuses to send.
 *
 * @param chatKeyPrefix `account:chat:`, or the key of one of its conversations
 */
export async function blockChat(tx: Tx, inboxId: string, chatKeyPrefix: string): Promise<void> {
  const chat = wholeChat(inboxId, chatKeyPrefix);
  const ids = (await findTopics(tx, [chat])).get(nameOf(chat)) ?? [];
  const conversations = await lockConversations(tx, ids);
  const open = [...conversations.values()].filter((one) => one.blockedAt === null);
  const waiting = await waitingIn(
    tx,
    open.map((one) => one.id),
  );
  const tickets = await lockTickets(tx, [...open.flatMap((one) => one.currentTicketId ?? []), ...waiting.map((one) => one.ticketId)]);
  await writeStandings(
    tx,
    open.map(({ id, currentTicketId }) => {
      const ticket = currentTicketId === null ? undefined : tickets.get(currentTicketId);
      return { conversationId: id, blocked: true, current: ticket ? { ticketId: ticket.id, standing: ticket } : null };
    }),
  );
}
