import { DeskError } from './errors.js';

/**
 * `new` our turn, nobody has it; `open` our turn, somebody has it; `pending` the customer's turn; `on_hold` a third party's.
 */
export type TicketState = 'new' | 'open' | 'pending' | 'on_hold' | 'solved' | 'closed';

/** Where a ticket stands. `new` never has an assignee, `open` always has one. */
export type Standing = { readonly state: TicketState; readonly assigneeId: string | null };

/** What a reply makes of its ticket when the sender takes it up. */
export type NextState = 'pending' | 'solve' | 'keep';

/** Given to an agent, or back to the queue (null). What is not our turn keeps its state. */
export function afterAssigned(ticket: Standing, assigneeId: string | null): Standing {
  return ours(ticket.state) ? ourTurn(assigneeId) : { state: ticket.state, assigneeId };
}

/** A reply is on its way. Whoever answers a ticket that nobody has, takes it. */
export function afterReply(ticket: Standing, authorId: string, next: NextState): Standing {
  const assigneeId = ticket.assigneeId ?? authorId;
  if (next === 'solve') return { state: ticket.state === 'closed' ? 'closed' : 'solved', assigneeId };
  if (next === 'keep') return ours(ticket.state) ? ourTurn(assigneeId) : ticket;
  return ours(ticket.state) || ticket.state === 'on_hold' ? { state: 'pending', assigneeId } : { state: ticket.state, assigneeId };
}

/** Who owns the channel answered there, past us: the customer's turn, and still the same agent's ticket. */
export function afterOwnAnswer(ticket: Standing): Standing {
  return ours(ticket.state) || ticket.state === 'on_hold' ? { state: 'pending', assigneeId: ticket.assigneeId } : ticket;
}

/**
 * The customer wrote. Automatic mail changes nothing, and joins a closed ticket too.
 *
 * @returns null when the ticket is closed: a new, linked one is opened
 */
export function afterInbound(ticket: Standing, isAutomatic: boolean): Standing | null {
  if (isAutomatic) return ticket;
  return ticket.state === 'closed' ? null : ourTurn(ticket.assigneeId);
}

/** A reply failed for good: what waited for the customer, or seemed answered, is our turn again (`fail:S2`). Closed stays closed. */
export function afterFailedReply(ticket: Standing): Standing {
  return ticket.state === 'pending' || ticket.state === 'solved' ? ourTurn(ticket.assigneeId) : ticket;
}

/**
 * An agent (or a timer) sets the state. Asking for `new` or `open` both mean "our turn".
 *
 * @throws DeskError conflict/ticket-closed: a closed ticket stays closed; the customer's next message opens a new one
 */
export function afterStateSet(ticket: Standing, wanted: TicketState): Standing {
  if (ticket.state === 'closed' && wanted !== 'closed') {
    throw new DeskError('conflict', 'ticket-closed', 'A closed ticket cannot be reopened: write a new one.');
  }
  return wanted === 'new' || wanted === 'open' ? ourTurn(ticket.assigneeId) : { state: wanted, assigneeId: ticket.assigneeId };
}

/** Live tickets can still change; `solved` ones come back when the customer writes. */
export function isLive(state: TicketState): boolean {
  return state !== 'solved' && state !== 'closed';
}

/** Whether it is our turn. */
export function ours(state: TicketState): boolean {
  return state === 'new' || state === 'open';
}

function ourTurn(assigneeId: string | null): Standing {
  return { state: assigneeId === null ? 'new' : 'open', assigneeId };
}
