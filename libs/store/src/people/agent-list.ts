import type { Language, Presence, Role } from '@app/contracts';
import { DeskError } from '@app/domain';
import { decodeCursor, encodeCursor, pageOf } from '../database/cursor.js';
import type { Sql } from '../database/sql.js';
import { picturePath } from './agent-pictures.js';

/** An agent as people see one. */
export type AgentRow = {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  /** Where it lies on the customers' listener. */
  readonly picture: string | null;
  readonly role: Role;
  readonly language: Language | null;
  readonly capacity: number;
  /** Tickets that count towards the capacity now. */
  readonly load: number;
  readonly presence: Presence;
  readonly presenceAt: Date;
  readonly active: boolean;
  readonly hasPassword: boolean;
  readonly teams: { id: string; name: string; lead: boolean }[];
  readonly skills: { skill: string; level: number }[];
};

export type AgentFilter = {
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly team?: string | undefined;
  readonly active?: boolean | undefined;
  /** Part of a name or address. */
  readonly q?: string | undefined;
};

export async function listAgents(sql: Sql, { limit, cursor, team, active, q }: AgentFilter) {
  const after = decodeCursor('agents', ['text', 'uuid'], cursor);
  const rows = await sql.query<AgentRow>(
    `${SELECT}
     where ($1::text is null or (a.name, a.id) > ($1, $2::uuid))
       and ($3::uuid is null or exists (select from team_members m where m.team_id = $3 and m.agent_id = a.id))
       and ($4::boolean is null or a.active = $4)
       and ($5::text is null or a.name ilike $5 or a.email ilike $5)
     order by a.name, a.id limit $6`,
    [after?.[0] ?? null, after?.[1] ?? null, team ?? null, active ?? null, q ? contains(q) : null, limit + 1],
  );
  return pageOf(rows, limit, (last) => encodeCursor('agents', [last.name, last.id]));
}

/** @throws DeskError missing/agent-missing */
export async function readAgent(sql: Sql, id: string): Promise<AgentRow> {
  const [row] = await sql.query<AgentRow>(`${SELECT} where a.id = $1`, [id]);
  if (!row) throw new DeskError('missing', 'agent-missing', 'There is no such agent.');
  return row;
}

/** Whether a lead leads a team that the agent is in. */
export async function leads(sql: Sql, leadId: string, agentId: string): Promise<boolean> {
  const rows = await sql.query(
    `select from team_members mine join team_members theirs on theirs.team_id = mine.team_id
     where mine.agent_id = $1 and mine.is_lead and theirs.agent_id = $2 limit 1`,
    [leadId, agentId],
  );
  return rows.length > 0;
}

/** A LIKE pattern for text that contains this one, whatever is in it. */
export function contains(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}

const SELECT = `select a.id, a.email, a.name, ${picturePath('a')} as picture, a.role, a.language, a.capacity, a.presence, a.presence_at as "presenceAt", a.active,
  a.password_hash is not null as "hasPassword",
  (select count(*)::int from tickets t where t.assignee_id = a.id and t.state = 'open' and t.merged_into is null) as load,
  coalesce((select json_agg(json_build_object('id', t.id, 'name', t.name, 'lead', m.is_lead) order by t.name)
    from team_members m join teams t on t.id = m.team_id where m.agent_id = a.id), '[]') as teams,
  coalesce((select json_agg(json_build_object('skill', s.name, 'level', k.level) order by s.name)
    from agent_skills k join skills s on s.id = k.skill_id where k.agent_id = a.id), '[]') as skills
  from agents a`;
