import { DeskError } from '@app/domain';
import type { Secrets } from '../database/secrets.js';
import type { Sql } from '../database/sql.js';
import type { Tx } from '../database/store.js';

/**
 * Two inboxes of one bot would take each other's messages: Telegram gives each of them once.
 *
 * @param inboxId of the one that is about to be written
 * @throws DeskError conflict/telegram-bot-taken
 */
export async function refuseSecondBot(tx: Tx, keys: Secrets, token: string, inboxId: string): Promise<void> {
  // Tokens are sealed, so that no index can tell: one at a time.
  await tx.query(`select pg_advisory_xact_lock(hashtext('otklik telegram bots'))`);
  const inbox = await inboxOfBot(tx, keys, token, inboxId);
  if (inbox !== null)
    throw new DeskError('conflict', 'telegram-bot-taken', `The inbox ${inbox} has this bot already.`, { params: { inbox } });
}

/** The active inbox that has this bot, other than the one that is named; null when there is none. */
export async function inboxOfBot(sql: Sql, keys: Secrets, token: string, except: string | null): Promise<string | null> {
  const rows = await sql.query<{ id: string; name: string; sealed: Buffer }>(
    `select id, name, secrets as sealed from inboxes
     where channel = 'telegram' and active and secrets is not null and id is distinct from $1::uuid order by id`,
    [except],
  );
  return rows.find(({ id, sealed }) => botOf(tokenIn(sealed, id, keys)) === botOf(token))?.name ?? null;
}

/** Whether a token is of the bot that these secrets of an inbox are of. */
export function isSameBot(token: string, secrets: unknown): boolean {
  return botOf(token) === botOf(tokenOf(secrets));
}

/** The part of a token before the colon: it stays when the token is replaced. */
function botOf(token: string): string {
  return token.split(':')[0] ?? '';
}

/** What cannot be opened serves no bot. */
function tokenIn(sealed: Buffer, inboxId: string, keys: Secrets): string {
  try {
    return tokenOf(keys.decrypt(sealed, inboxId));
  } catch {
    return '';
  }
}

function tokenOf(secrets: unknown): string {
  return typeof secrets === 'object' && secrets !== null && 'token' in secrets ? String(secrets.token) : '';
}
