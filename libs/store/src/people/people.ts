import { AgentChanged, type Language, type Presence, type Role } from '@app/contracts';
import { DeskError } from '@app/domain';
import { randomUUIDv7 as newId } from 'node:crypto';
import { closeSessionsOf } from './sessions.js';
import { skillIds } from './skills.js';
import type { Sql } from '../database/sql.js';
import type { Tx } from '../database/store.js';
import { revokeTokensOf } from './tokens.js';

export type Membership = { readonly team: string; readonly lead: boolean };
export type NamedLevel = { readonly skill: string; readonly level: number };

export type NewAgent = {
  /** In lower case. */
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly language: Language | null;
  readonly capacity: number;
  readonly teams: readonly Membership[];
  readonly skills: readonly NamedLevel[];
  /** Without one the agent needs a link to sign in. */
  readonly passwordHash?: string | null;
  /** Default: offline. */
  readonly presence?: Presence;
};

/**
 * Adds an agent (tables `agents`, `agent_skills`, `team_members`, written here and in `teams.ts`).
 *
 * Called by desk, bootstrap and the command line.
 *
 * @throws DeskError conflict/email-taken, missing/team-missing, missing/skill-missing
 */
export async function addAgent(tx: Tx, agent: NewAgent): Promise<string> {
  const id = newId();
  const rows = await tx.query(
    `insert into agents (id, email, name, role, language, capacity, password_hash, presence) values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (email) do nothing returning id`,
    [id, agent.email, agent.name, agent.role, agent.language, agent.capacity, agent.passwordHash ?? null, agent.presence ?? 'offline'],
  );
  if (rows.length === 0) throw new DeskError('conflict', 'email-taken', 'There is an agent with this address already.');
  await setTeams(tx, id, agent.teams);
  await setSkills(tx, id, agent.skills);
  tx.outbox.add(AgentChanged, { agentId: id, changed: ['created'] });
  return id;
}

export type AgentPatch = {
  readonly name?: string | undefined;
  readonly role?: Role | undefined;
  readonly language?: Language | null | undefined;
  readonly capacity?: number | undefined;
  readonly active?: boolean | undefined;
  readonly presence?: Presence | undefined;
  readonly teams?: readonly Membership[] | undefined;
  readonly skills?: readonly NamedLevel[] | undefined;
};

/**
 * Changes an agent. A new role or a deactivation ends all sessions; a deactivated agent is offline and has no tokens.
 *
 * @throws DeskError missing/agent-missing, conflict/last-admin, missing/team-missing, missing/skill-missing
 */
export async function changeAgent(tx: Tx, id: string, patch: AgentPatch): Promise<void> {
  const before = await lockAgent(tx, id, losesAdmin(patch));
  await tx.query(
    `update agents set name = coalesce($2, name), role = coalesce($3, role), capacity = coalesce($4, capacity), active = coalesce($5, active),
       language = case when $6 then $7 else language end,
       presence = case when $5 = false then 'offline' else coalesce($8, presence) end,
       presence_at = case when ($5 = false and presence <> 'offline') or presence <> coalesce($8, presence) then now() else presence_at end
     where id = $1`,
    [
      id,
      patch.name ?? null,
      patch.role ?? null,
      patch.capacity ?? null,
      patch.active ?? null,
      patch.language !== undefined,
      patch.language ?? null,
      patch.presence ?? null,
    ],
  );
  if (patch.teams) await setTeams(tx, id, patch.teams);
  if (patch.skills) await setSkills(tx, id, patch.skills);
  if (patch.active === false) await revokeTokensOf(tx, id);
  if (patch.active === false || (patch.role !== undefined && patch.role !== before.role)) await closeSessionsOf(tx, id);
  const changed = Object.entries(patch).flatMap(([field, value]) => (value === undefined ? [] : [field]));
  if (changed.length > 0) tx.outbox.add(AgentChanged, { agentId: id, changed });
}

/** Kept until changed. Setting it again changes nothing and tells nobody. */
export async function setPresence(tx: Tx, id: string, presence: Presence): Promise<void> {
  const rows = await tx.query(`update agents set presence = $2, presence_at = now() where id = $1 and presence <> $2 returning id`, [
    id,
    presence,
  ]);
  if (rows.length > 0) tx.outbox.add(AgentChanged, { agentId: id, changed: ['presence'] });
}

/** Sets a password; every session of the agent ends. */
export async function setPassword(
  tx: Tx,
  id: string,
  passwordHash: string,
  also: { readonly name?: string | undefined; readonly language?: Language | undefined } = {},
): Promise<void> {
  await tx.query(`update agents set password_hash = $2, name = coalesce($3, name), language = coalesce($4, language) where id = $1`, [
    id,
    passwordHash,
    also.name ?? null,
    also.language ?? null,
  ]);
  await closeSessionsOf(tx, id);
}

/** The agent with an address, active or not. */
export async function agentByEmail(sql: Sql, email: string): Promise<{ id: string; active: boolean; hasPassword: boolean } | null> {
  const [row] = await sql.query<{ id: string; active: boolean; hasPassword: boolean }>(
    `select id, active, password_hash is not null as "hasPassword" from agents where email = lower($1)`,
    [email],
  );
  return row ?? null;
}

function losesAdmin(patch: AgentPatch): boolean {
  return patch.active === false || (patch.role !== undefined && patch.role !== 'admin');
}

/** Locks the agent, and all admins where one of them may go: two last admins cannot remove each other. */
async function lockAgent(tx: Tx, id: string, andAdmins: boolean): Promise<{ role: Role }> {
  const rows = await tx.query<{ id: string; role: Role; active: boolean }>(
    `select id, role, active from agents where id = $1 or ($2 and role = 'admin' and active) order by id for no key update`,
    [id, andAdmins],
  );
  const agent = rows.find((row) => row.id === id);
  if (!agent) throw new DeskError('missing', 'agent-missing', 'There is no such agent.');
  const isLast = agent.role === 'admin' && agent.active && rows.filter((row) => row.role === 'admin' && row.active).length === 1;
  if (andAdmins && isLast) throw new DeskError('conflict', 'last-admin', 'This is the last active admin: make another one first.');
  return agent;
}

async function setTeams(tx: Tx, agentId: string, teams: readonly Membership[]): Promise<void> {
  const unique = [...new Map(teams.map((one) => [one.team, one])).values()];
  await tx.query(`delete from team_members where agent_id = $1`, [agentId]);
  const rows = await tx.query(
    `insert into team_members (team_id, agent_id, is_lead)
     select t.id, $1, m.lead from unnest($2::uuid[], $3::boolean[]) as m(team, lead) join teams t on t.id = m.team returning team_id`,
    [agentId, unique.map((one) => one.team), unique.map((one) => one.lead)],
  );
  if (rows.length !== unique.length) throw new DeskError('missing', 'team-missing', 'There is no such team.');
}

async function setSkills(tx: Tx, agentId: string, skills: readonly NamedLevel[]): Promise<void> {
  const unique = [...new Map(skills.map((one) => [one.skill.toLowerCase(), one])).entries()];
  const ids = await skillIds(
    tx,
    unique.map(([name]) => name),
  );
  await tx.query(`delete from agent_skills where agent_id = $1`, [agentId]);
  await tx.query(
    `insert into agent_skills (agent_id, skill_id, level) select $1, s.id, s.level from unnest($2::uuid[], $3::int[]) as s(id, level)`,
    [agentId, unique.map(([name]) => ids.get(name)), unique.map(([, one]) => one.level)],
  );
}
