import type { AgentRef, Channel, Priority, Ref, TicketSkill, TicketState } from '@app/contracts';
import { DeskError, type Reason } from '@app/domain';
import type { Sql } from '../database/sql.js';
import { picturePath } from '../people/agent-pictures.js';
import { VISIBLE, viewerParams, type Viewer } from './viewer.js';

/** A ticket as one viewer sees it. */
export type TicketView = {
  readonly id: string;
  readonly number: number;
  readonly version: number;
  readonly subject: string;
  readonly state: TicketState;
  readonly priority: Priority;
  readonly channel: Channel;
  readonly inbox: Ref;
  readonly team: Ref;
  readonly assignee: AgentRef | null;
  readonly contact: { id: string; name: string; language: string | null };
  readonly skills: TicketSkill[];
  readonly tags: string[];
  readonly spam: boolean;
  readonly snoozedUntil: Date | null;
  readonly onHoldUntil: Date | null;
  /** The other ticket's number. */
  readonly mergedInto: number | null;
  readonly createdAt: Date;
  readonly lastMessageAt: Date;
  readonly waitingSince: Date | null;
  readonly preview: string;
  readonly lastPosition: number;
  /** Whether the customer wrote after what the viewer has read. */
  readonly unread: boolean;
  /** One of the last answers did not arrive, or nobody knows, and nothing has been said since: somebody must look (`fail:S2`). */
  readonly undelivered: boolean;
  /** Why the one who has it has it. */
  readonly assignmentReason: Reason | null;
};

/** With `TICKET_JOINS`; `$2` is the viewer's id. */
export const TICKET_VIEW = `t.id, t.number::int as number, t.version, t.subject, t.state, t.priority, t.channel,
  json_build_object('id', i.id, 'name', i.name) as inbox,
  json_build_object('id', e.id, 'name', e.name) as team,
  case when a.id is not null then json_build_object('id', a.id, 'name', a.name, 'email', a.email,
    'picture', ${picturePath('a')}) end as assignee,
  json_build_object('id', c.id, 'name', c.name, 'language', c.language) as contact,
  coalesce((select json_agg(json_build_object('skill', s.name, 'level', k.level, 'required', k.required) order by s.name)
    from ticket_skills k join skills s on s.id = k.skill_id where k.ticket_id = t.id), '[]') as skills,
  coalesce((select json_agg(g.tag order by g.tag) from ticket_tags g where g.ticket_id = t.id), '[]') as tags,
  t.spam, t.snoozed_until as "snoozedUntil", t.on_hold_until as "onHoldUntil",
  (select other.number::int from tickets other where other.id = t.merged_into) as "mergedInto",
  t.created_at as "createdAt", t.last_message_at as "lastMessageAt", t.waiting_since as "waitingSince", t.preview,
  t.last_position::float8 as "lastPosition",
  exists (select from messages m where m.ticket_id = t.id and m.kind = 'inbound'
    and m.position > coalesce((select r.position from read_marks r where r.ticket_id = t.id and r.agent_id = $2), 0)) as unread,
  exists (select from (select m.id from messages m where m.ticket_id = t.id and m.kind = 'reply' order by m.position desc limit 3) m
    join deliveries d on d.message_id = m.id
    where d.purpose = 'send' and d.state in ('failed', 'bounced', 'unknown') and not exists (select from messages later where later.ticket_id = t.id
      and later.kind in ('inbound', 'reply') and not later.automatic and later.received_at > d.updated_at)) as undelivered,
  (select case when x.agent_id = t.assignee_id then x.reason end from assignments x where x.ticket_id = t.id
    order by x.at desc, x.id desc limit 1) as "assignmentReason"`;

export const TICKET_JOINS = `from tickets t
  join inboxes i on i.id = t.inbox_id
  join teams e on e.id = t.team_id
  join contacts c on c.id = t.contact_id
  left join agents a on a.id = t.assignee_id`;

/**
 * A ticket by the number that people use; one that was merged is followed.
 *
 * @throws DeskError missing/ticket-missing, also where the viewer may not see it
 */
export async function readTicket(sql: Sql, viewer: Viewer, number: number): Promise<TicketView> {
  const [row] = await sql.query<TicketView>(
    `select ${TICKET_VIEW} ${TICKET_JOINS}
     where t.id = (select coalesce(by_number.merged_into, by_number.id) from tickets by_number where by_number.number = $3) and ${VISIBLE}`,
    [...viewerParams(viewer), number],
  );
  if (!row) throw ticketMissing();
  return row;
}

/**
 * The id of a ticket that the viewer may see.
 *
 * @throws DeskError missing/ticket-missing
 */
export async function visibleTicketId(sql: Sql, viewer: Viewer, number: number): Promise<string> {
  const [row] = await sql.query<{ id: string }>(
    `select t.id from tickets t
     where t.id = (select coalesce(by_number.merged_into, by_number.id) from tickets by_number where by_number.number = $3) and ${VISIBLE}`,
    [...viewerParams(viewer), number],
  );
  if (!row) throw ticketMissing();
  return row.id;
}

export function ticketMissing(): DeskError {
  return new DeskError('missing', 'ticket-missing', 'There is no such ticket, or you may not see it.');
}
