import type { Tx } from '../database/store.js';
import { announceChange, type TicketRow } from '../tickets/tickets.js';
import { addTicketEvents } from '../tickets/timeline.js';

/**
 * What a start link said of where the customer comes from (`conversations.started_with`, written here alone): told at once on the live
 * ticket, else on the next one. Conversations must be locked, and the tickets.
 */
export async function noteStart(
  tx: Tx,
  { conversationId, contactId, live, context }: { conversationId: string; contactId: string; live: TicketRow | null; context: string },
): Promise<void> {
  if (live === null) {
    await tx.query(`update conversations set started_with = $2 where id = $1`, [conversationId, context]);
    return;
  }
  await addTicketEvents(tx, [{ ticketId: live.id, code: 'chat-started', params: { context }, actor: { type: 'contact', id: contactId } }]);
  announceChange(tx, live, ['timeline']);
}

/**
 * Tells on tickets that were just opened with what their chats had been started.
 *
 * @param opened the chat's conversation and the ticket that its message opened
 */
export async function tellStarts(tx: Tx, opened: readonly { readonly conversationId: string; readonly ticketId: string }[]): Promise<void> {
  if (opened.length === 0) return;
  const ticketOf = new Map(opened.map(({ conversationId, ticketId }) => [conversationId, ticketId]));
  const rows = await tx.query<{ id: string; contactId: string; context: string }>(
    `update conversations c set started_with = null from conversations before
     where before.id = c.id and c.id = any($1) and c.started_with is not null
     returning c.id, c.contact_id as "contactId", before.started_with as context`,
    [[...ticketOf.keys()]],
  );
  await addTicketEvents(
    tx,
    rows.flatMap(({ id, contactId, context }) => {
      const ticketId = ticketOf.get(id);
      return ticketId === undefined
        ? []
        : [{ ticketId, code: 'chat-started', params: { context }, actor: { type: 'contact', id: contactId } }];
    }),
  );
}
