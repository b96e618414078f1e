import { TicketAssigned, TicketChanged } from '@app/contracts';
import { afterAssigned, afterStateSet, DeskError, ours, type Standing, type TicketState } from '@app/domain';
import type { Tx } from '../database/store.js';
import type { Sql } from '../database/sql.js';
import { addTicketEvents, type Actor, type TicketEvent } from './timeline.js';

/** A ticket's row as decisions need it. */
export type TicketRow = Standing & {
  readonly id: string;
  readonly number: number;
  readonly version: number;
  readonly teamId: string;
  readonly inboxId: string;
  readonly contactId: string;
};

const TICKET = `id, number::int as number, version, state, assignee_id as "assigneeId", team_id as "teamId", inbox_id as "inboxId",
  contact_id as "contactId"`;

/** Locks tickets in id order (after agents, identities and conversations, before the bus). Ids that do not exist are left out. */
export async function lockTickets(tx: Tx, ids: readonly string[]): Promise<Map<string, TicketRow>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.planned<TicketRow>(`select ${TICKET} from tickets where id = any($1) order by id for no key update`, [
    [...new Set(ids)],
  ]);
  return new Map(rows.map((row) => [row.id, row]));
}

/** What becomes of a locked ticket. */
export type StandingChange = {
  readonly ticket: TicketRow;
  readonly to: Standing;
  readonly actor: Actor;
  /** Of an assignment: who decided, for `TicketAssigned`. */
  readonly by?: 'router' | 'agent' | 'reply' | 'system';
  /** A first answer of ours leaves with this change. */
  readonly isResponse?: boolean;
};

/**
 * Writes new standings of locked tickets, with their timeline events and bus events. A change that changes nothing writes nothing.
 *
 * @returns the tickets that changed, as they are now
 */
export async function changeStandings(tx: Tx, changes: readonly StandingChange[]): Promise<readonly TicketRow[]> {
  const real = changes.filter(
    ({ ticket, to, isResponse }) => isResponse || ticket.state !== to.state || ticket.assigneeId !== to.assigneeId,
  );
  if (real.length === 0) return [];
  const rows = await tx.planned<TicketRow>(
    `update tickets t set
       state = c.state,
       assignee_id = c.assignee_id,
       version = t.version + 1,
       waiting_since = case when c.ours then coalesce(t.waiting_since, now()) end,
       first_response_at = case when c.response then coalesce(t.first_response_at, now()) else t.first_response_at end,
       assigned_at = case when t.assignee_id is distinct from c.assignee_id then now() else t.assigned_at end,
       on_hold_until = case when c.state = 'on_hold' then t.on_hold_until end,
       solved_at = case when c.state = 'solved' then coalesce(t.solved_at, now()) when c.state = 'closed' then t.solved_at end,
       closed_at = case when c.state = 'closed' then coalesce(t.closed_at, now()) end
     from unnest($1::uuid[], $2::text[], $3::uuid[], $4::boolean[], $5::boolean[]) as c(id, state, assignee_id, ours, response)
     where t.id = c.id
     returning t.id, t.number::int as number, t.version, t.state, t.assignee_id as "assigneeId", t.team_id as "teamId",
       t.inbox_id as "inboxId", t.contact_id as "contactId"`,
    [
      real.map(({ ticket }) => ticket.id),
      real.map(({ to }) => to.state),
      real.map(({ to }) => to.assigneeId),
      real.map(({ to }) => ours(to.state)),
      real.map(({ isResponse }) => isResponse ?? false),
    ],
  );
  const after = new Map(rows.map((row) => [row.id, row]));
  await addTicketEvents(tx, real.flatMap(timelineOf));
  for (const change of real) announce(tx, change, after.get(change.ticket.id));
  return rows;
}

/** @throws DeskError conflict/ticket-closed */
export function stateSet(ticket: TicketRow, wanted: TicketState, actor: Actor): StandingChange {
  return { ticket, to: afterStateSet(ticket, wanted), actor };
}

export function assigned(ticket: TicketRow, assigneeId: string | null, actor: Actor, by: 'router' | 'agent' | 'reply'): StandingChange {
  if (ticket.state === 'closed') throw new DeskError('conflict', 'ticket-closed', "A closed ticket is nobody's to answer.");
  return { ticket, to: afterAssigned(ticket, assigneeId), actor, by };
}

function timelineOf({ ticket, to, actor, by }: StandingChange): TicketEvent[] {
  const events: TicketEvent[] = [];
  if (ticket.assigneeId !== to.assigneeId) {
    events.push({
      ticketId: ticket.id,
      code: to.assigneeId === null ? 'given-back' : 'assigned',
      params: { from: ticket.assigneeId, to: to.assigneeId, by: by ?? 'system' },
      actor,
    });
  }
  // That an assignment opens a ticket goes without saying.
  const goesWithout = ours(ticket.state) && ours(to.state);
  if (ticket.state !== to.state && !goesWithout) {
    events.push({ ticketId: ticket.id, code: 'state-changed', params: { from: ticket.state, to: to.state }, actor });
  }
  return events;
}

function announce(tx: Tx, { ticket, to, by }: StandingChange, after: TicketRow | undefined): void {
  if (!after) return;
  const changed: string[] = [];
  if (ticket.state !== to.state) changed.push('state');
  if (ticket.assigneeId !== to.assigneeId) changed.push('assignee');
  const named = { ticketId: after.id, number: after.number, teamId: after.teamId };
  tx.outbox.add(TicketChanged, { ...named, version: after.version, changed, state: after.state, assigneeId: after.assigneeId });
  if (to.assigneeId !== null && to.assigneeId !== ticket.assigneeId) {
    tx.outbox.add(TicketAssigned, { ...named, agentId: to.assigneeId, by: by ?? 'system' });
  }
}

/** Announces a change of fields other than state and assignee (subject, priority, tags, ...); the version must have grown already. */
export function announceChange(tx: Tx, ticket: TicketRow, changed: readonly string[]): void {
  tx.outbox.add(TicketChanged, {
    ticketId: ticket.id,
    number: ticket.number,
    teamId: ticket.teamId,
    version: ticket.version,
    changed: [...changed],
    state: ticket.state,
    assigneeId: ticket.assigneeId,
  });
}

/** Reads a ticket by the number that people use; one that was merged is followed. */
export async function ticketByNumber(sql: Sql, number: number): Promise<TicketRow | null> {
  const [row] = await sql.query<TicketRow>(
    `select ${TICKET} from tickets where id = (select coalesce(merged_into, id) from tickets where number = $1)`,
    [number],
  );
  return row ?? null;
}
