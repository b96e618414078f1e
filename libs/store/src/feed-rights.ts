import type { Sql } from './sql.js';
import { VISIBLE, viewerParams, type Viewer } from './viewer.js';

/**
 * Which of these tickets a viewer may see now, in one statement: the live feed asks it for each batch, so that a right that was
 * taken away is taken away at once.
 */
export async function visibleTickets(sql: Sql, viewer: Viewer, ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const rows = await sql.query<{ id: string }>(`select t.id from tickets t where t.id = any($3::uuid[]) and ${VISIBLE}`, [
    ...viewerParams(viewer),
    [...new Set(ids)],
  ]);
  return new Set(rows.map((row) => row.id));
}

/** The teams an agent is in. */
export async function teamsOf(sql: Sql, agentId: string): Promise<ReadonlySet<string>> {
  const rows = await sql.query<{ id: string }>(`select team_id as id from team_members where agent_id = $1`, [agentId]);
  return new Set(rows.map((row) => row.id));
}
