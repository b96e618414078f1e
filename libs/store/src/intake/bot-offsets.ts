import type { Sql } from '../database/sql.js';
import type { Lease } from '../database/leases.js';

/**
 * Where the polling of a bot stands (table `bot_offsets`, written here alone). Called by telegram.
 *
 * @returns the offset of the next update; null when it is unknown or so old that ids may have restarted at random (a week)
 */
export async function botOffset(sql: Sql, botId: string): Promise<number | null> {
  const [row] = await sql.query<{ offset: string }>(
    `select next_offset as offset from bot_offsets where bot_id = $1 and updated_at > now() - interval '5 days'`,
    [botId],
  );
  return row ? Number(row.offset) : null;
}

/** Moves only under a lease that is still ours. */
export async function moveBotOffset(sql: Sql, botId: string, offset: number, lease: Lease): Promise<void> {
  await sql.query(
    `insert into bot_offsets (bot_id, next_offset, epoch) values ($1, $2, $3)
     on conflict (bot_id) do update set next_offset = excluded.next_offset, epoch = excluded.epoch, updated_at = now()
       where bot_offsets.epoch <= excluded.epoch`,
    [botId, offset, lease.epoch],
  );
}
