import { afterAssigned, type Candidate, type Decision, type Priority, TICKET_WEIGHT, type WaitingTicket } from '@app/domain';
import { recordAssignments } from './assignments.js';
import type { PlannedSql, Sql } from '../database/sql.js';
import type { Store, Tx } from '../database/store.js';
import { changeStandings, lockTickets, type TicketRow } from '../tickets/tickets.js';
import { SYSTEM } from '../tickets/timeline.js';

/** Teams in which a ticket waits for somebody. */
export async function teamsWithWaiting(sql: Sql): Promise<string[]> {
  const rows = await sql.query<{ teamId: string }>(`select distinct team_id as "teamId" from tickets t where ${WAITING}`);
  return rows.map((row) => row.teamId);
}

/** Those of these teams. */
export async function withWaiting(sql: PlannedSql, teamIds: readonly string[]): Promise<string[]> {
  if (teamIds.length === 0) return [];
  const rows = await sql.planned<{ teamId: string }>(
    `select team as "teamId" from unnest($1::uuid[]) as team where exists (select from tickets t where t.team_id = team and ${WAITING})`,
    [teamIds],
  );
  return rows.map((row) => row.teamId);
}

/** True of the tickets (alias `t`) that wait for somebody to be given to. */
export const WAITING = `t.state = 'new' and t.merged_into is null and not t.spam and (t.snoozed_until is null or t.snoozed_until <= now())`;

/** The most urgent tickets of a team that wait for somebody. */
export async function waitingTickets(sql: PlannedSql, teamId: string, limit: number): Promise<WaitingTicket[]> {
  const rows = await sql.planned<{ id: string; version: number; priority: Priority; waitingSince: Date; required: Record<string, number> }>(
    `select t.id, t.version, t.priority, coalesce(t.waiting_since, t.created_at) as "waitingSince",
       coalesce((select json_object_agg(k.name, s.level) from ticket_skills s join skills k on k.id = s.skill_id
         where s.ticket_id = t.id and s.required), '{}') as required
     from tickets t where t.team_id = $1 and ${WAITING}
     order by array_position(array['urgent', 'high', 'normal', 'low'], t.priority), t.waiting_since, t.id
     limit $2`,
    [teamId, limit],
  );
  return rows.map(({ required, ...row }) => ({ ...row, required: new Map(Object.entries(required)) }));
}

/** Agents of a team who may be given tickets now, with what they have in hand. */
export async function candidates(sql: PlannedSql, teamId: string): Promise<Candidate[]> {
  const rows = await sql.planned<Omit<Candidate, 'skills'> & { skills: Record<string, number> }>(
    `select a.id, a.capacity, a.last_assigned_at as "assignedAt", ${LOAD} as load,
       coalesce((select json_object_agg(k.name, s.level) from agent_skills s join skills k on k.id = s.skill_id where s.agent_id = a.id), '{}') as skills
     from agents a join team_members m on m.agent_id = a.id and m.team_id = $1
     where a.active and a.presence = 'online'`,
    [teamId],
  );
  return rows.map(({ skills, ...row }) => ({ ...row, skills: new Map(Object.entries(skills)) }));
}

/** What an agent has in hand: tickets that are our turn. */
const LOAD = `(select count(*)::int * ${TICKET_WEIGHT} from tickets t where t.assignee_id = a.id and t.state = 'open')`;

/**
 * Applies decisions, in one transaction: locks the chosen agents in id order, recounts their load, and gives them the tickets that
 * are still free and unchanged. Routers may race: no automatic assignment exceeds a capacity as of its commit.
 *
 * Called by the router.
 *
 * @returns how many were applied; the others are decided anew
 */
export function applyDecisions(store: Store, decisions: readonly Decision[]): Promise<number> {
  return store.transaction(
    async (tx) => {
      const room = await lockRoom(
        tx,
        decisions.map((one) => one.agentId),
      );
      const tickets = await lockTickets(
        tx,
        decisions.map((one) => one.ticketId),
      );
      const applied = decisions.filter((one) => isStillRight(one, tickets.get(one.ticketId), room));
      await changeStandings(
        tx,
        applied.flatMap(({ ticketId, agentId }) => {
          const ticket = tickets.get(ticketId);
          return ticket ? { ticket, to: afterAssigned(ticket, agentId), actor: SYSTEM, by: 'router' as const } : [];
        }),
      );
      await recordAssignments(
        tx,
        applied.map((one) => ({ ...one, version: one.version + 1, by: 'router' })),
      );
      await tx.query(`update agents set last_assigned_at = clock_timestamp() where id = any($1)`, [applied.map((one) => one.agentId)]);
      return applied.length;
    },
    { point: 'W6', isPlanned: true },
  );
}

/** How much each agent can still take, as of now and for as long as the locks are held. */
async function lockRoom(tx: Tx, agentIds: readonly string[]): Promise<Map<string, number>> {
  await tx.query(`select id from agents where id = any($1) order by id for no key update`, [[...new Set(agentIds)]]);
  // A statement of its own: it sees what was committed while the locks were waited for.
  const rows = await tx.query<{ id: string; room: number }>(
    `select a.id, a.capacity - ${LOAD} as room from agents a where a.id = any($1) and a.active and a.presence = 'online'`,
    [agentIds],
  );
  return new Map(rows.map((row) => [row.id, row.room]));
}

function isStillRight(decision: Decision, ticket: TicketRow | undefined, room: Map<string, number>): boolean {
  const left = room.get(decision.agentId) ?? 0;
  if (!ticket || ticket.version !== decision.version || ticket.assigneeId !== null || left < TICKET_WEIGHT) return false;
  room.set(decision.agentId, left - TICKET_WEIGHT);
  return true;
}
