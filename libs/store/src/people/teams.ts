import { AgentChanged, type AgentRef } from '@app/contracts';
import { DeskError } from '@app/domain';
import { randomUUIDv7 as newId } from 'node:crypto';
import { decodeCursor, encodeCursor, pageOf } from '../database/cursor.js';
import type { Sql } from '../database/sql.js';
import type { Tx } from '../database/store.js';
import { picturePath } from './agent-pictures.js';

export type TeamRow = {
  readonly id: string;
  readonly name: string;
  readonly createdAt: Date;
  readonly members: readonly { readonly agent: AgentRef; readonly lead: boolean }[];
  /** Goes below the team's answers by mail, its variables filled in (`fillSignature`). */
  readonly signature: string | null;
};

export type TeamMember = { readonly agent: string; readonly lead: boolean };

/**
 * Adds a team (table `teams`, written here alone; `team_members` also in `people.ts`). Called by desk and bootstrap.
 *
 * @throws DeskError conflict/name-taken, missing/agent-missing
 */
export async function addTeam(tx: Tx, name: string, members: readonly TeamMember[], signature: string | null = null): Promise<string> {
  const id = newId();
  const rows = await tx.query(`insert into teams (id, name, signature) values ($1, $2, $3) on conflict (name) do nothing returning id`, [
    id,
    name,
    signature,
  ]);
  if (rows.length === 0) throw new DeskError('conflict', 'name-taken', 'This name is taken.');
  await setMembers(tx, id, members);
  return id;
}

/** @throws DeskError missing/team-missing, conflict/name-taken, missing/agent-missing */
export async function changeTeam(
  tx: Tx,
  id: string,
  patch: {
    readonly name?: string | undefined;
    readonly members?: readonly TeamMember[] | undefined;
    readonly signature?: string | null | undefined;
  },
): Promise<void> {
  const [row] = await tx.query<{ taken: boolean }>(
    `select exists (select from teams other where other.name = $2 and other.id <> $1) as taken from teams where id = $1 for no key update`,
    [id, patch.name ?? null],
  );
  if (!row) throw teamMissing();
  if (row.taken) throw new DeskError('conflict', 'name-taken', 'This name is taken.');
  if (patch.name !== undefined) await tx.query(`update teams set name = $2 where id = $1`, [id, patch.name]);
  if (patch.signature !== undefined) await tx.query(`update teams set signature = $2 where id = $1`, [id, patch.signature]);
  if (patch.members !== undefined) await setMembers(tx, id, patch.members);
}

export async function readTeam(sql: Sql, id: string): Promise<TeamRow> {
  const [row] = await sql.query<TeamRow>(`${SELECT} where t.id = $1`, [id]);
  if (!row) throw teamMissing();
  return row;
}

export async function listTeams(sql: Sql, { limit, cursor }: { limit: number; cursor?: string | undefined }) {
  const after = decodeCursor('teams', ['text'], cursor);
  const rows = await sql.query<TeamRow>(`${SELECT} where $1::text is null or t.name > $1 order by t.name limit $2`, [
    after?.[0] ?? null,
    limit + 1,
  ]);
  return pageOf(rows, limit, (last) => encodeCursor('teams', [last.name]));
}

const SELECT = `select t.id, t.name, t.created_at as "createdAt",
  coalesce((select json_agg(json_build_object('agent', json_build_object('id', a.id, 'name', a.name, 'email', a.email,
      'picture', ${picturePath('a')}), 'lead', m.is_lead) order by a.name, a.id)
    from team_members m join agents a on a.id = m.agent_id where m.team_id = t.id and a.active), '[]') as members, t.signature
  from teams t`;

async function setMembers(tx: Tx, teamId: string, members: readonly TeamMember[]): Promise<void> {
  const unique = [...new Map(members.map((member) => [member.agent, member])).values()];
  const before = await tx.query<{ id: string }>(`delete from team_members where team_id = $1 returning agent_id as id`, [teamId]);
  const now = await tx.query<{ id: string }>(
    `insert into team_members (team_id, agent_id, is_lead)
     select $1, a.id, m.lead from unnest($2::uuid[], $3::boolean[]) as m(agent, lead) join agents a on a.id = m.agent returning agent_id as id`,
    [teamId, unique.map((member) => member.agent), unique.map((member) => member.lead)],
  );
  if (now.length !== unique.length) throw new DeskError('missing', 'agent-missing', 'There is no such agent.');
  for (const agentId of new Set([...before, ...now].map((row) => row.id))) tx.outbox.add(AgentChanged, { agentId, changed: ['teams'] });
}

function teamMissing(): DeskError {
  return new DeskError('missing', 'team-missing', 'There is no such team.');
}
