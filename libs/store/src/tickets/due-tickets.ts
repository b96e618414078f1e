import type { Store, Tx } from '../database/store.js';
import { announceChange, changeStandings, lockTickets, stateSet, type StandingChange, type TicketRow } from './tickets.js';
import { addTicketEvents, SYSTEM } from './timeline.js';

/** A solved ticket can be answered for so long; the customer's next message after that opens a new one. */
export const CLOSE_AFTER_DAYS = 4;
const BATCH = 200;

/**
 * Moves on what a time was set for: tickets on hold are open again, snoozed ones are back, solved ones close after four days.
 *
 * Called by desk now and then, by any number of processes at once: the row locks decide.
 *
 * @returns how many were moved; more may be due when it is not 0
 */
export function moveDueTickets(store: Store): Promise<number> {
  return store.transaction(async (tx) => {
    const due = await tx.query<{ id: string }>(`select t.id from tickets t where ${DUE} limit ${BATCH}`);
    const tickets = await lockTickets(
      tx,
      due.map((row) => row.id),
    );
    // Another process, or an agent, may have been quicker: what is due is decided on the locked rows.
    const rows = await tx.query<Due>(
      `select t.id, ${HOLD_ENDS} as "holdEnds", ${SNOOZE_ENDS} as "snoozeEnds", ${CLOSES} as closes from tickets t where t.id = any($1) and ${DUE}`,
      [[...tickets.keys()]],
    );
    await wakeUp(
      tx,
      rows.filter((row) => row.snoozeEnds).flatMap((row) => tickets.get(row.id) ?? []),
    );
    await changeStandings(
      tx,
      rows.flatMap((row) => changeOf(tickets.get(row.id), row)),
    );
    return rows.length;
  });
}

type Due = { readonly id: string; readonly holdEnds: boolean; readonly snoozeEnds: boolean; readonly closes: boolean };

const HOLD_ENDS = `(t.state = 'on_hold' and t.on_hold_until is not null and t.on_hold_until <= now())`;
const SNOOZE_ENDS = `(t.snoozed_until is not null and t.snoozed_until <= now())`;
const CLOSES = `(t.state = 'solved' and t.solved_at <= now() - interval '${CLOSE_AFTER_DAYS} days')`;
const DUE = `(${HOLD_ENDS} or ${SNOOZE_ENDS} or ${CLOSES})`;

function changeOf(ticket: TicketRow | undefined, { holdEnds, closes }: Due): StandingChange[] {
  if (!ticket || !(holdEnds || closes)) return [];
  return [stateSet(ticket, holdEnds ? 'open' : 'closed', SYSTEM)];
}

async function wakeUp(tx: Tx, tickets: readonly TicketRow[]): Promise<void> {
  if (tickets.length === 0) return;
  await tx.query(`update tickets set snoozed_until = null, version = version + 1 where id = any($1)`, [tickets.map((ticket) => ticket.id)]);
  await addTicketEvents(
    tx,
    tickets.map((ticket) => ({ ticketId: ticket.id, code: 'snooze-ended', params: {}, actor: SYSTEM })),
  );
  for (const ticket of tickets) announceChange(tx, { ...ticket, version: ticket.version + 1 }, ['snoozedUntil']);
}
