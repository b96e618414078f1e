import { TicketChanged, type ChangeTicket } from '@app/contracts';
import { afterAssigned, afterStateSet, DeskError, isPast, type Params, type Standing } from '@app/domain';
import { recordAssignments } from '../routing/assignments.js';
import { skillIds } from '../people/skills.js';
import { one } from '../database/sql.js';
import { lockActiveAgent } from './start-ticket.js';
import type { Tx } from '../database/store.js';
import { lockUnchanged } from './lock-unchanged.js';
import { announceChange, changeStandings, type TicketRow } from './tickets.js';
import { visibleTicketId } from './ticket-view.js';
import { addTicketEvents, type Actor } from './timeline.js';
import type { Viewer } from './viewer.js';

export type TicketEdit = {
  readonly viewer: Viewer;
  readonly number: number;
  readonly patch: ChangeTicket;
  /** The version that the change was made for; null: whatever it is now. */
  readonly expectedVersion: number | null;
};

/**
 * Changes what an agent asks to change, all of it or nothing. Called by desk.
 *
 * @throws DeskError missing/ticket-missing, conflict/ticket-changed, conflict/ticket-closed, missing/agent-missing, missing/team-missing,
 *   missing/skill-missing, invalid/on-hold-only, invalid/on-hold-past, invalid/snooze-past
 */
export async function editTicket(tx: Tx, { viewer, number, patch, expectedVersion }: TicketEdit): Promise<void> {
  const id = await visibleTicketId(tx, viewer, number);
  const assigneeId = patch.assignee === 'me' ? viewer.agentId : patch.assignee;
  if (assigneeId) await lockActiveAgent(tx, assigneeId);
  const before = await lockUnchanged(tx, { id, expectedVersion, agentId: viewer.agentId });
  const ticket = await editFields(tx, before, patch, { type: 'agent', id: viewer.agentId });
  await editStanding(tx, { ticket, patch, assigneeId, viewer });
}

type FieldChange = { readonly field: string; readonly code: string; readonly params: Params };

async function editFields(tx: Tx, ticket: TicketRow, patch: ChangeTicket, actor: Actor): Promise<TicketRow> {
  if (patch.onHoldUntil && (patch.state ?? ticket.state) !== 'on_hold') {
    throw new DeskError('invalid', 'on-hold-only', 'Only a ticket that is on hold has a time for its end.');
  }
  if (patch.snoozedUntil && Date.parse(patch.snoozedUntil) <= Date.now())
    throw new DeskError('invalid', 'snooze-past', `A ticket is snoozed until a time that is to come, not ${patch.snoozedUntil}.`);
  const before = one(await tx.query<Fields>(`select ${FIELDS} from tickets t where t.id = $1`, [ticket.id]));
  if (patch.onHoldUntil && !isSameTime(patch.onHoldUntil, before.onHoldUntil) && isPast(new Date(patch.onHoldUntil), new Date()))
    throw new DeskError('invalid', 'on-hold-past', `A ticket is on hold until a time that is to come, not ${patch.onHoldUntil}.`);
  const changes = [
    ...scalarChanges(before, patch),
    ...(await changedSkills(tx, ticket.id, patch)),
    ...(await changedTags(tx, ticket.id, patch)),
  ];
  if (changes.length === 0) return ticket;
  const after = await writeFields(tx, ticket, patch);
  await addTicketEvents(
    tx,
    changes.map(({ code, params }) => ({ ticketId: ticket.id, code, params, actor })),
  );
  const changed = changes.map((change) => change.field);
  announceChange(tx, after, changed);
  // Those who lose sight of it with the old team are told too.
  if (after.teamId !== ticket.teamId) tx.outbox.add(TicketChanged, gone(ticket, after, changed));
  return after;
}

type Fields = {
  subject: string;
  priority: string;
  teamId: string;
  spam: boolean;
  snoozedUntil: Date | null;
  onHoldUntil: Date | null;
};
const FIELDS = `t.subject, t.priority, t.team_id as "teamId", t.spam, t.snoozed_until as "snoozedUntil", t.on_hold_until as "onHoldUntil"`;

function scalarChanges(before: Fields, patch: ChangeTicket): FieldChange[] {
  const changes: FieldChange[] = [];
  if (patch.subject !== undefined && patch.subject !== before.subject) {
    changes.push({ field: 'subject', code: 'subject-changed', params: { from: before.subject, to: patch.subject } });
  }
  if (patch.priority !== undefined && patch.priority !== before.priority) {
    changes.push({ field: 'priority', code: 'priority-changed', params: { from: before.priority, to: patch.priority } });
  }
  if (patch.team !== undefined && patch.team !== before.teamId) {
    changes.push({ field: 'team', code: 'team-changed', params: { from: before.teamId, to: patch.team } });
  }
  if (patch.spam !== undefined && patch.spam !== before.spam) {
    changes.push({ field: 'spam', code: patch.spam ? 'spam-marked' : 'spam-cleared', params: {} });
  }
  if (patch.snoozedUntil !== undefined && !isSameTime(patch.snoozedUntil, before.snoozedUntil)) {
    changes.push({ field: 'snoozedUntil', code: patch.snoozedUntil ? 'snoozed' : 'snooze-ended', params: { until: patch.snoozedUntil } });
  }
  if (patch.onHoldUntil !== undefined && !isSameTime(patch.onHoldUntil, before.onHoldUntil)) {
    changes.push({ field: 'onHoldUntil', code: 'on-hold-until', params: { until: patch.onHoldUntil } });
  }
  return changes;
}

function isSameTime(wanted: string | null, present: Date | null): boolean {
  return (wanted === null ? null : Date.parse(wanted)) === (present?.getTime() ?? null);
}

async function changedSkills(tx: Tx, ticketId: string, { skills }: ChangeTicket): Promise<FieldChange[]> {
  if (!skills) return [];
  const wanted = new Map(skills.map((one) => [one.skill.toLowerCase(), one]));
  const ids = await skillIds(tx, [...wanted.keys()]);
  const before = await tx.query<{ id: string; level: number; required: boolean }>(
    `delete from ticket_skills where ticket_id = $1 returning skill_id as id, level, required`,
    [ticketId],
  );
  const after = [...wanted].map(([name, one]) => ({ id: ids.get(name) ?? '', level: one.level, required: one.required }));
  await tx.query(
    `insert into ticket_skills (ticket_id, skill_id, level, required)
     select $1, s.id, s.level, s.required from unnest($2::uuid[], $3::int[], $4::boolean[]) as s(id, level, required)`,
    [ticketId, after.map((one) => one.id), after.map((one) => one.level), after.map((one) => one.required)],
  );
  const key = (one: { id: string; level: number; required: boolean }): string => `${one.id} ${one.level} ${one.required}`;
  if (sameSet(before.map(key), after.map(key))) return [];
  return [
    {
      field: 'skills',
      code: 'skills-changed',
      params: { skills: [...wanted.values()].map((one) => `${one.skill} ${one.level}`).join(', ') },
    },
  ];
}

async function changedTags(tx: Tx, ticketId: string, { tags }: ChangeTicket): Promise<FieldChange[]> {
  if (!tags) return [];
  const wanted = [...new Set(tags)];
  const before = await tx.query<{ tag: string }>(`delete from ticket_tags where ticket_id = $1 returning tag`, [ticketId]);
  await tx.query(`insert into ticket_tags (ticket_id, tag) select $1, tag from unnest($2::text[]) as tag`, [ticketId, wanted]);
  const present = before.map((row) => row.tag);
  return sameSet(present, wanted) ? [] : [{ field: 'tags', code: 'tags-changed', params: { tags: wanted.join(', ') } }];
}

function sameSet(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((one) => b.includes(one));
}

async function writeFields(tx: Tx, ticket: TicketRow, patch: ChangeTicket): Promise<TicketRow> {
  const rows = await tx.query<{ version: number; teamId: string }>(
    `update tickets t set version = version + 1, subject = coalesce($2, subject), priority = coalesce($3, priority),
       team_id = coalesce((select id from teams where id = $4), team_id), spam = coalesce($5, spam),
       snoozed_until = case when $6 then $7 else snoozed_until end,
       on_hold_until = case when $8 then $9 else on_hold_until end
     where id = $1 and ($4::uuid is null or exists (select from teams where id = $4))
     returning version, team_id as "teamId"`,
    [
      ticket.id,
      patch.subject ?? null,
      patch.priority ?? null,
      patch.team ?? null,
      patch.spam ?? null,
      patch.snoozedUntil !== undefined,
      patch.snoozedUntil ?? null,
      patch.onHoldUntil !== undefined,
      patch.onHoldUntil ?? null,
    ],
  );
  const [row] = rows;
  if (!row) throw new DeskError('missing', 'team-missing', 'There is no such team.');
  return { ...ticket, ...row };
}

function gone(before: TicketRow, after: TicketRow, changed: readonly string[]) {
  return {
    ticketId: after.id,
    number: after.number,
    teamId: before.teamId,
    version: after.version,
    changed: [...changed],
    state: after.state,
    assigneeId: after.assigneeId,
  };
}

type StandingEdit = {
  readonly ticket: TicketRow;
  readonly patch: ChangeTicket;
  readonly assigneeId: string | null | undefined;
  readonly viewer: Viewer;
};

async function editStanding(tx: Tx, { ticket, patch, assigneeId, viewer }: StandingEdit): Promise<void> {
  const wanted = assigneeId === undefined && patch.team !== undefined ? await keptByTeam(tx, ticket) : assigneeId;
  if (ticket.state === 'closed' && wanted !== undefined && wanted !== ticket.assigneeId) {
    throw new DeskError('conflict', 'ticket-closed', "A closed ticket is nobody's to answer.");
  }
  const given: Standing = wanted === undefined ? ticket : afterAssigned(ticket, wanted);
  const to = patch.state === undefined ? given : afterStateSet(given, patch.state);
  const [after] = await changeStandings(tx, [{ ticket, to, actor: { type: 'agent', id: viewer.agentId }, by: 'agent' }]);
  if (!after || to.assigneeId === ticket.assigneeId) return;
  await recordAssignments(tx, [
    {
      ticketId: ticket.id,
      version: after.version,
      agentId: to.assigneeId,
      by: 'agent',
      reason: { code: 'assigned-by-agent', params: { by: viewer.agentId } },
    },
  ]);
}

/** A ticket that goes to another team goes back to its queue, unless the one who has it is in that team too. */
async function keptByTeam(tx: Tx, ticket: TicketRow): Promise<string | null> {
  const rows = await tx.query(`select from team_members where team_id = $1 and agent_id = $2`, [ticket.teamId, ticket.assigneeId]);
  return rows.length > 0 ? ticket.assigneeId : null;
}
