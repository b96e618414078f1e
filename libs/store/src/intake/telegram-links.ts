import { DeskError } from '@app/domain';
import { audit } from '../database/audit.js';
import { hashToken, makeToken } from '../database/random-token.js';
import { one, type Sql } from '../database/sql.js';
import type { Tx } from '../database/store.js';

/** How long a link can be opened, hours. */
const LINK_HOURS = 24;

export type NewTelegramLink = { readonly contactId: string; readonly inboxId: string; readonly madeBy: string };
export type TelegramLinkRow = { readonly url: string; readonly expiresAt: Date };

/**
 * Makes a link by which a customer is known again in Telegram, once (table `telegram_links`, written here and in `start-proofs.ts`). Earlier
 * ones of the contact for this bot no longer work.
 *
 * Called by desk.
 *
 * @throws DeskError missing/inbox-missing, conflict/inbox-of-other-channel, conflict/telegram-bot-unknown while the bot was never reached
 */
export async function makeTelegramLink(tx: Tx, { contactId, inboxId, madeBy }: NewTelegramLink): Promise<TelegramLinkRow> {
  const username = await usernameOf(tx, inboxId);
  const token = makeToken();
  await tx.query(`delete from telegram_links where contact_id = $1 and inbox_id = $2 and used_at is null`, [contactId, inboxId]);
  const { expiresAt } = one(
    await tx.query<{ expiresAt: Date }>(
      `insert into telegram_links (token_hash, inbox_id, contact_id, made_by, expires_at)
       values ($1, $2, $3, $4, now() + $5 * interval '1 hour') returning expires_at as "expiresAt"`,
      [hashToken(token), inboxId, contactId, madeBy, LINK_HOURS],
    ),
  );
  await audit(tx, { actor: madeBy, action: 'contact.telegram-link', subject: contactId, after: { inbox: inboxId, expiresAt } });
  return { url: `https://t.me/${username}?start=c-${token}`, expiresAt };
}

async function usernameOf(sql: Sql, inboxId: string): Promise<string> {
  const [inbox] = await sql.query<{ channel: string; username: string | null }>(
    `select channel, profile ->> 'username' as username from inboxes where id = $1 and active`,
    [inboxId],
  );
  if (!inbox) throw new DeskError('missing', 'inbox-missing', 'There is no such inbox.');
  if (inbox.channel !== 'telegram') throw new DeskError('conflict', 'inbox-of-other-channel', 'The inbox is no telegram inbox.');
  if (inbox.username === null)
    throw new DeskError(
      'conflict',
      'telegram-bot-unknown',
      'The bot of this inbox has not been reached yet, so that its name is not known.',
    );
  return inbox.username;
}

/** Forgets links and signatures that are good for nothing any more. Called by desk. */
export async function sweepProofs(sql: Sql): Promise<void> {
  await sql.query(`delete from telegram_links where expires_at < now() - interval '30 days'`);
  await sql.query(`delete from used_signatures where expires_at < now() - interval '1 hour'`);
}
