import type { Language, Role } from '@app/contracts';
import { randomUUIDv7 as newId } from 'node:crypto';
import { hashToken, makeToken } from '../database/random-token.js';
import type { Sql } from '../database/sql.js';
import type { Viewer } from '../tickets/viewer.js';

/** A signed-in agent's browser. */
export type NewSession = { readonly token: string; readonly csrfToken: string; readonly expiresAt: Date };

/** Who calls, by session or by token. */
export type Caller = Viewer & {
  readonly role: Role;
  readonly name: string;
  readonly email: string;
  readonly language: Language | null;
  /** The session's or the token's. */
  readonly credentialId: string;
  /** Null for a token. */
  readonly session: { readonly csrfToken: string; readonly expiresAt: Date } | null;
};

export const SESSION_IDLE_HOURS = 2;
export const SESSION_HOURS = 12;

/** Table `sessions`, written here alone; called by desk. The token itself is never stored. */
export async function openSession(sql: Sql, agentId: string, userAgent: string | null): Promise<NewSession> {
  const token = makeToken();
  const csrfToken = makeToken();
  const [row] = await sql.query<{ expiresAt: Date }>(
    `insert into sessions (id, token_hash, csrf_token, agent_id, user_agent, expires_at)
     values ($1, $2, $3, $4, left($5, 300), now() + $6 * interval '1 hour') returning expires_at as "expiresAt"`,
    [newId(), hashToken(token), csrfToken, agentId, userAgent, SESSION_HOURS],
  );
  await sql.query(`delete from sessions where expires_at < now()`);
  return { token, csrfToken, expiresAt: row?.expiresAt ?? new Date() };
}

/** Whose session it is; null when there is none, it was idle for 2 h, is older than 12 h, or the agent is no longer active. */
export async function findSession(sql: Sql, token: string): Promise<Caller | null> {
  const [row] = await sql.query<SessionRow>(
    `select s.id, s.csrf_token as "csrfToken", s.expires_at as "expiresAt", s.last_seen_at < now() - interval '1 minute' as stale,
       a.id as "agentId", a.role, a.name, a.email, a.language
     from sessions s join agents a on a.id = s.agent_id
     where s.token_hash = $1 and a.active and s.expires_at > now() and s.last_seen_at > now() - $2 * interval '1 hour'`,
    [hashToken(token), SESSION_IDLE_HOURS],
  );
  if (!row) return null;
  const { id, csrfToken, expiresAt, stale, ...agent } = row;
  if (stale) await sql.query(`update sessions set last_seen_at = now() where id = $1`, [id]);
  return { ...agent, credentialId: id, session: { csrfToken, expiresAt } };
}

type SessionRow = Omit<Caller, 'session' | 'credentialId'> & { id: string; csrfToken: string; expiresAt: Date; stale: boolean };

export async function closeSession(sql: Sql, token: string): Promise<void> {
  await sql.query(`delete from sessions where token_hash = $1`, [hashToken(token)]);
}

/** After a change of password, role or standing. */
export async function closeSessionsOf(sql: Sql, agentId: string): Promise<void> {
  await sql.query(`delete from sessions where agent_id = $1`, [agentId]);
}
