import type { Tx } from '../database/store.js';
import { announceStates } from '../sending/announce-states.js';
import { lockTickets } from '../tickets/tickets.js';
import { addTicketEvents, SYSTEM } from '../tickets/timeline.js';

/** A mail to a visitor who is away that has not been tried yet, or not with a chance to arrive. */
type Waiting = { readonly id: string; readonly ticketId: string };

/**
 * Takes back mails that still wait to be sent, and hold nothing that their visitor has not got in the chat meanwhile. The chat and what goes on
 * in it must be locked: nothing is decided about its answers at the same time. Tickets are locked here.
 *
 * @param got answers that a browser has just got
 * @param between what notes that
 */
export async function withdrawMails(tx: Tx, got: readonly string[], between: () => Promise<unknown>): Promise<void> {
  const waiting = await tx.query<Waiting>(
    `select d.id, d.ticket_id as "ticketId" from (select distinct mail from away_mails where message_id = any($1)) w
     join deliveries d on d.message_id = w.mail and ${WAITS}`,
    [got],
  );
  await lockTickets(
    tx,
    waiting.map(({ ticketId }) => ticketId),
  );
  await between();
  if (waiting.length === 0) return;
  const withdrawn = await tx.query<{ messageId: string; ticketId: string; address: string }>(
    `update deliveries d set state = 'cancelled', updated_at = now() from messages m
     where d.id = any($1) and ${WAITS} and m.id = d.message_id and not exists (
       select from away_mails x join deliveries a on a.message_id = x.message_id and a.channel = 'webchat'
       where x.mail = d.message_id and a.state = 'accepted')
     returning d.message_id as "messageId", d.ticket_id as "ticketId", m.recipients -> 0 ->> 'address' as address`,
    [waiting.map(({ id }) => id)],
  );
  await addTicketEvents(
    tx,
    withdrawn.map(({ ticketId, address }) => ({ ticketId, code: 'answers-mail-withdrawn', params: { address }, actor: SYSTEM })),
  );
  await announceStates(
    tx,
    withdrawn.map(({ messageId }) => messageId),
  );
}

/** Of a delivery `d`. One that may have arrived already is left to whoever sends it: nobody could say that it was withdrawn. */
const WAITS = `d.state = 'queued' and d.ambiguous_at is null`;
