import type { Sql } from '../database/sql.js';

/** A connection of somebody's Telegram Business account with a bot. @see https://core.telegram.org/bots/api#businessconnection */
export type BusinessAccount = {
  readonly connectionId: string;
  /** Numeric; the account in chat keys. */
  readonly userId: string;
  readonly name: string;
  /** Whether the bot may write in the account's name. */
  readonly canReply: boolean;
  readonly enabled: boolean;
};

const COLUMNS = `connection_id as "connectionId", user_id as "userId", name, can_reply as "canReply", enabled`;

/** Keeps what a connection says of itself (table `business_accounts`, written here alone). Called by telegram. */
export async function noteBusinessAccount(sql: Sql, inboxId: string, account: BusinessAccount): Promise<void> {
  await sql.query(
    `insert into business_accounts (inbox_id, connection_id, user_id, name, can_reply, enabled) values ($1, $2, $3, $4, $5, $6)
     on conflict (inbox_id, connection_id) do update set user_id = excluded.user_id, name = excluded.name,
       can_reply = excluded.can_reply, enabled = excluded.enabled, updated_at = now()`,
    [inboxId, account.connectionId, account.userId, account.name, account.canReply, account.enabled],
  );
}

/** Whose account a connection is; null when nobody told yet. */
export async function businessAccount(sql: Sql, inboxId: string, connectionId: string): Promise<BusinessAccount | null> {
  const [row] = await sql.query<BusinessAccount>(`select ${COLUMNS} from business_accounts where inbox_id = $1 and connection_id = $2`, [
    inboxId,
    connectionId,
  ]);
  return row ?? null;
}

/**
 * By which connection the bot writes in the name of an account: one that is enabled, the latest of them.
 *
 * @param userId the account of a chat key
 * @returns null when there never was one; a connection that ended is given with `enabled` false
 */
export async function connectionFor(sql: Sql, inboxId: string, userId: string): Promise<BusinessAccount | null> {
  const [row] = await sql.query<BusinessAccount>(
    `select ${COLUMNS} from business_accounts where inbox_id = $1 and user_id::text = $2 order by enabled desc, updated_at desc limit 1`,
    [inboxId, userId],
  );
  return row ?? null;
}
