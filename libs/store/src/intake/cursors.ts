import type { Lease } from '../database/leases.js';
import type { Sql } from '../database/sql.js';

/** Where the reading of a mail folder stands. */
export type MailCursor = {
  /** Numbers below hold within this validity alone (RFC 9051 2.3.1.1). */
  readonly uidValidity: bigint;
  /** The last UID whose mail the bus has acknowledged, or that is not to be taken. */
  readonly uid: number;
  /** Mails up to `sinceUid` are taken only if the server got them at this instant or later; null: all of them. */
  readonly since: Date | null;
  readonly sinceUid: number;
  /** Mails up to this UID were there before the inbox was: they are history. */
  readonly historicUid: number;
};

/**
 * Where reading a folder stands (table `mail_cursors`, written here alone). Called by email.
 *
 * @returns the cursor, null before the first connection; and since when the inbox exists
 */
export async function mailCursor(sql: Sql, inboxId: string, folder: string): Promise<{ cursor: MailCursor | null; inboxSince: Date }> {
  const [row] = await sql.query<CursorRow & { inboxSince: Date }>(
    `select i.created_at as "inboxSince", c.uidvalidity, c.uid, c.since, c.since_uid as "sinceUid", c.historic_uid as "historicUid"
     from inboxes i left join mail_cursors c on c.inbox_id = i.id and c.folder = $2 where i.id = $1`,
    [inboxId, folder],
  );
  if (!row) throw new Error(`There is no inbox ${inboxId}.`);
  return { cursor: row.uidvalidity === null ? null : asCursor(row), inboxSince: row.inboxSince };
}

/** Moves only under a lease that nobody took over since. */
export async function moveMailCursor(sql: Sql, inboxId: string, folder: string, cursor: MailCursor, lease: Lease): Promise<void> {
  await sql.query(
    `insert into mail_cursors (inbox_id, folder, uidvalidity, uid, since, since_uid, historic_uid, epoch)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (inbox_id, folder) do update set uidvalidity = excluded.uidvalidity, uid = excluded.uid, since = excluded.since,
       since_uid = excluded.since_uid, historic_uid = excluded.historic_uid, epoch = excluded.epoch, updated_at = now()
       where mail_cursors.epoch <= excluded.epoch`,
    [inboxId, folder, cursor.uidValidity, cursor.uid, cursor.since, cursor.sinceUid, cursor.historicUid, lease.epoch],
  );
}

type CursorRow = { uidvalidity: string | null; uid: string; since: Date | null; sinceUid: string; historicUid: string };

function asCursor(row: CursorRow): MailCursor {
  return {
    uidValidity: BigInt(row.uidvalidity ?? 0),
    uid: Number(row.uid),
    since: row.since,
    sinceUid: Number(row.sinceUid),
    historicUid: Number(row.historicUid),
  };
}
