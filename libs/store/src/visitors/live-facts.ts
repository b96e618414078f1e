import type { ChatAgent } from '@app/contracts';
import type { PlannedSql } from '../database/sql.js';
import { picturePath } from '../people/agent-pictures.js';
import { WAITING } from '../routing/routing.js';

/** A ticket that a visitor is in, as of now. */
export type VisitorTicket = {
  readonly ticketId: string;
  readonly number: number;
  readonly teamId: string;
  /** Whoever has it. */
  readonly agentId: string | null;
  /** The same, as visitors meet them. */
  readonly agent: ChatAgent | null;
  /** It waits for somebody to be given to. */
  readonly isWaiting: boolean;
};

/**
 * The tickets that visitors are in: of each visitor's conversations, the one with the newest message. Called by webchat.
 *
 * One statement, however many are asked for.
 *
 * @param conversations of each visitor
 * @returns in the order asked; null where there is none, or where it is closed
 */
export async function readVisitorTickets(
  sql: PlannedSql,
  conversations: readonly (readonly string[])[],
): Promise<readonly (VisitorTicket | null)[]> {
  const asked = conversations.flatMap((ids, n) => ids.map((id) => ({ n, id })));
  if (asked.length === 0) return conversations.map(() => null);
  const rows = await sql.planned<VisitorTicket & { n: string }>(
    `select distinct on (w.n) w.n, t.id as "ticketId", t.number::int as number, t.team_id as "teamId", a.id as "agentId",
       case when a.id is not null then json_build_object('name', a.name, 'picture', ${picturePath('a')}) end as agent,
       (${WAITING}) as "isWaiting"
     from unnest($1::int[], $2::uuid[]) as w(n, conversation_id)
     join conversations c on c.id = w.conversation_id
     join tickets t on t.id = c.current_ticket_id and t.state <> 'closed'
     left join agents a on a.id = t.assignee_id
     order by w.n, t.last_message_at desc, t.id`,
    [asked.map(({ n }) => n), asked.map(({ id }) => id)],
  );
  const byAsker = new Map(rows.map(({ n, ...ticket }) => [Number(n), ticket]));
  return conversations.map((_, n) => byAsker.get(n) ?? null);
}

/**
 * Up to which of their own words agents have looked at what visitors wrote, in whichever of their tickets: what was seen in one that is closed
 * by now was seen. Called by webchat.
 *
 * One statement, however many are asked for.
 *
 * @param conversations of each visitor
 * @returns positions in the order asked; 0 where nobody has looked
 */
export async function seenPositions(sql: PlannedSql, conversations: readonly (readonly string[])[]): Promise<readonly bigint[]> {
  const asked = conversations.flatMap((ids, n) => ids.map((id) => ({ n, id })));
  if (asked.length === 0) return conversations.map(() => 0n);
  const rows = await sql.planned<{ n: string; position: string }>(
    `select w.n, max(newest.position) as position
     from unnest($1::int[], $2::uuid[]) as w(n, conversation_id)
     cross join lateral (
       select m.position from messages m
       where m.conversation_id = w.conversation_id and m.kind = 'inbound'
         and exists (select from read_marks r where r.ticket_id = m.ticket_id and r.position >= m.position)
       order by m.position desc limit 1
     ) newest
     group by w.n`,
    [asked.map(({ n }) => n), asked.map(({ id }) => id)],
  );
  const byAsker = new Map(rows.map(({ n, position }) => [Number(n), BigInt(position)]));
  return conversations.map((_, n) => byAsker.get(n) ?? 0n);
}

/** Further places are not counted: who is told this waits behind so many at least. */
export const FURTHEST_PLACE = 1_000;

/**
 * How many tickets of the same team the router serves before each of these; one that does not wait is left out. Called by webchat.
 *
 * One statement, which reads no more than the first thousand of a team.
 */
export async function queuePlaces(sql: PlannedSql, ticketIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  if (ticketIds.length === 0) return new Map();
  const rows = await sql.planned<{ id: string; place: number | null }>(
    `with asked as materialized (select t.id, t.team_id from tickets t where t.id = any($1::uuid[]) and ${WAITING}),
     queues as (
       select first.id, (row_number() over (partition by teams.team_id order by first.urgency_rank, first.urgency_since, first.id) - 1)::int as place
       from (select distinct team_id from asked) teams
       cross join lateral (
         select t.id, t.urgency_rank, t.urgency_since from tickets t where t.team_id = teams.team_id and ${WAITING}
         order by t.urgency_rank, t.urgency_since, t.id limit ${FURTHEST_PLACE}
       ) first)
     select asked.id, queues.place from asked left join queues on queues.id = asked.id`,
    [ticketIds],
  );
  return new Map(rows.map(({ id, place }) => [id, place ?? FURTHEST_PLACE]));
}
