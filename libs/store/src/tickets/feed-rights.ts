import type { Role } from '@app/contracts';
import type { PlannedSql, Sql } from '../database/sql.js';

type Rights = { readonly role: Role; readonly tickets: ReadonlySet<string>; readonly teams: ReadonlySet<string> };

/** What each of several agents may see, as of one statement. */
export class Audience {
  constructor(private readonly rows: ReadonlyMap<string, Rights>) {}

  isActive(agentId: string): boolean {
    return this.rows.has(agentId);
  }

  isAdmin(agentId: string): boolean {
    return this.rows.get(agentId)?.role === 'admin';
  }

  sees(agentId: string, ticketId: string): boolean {
    return this.rows.get(agentId)?.tickets.has(ticketId) ?? false;
  }

  isIn(agentId: string, teamId: string): boolean {
    return this.rows.get(agentId)?.teams.has(teamId) ?? false;
  }
}

/**
 * Which of these tickets each agent may see now. The live feed asks it for every batch, for all who watch at once: a right that
 * was taken away is gone with the next event.
 */
export async function audienceOf(sql: PlannedSql, agentIds: readonly string[], ticketIds: readonly string[]): Promise<Audience> {
  // The same rule as `VISIBLE` (viewer.ts), for many agents at a time.
  const rows = await sql.planned<{ id: string; role: Role; teams: string[]; tickets: string[] }>(
    `select a.id, a.role, mine.teams, array(select t.id from tickets t
       where t.id = any($2::uuid[]) and (a.role = 'admin' or t.assignee_id = a.id or t.team_id = any(mine.teams))) as tickets
     from agents a, lateral (select array(select m.team_id from team_members m where m.agent_id = a.id) as teams) mine
     where a.id = any($1::uuid[]) and a.active`,
    [[...new Set(agentIds)], [...new Set(ticketIds)]],
  );
  return new Audience(new Map(rows.map((row) => [row.id, { role: row.role, tickets: new Set(row.tickets), teams: new Set(row.teams) }])));
}

/** Which of these sessions and tokens still open the door. */
export async function goodCredentials(sql: Sql, ids: readonly string[], idleHours: number): Promise<ReadonlySet<string>> {
  const rows = await sql.query<{ id: string }>(
    `select s.id from sessions s join agents a on a.id = s.agent_id and a.active
     where s.id = any($1::uuid[]) and s.expires_at > now() and s.last_seen_at > now() - $2 * interval '1 hour'
     union all
     select k.id from tokens k join agents a on a.id = k.agent_id and a.active where k.id = any($1::uuid[]) and k.revoked_at is null`,
    [[...new Set(ids)], idleHours],
  );
  return new Set(rows.map((row) => row.id));
}
