import type { Language, LinkKind } from '@app/contracts';
import { DeskError } from '@app/domain';
import { randomUUIDv7 as newId } from 'node:crypto';
import { audit } from '../database/audit.js';
import { changeOrganisation } from './organisation.js';
import { addAgent, setPassword } from './people.js';
import { hashToken, makeToken } from '../database/random-token.js';
import type { Sql } from '../database/sql.js';
import type { Tx } from '../database/store.js';

const HOURS: Record<LinkKind, number> = { setup: 24, invite: 24, reset: 0.5 };

export type NewLink = { readonly token: string; readonly expiresAt: Date };

/**
 * Makes a link by which an agent sets a password, once (table `one_time_links`, written here alone). Earlier ones of the same
 * kind no longer work. Called by desk and the command line.
 */
export function makeLink(tx: Tx, kind: 'invite' | 'reset', agentId: string): Promise<NewLink> {
  return insertLink(tx, kind, agentId);
}

/**
 * Makes the link by which the first admin is set up; null when there is an admin who can sign in.
 *
 * Called at the start of `standalone` and by the command line. An earlier one no longer works.
 */
export async function makeSetupLink(tx: Tx): Promise<NewLink | null> {
  return (await hasAdmin(tx)) ? null : insertLink(tx, 'setup', null);
}

/** The page of the console that takes a link. */
export function linkUrl(publicUrl: string, token: string): string {
  return `${publicUrl.replace(/\/$/, '')}/links/${token}`;
}

export type LinkRow = {
  readonly kind: LinkKind;
  readonly agentId: string | null;
  readonly email: string | null;
  readonly name: string | null;
  readonly expiresAt: Date;
};

/** @throws DeskError missing/link-unusable: unknown, used or too old, one answer for all */
export async function readLink(sql: Sql, token: string): Promise<LinkRow> {
  const [row] = await sql.query<LinkRow>(
    `select l.kind, l.agent_id as "agentId", a.email, a.name, l.expires_at as "expiresAt"
     from one_time_links l left join agents a on a.id = l.agent_id
     where l.token_hash = $1 and l.used_at is null and l.expires_at > now() and (a.id is null or a.active)`,
    [hashToken(token)],
  );
  if (!row) throw unusable();
  return row;
}

export type LinkTaken = {
  readonly email?: string | undefined;
  readonly name?: string | undefined;
  readonly organisation?: string | undefined;
  readonly language?: Language | undefined;
  readonly passwordHash: string;
};

/**
 * Uses a link up: sets the password, and for a set-up link makes the first admin. All other sessions of the agent end.
 *
 * @returns the agent's id
 * @throws DeskError missing/link-unusable, invalid/email-needed, conflict/email-taken
 */
export async function takeLink(tx: Tx, token: string, taken: LinkTaken): Promise<string> {
  const [link] = await tx.query<{ kind: LinkKind; agentId: string | null }>(
    `update one_time_links set used_at = now() where token_hash = $1 and used_at is null and expires_at > now()
     returning kind, agent_id as "agentId"`,
    [hashToken(token)],
  );
  if (!link) throw unusable();
  const agentId = link.agentId ?? (await setUp(tx, taken));
  await setPassword(tx, agentId, taken.passwordHash, taken);
  await audit(tx, { actor: agentId, action: `link.${link.kind}`, subject: agentId });
  return agentId;
}

async function setUp(tx: Tx, { email, name, organisation, language }: LinkTaken): Promise<string> {
  if (await hasAdmin(tx)) throw unusable();
  if (email === undefined) throw new DeskError('invalid', 'email-needed', 'Say the address you will sign in with.');
  await changeOrganisation(tx, { name: organisation, language });
  const teams = await tx.query<{ team: string }>(`select id as team from teams`);
  return addAgent(tx, {
    email,
    name: name ?? email.split('@')[0] ?? email,
    role: 'admin',
    language: language ?? null,
    capacity: 6,
    skills: [],
    // Whoever sets the product up alone answers its first tickets.
    teams: teams.map(({ team }) => ({ team, lead: true })),
    presence: 'online',
  });
}

async function hasAdmin(tx: Tx): Promise<boolean> {
  // Two set-up links taken at once make one admin.
  await tx.query(`select pg_advisory_xact_lock(1869900908, 0)`);
  const rows = await tx.query(`select from agents where role = 'admin' and active and password_hash is not null limit 1`);
  return rows.length > 0;
}

async function insertLink(tx: Tx, kind: LinkKind, agentId: string | null): Promise<NewLink> {
  const token = makeToken();
  await tx.query(`delete from one_time_links where kind = $1 and agent_id is not distinct from $2 and used_at is null`, [kind, agentId]);
  const [row] = await tx.query<{ expiresAt: Date }>(
    `insert into one_time_links (id, kind, token_hash, agent_id, expires_at) values ($1, $2, $3, $4, now() + $5 * interval '1 hour')
     returning expires_at as "expiresAt"`,
    [newId(), kind, hashToken(token), agentId, HOURS[kind]],
  );
  return { token, expiresAt: row?.expiresAt ?? new Date() };
}

function unusable(): DeskError {
  return new DeskError('missing', 'link-unusable', 'This link was used already, is too old or was replaced: ask for a new one.');
}
