import { randomUUIDv7 as newId } from 'node:crypto';
import { hashToken, makeToken } from '../database/random-token.js';
import type { Caller } from './sessions.js';
import type { Sql } from '../database/sql.js';

/** What every API token begins with, so that a leaked one is recognised. */
export const TOKEN_PREFIX = 'otk_';

/**
 * Makes an API token that acts as its agent (table `tokens`, written here alone). Called by the command line.
 *
 * @returns the token, shown this once
 */
export async function makeApiToken(sql: Sql, agentId: string, name: string): Promise<string> {
  const token = makeToken(TOKEN_PREFIX);
  await sql.query(`insert into tokens (id, token_hash, agent_id, name) values ($1, $2, $3, $4)`, [
    newId(),
    hashToken(token),
    agentId,
    name,
  ]);
  return token;
}

/** Whose token it is; null when it is unknown or revoked, or the agent is no longer active. */
export async function findApiToken(sql: Sql, token: string): Promise<Caller | null> {
  const [row] = await sql.query<Omit<Caller, 'session' | 'credentialId'> & { id: string; stale: boolean }>(
    `select k.id, coalesce(k.last_used_at < now() - interval '1 minute', true) as stale, a.id as "agentId", a.role, a.name, a.email, a.language
     from tokens k join agents a on a.id = k.agent_id
     where k.token_hash = $1 and k.revoked_at is null and a.active`,
    [hashToken(token)],
  );
  if (!row) return null;
  const { id, stale, ...agent } = row;
  if (stale) await sql.query(`update tokens set last_used_at = now() where id = $1`, [id]);
  return { ...agent, credentialId: id, session: null };
}

export async function revokeTokensOf(sql: Sql, agentId: string): Promise<void> {
  await sql.query(`update tokens set revoked_at = now() where agent_id = $1 and revoked_at is null`, [agentId]);
}
