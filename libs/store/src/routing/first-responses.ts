import type { Sql } from '../database/sql.js';

/** How long customers of a team wait for the first answer, in minutes. */
export type ExpectedResponse = {
  /** Half of them wait no longer. */
  readonly typical: number;
  /** Four of five wait no longer. */
  readonly most: number;
};

/** By team; one that has too little history is not in it. */
export type ExpectedResponses = ReadonlyMap<string, ExpectedResponse>;

/** A team that answered fewer than this has no history to go by. */
const LEAST_ANSWERED = 10;
/** And no more than these are looked at, so that a large team's history costs no more than a small one's. */
const MOST_LOOKED_AT = 500;

/**
 * How soon these teams have answered first messages of the last 14 days, by the clock on the wall.
 *
 * Called by the normalizer, for what customers are told at once.
 */
export async function expectedFirstResponses(sql: Sql, teamIds: readonly string[]): Promise<ExpectedResponses> {
  if (teamIds.length === 0) return new Map();
  const rows = await sql.query<{ teamId: string; quantiles: number[] }>(
    `select w.team_id as "teamId",
       percentile_disc(array[0.5, 0.8]) within group (order by extract(epoch from t.first_response_at - t.created_at)::float8 / 60) as quantiles
     from unnest($1::uuid[]) as w(team_id)
     cross join lateral (
       select t.created_at, t.first_response_at from tickets t
       where t.team_id = w.team_id and t.first_response_at > now() - interval '14 days'
         -- One that an agent began was answered before anybody asked.
         and not exists (select from ticket_events e where e.ticket_id = t.id and e.code = 'opened' and e.actor_type = 'agent')
       order by t.first_response_at desc limit ${MOST_LOOKED_AT}) t
     group by w.team_id having count(*) >= ${LEAST_ANSWERED}`,
    [[...new Set(teamIds)]],
  );
  return new Map(rows.map(({ teamId, quantiles: [typical = 0, most = 0] }) => [teamId, { typical, most }]));
}
