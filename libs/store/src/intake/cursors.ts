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
  /** Mails up to this UID have had their mark or their move on the server, or need none. */
  readonly settledUid: number;
};

/** What is known of a folder before it is opened. */
export type KnownFolder = {
  /** Null before the first connection. */
  readonly cursor: MailCursor | null;
  readonly inboxSince: Date;
  /** When the inbox's INBOX was last looked at; null if never. */
  readonly lookedAt: Date | null;
};

/** Where reading a folder stands (table `mail_cursors`, written here alone). Called by email. */
export async function mailCursor(sql: Sql, inboxId: string, folder: string): Promise<KnownFolder> {
  const [row] = await sql.query<CursorRow & { inboxSince: Date; lookedAt: Date | null }>(
    `select i.created_at as "inboxSince", m.looked_at as "lookedAt",
       c.uidvalidity, c.uid, c.since, c.since_uid as "sinceUid", c.settled_uid as "settledUid"
     from inboxes i
     left join mail_cursors c on c.inbox_id = i.id and c.folder = $2
     left join mail_cursors m on m.inbox_id = i.id and m.folder = 'INBOX'
     where i.id = $1`,
    [inboxId, folder],
  );
  if (!row) throw new Error(`There is no inbox ${inboxId}.`);
  const { inboxSince, lookedAt } = row;
  return { cursor: row.uidvalidity === null ? null : asCursor(row), inboxSince, lookedAt };
}

/**
 * Moves only under a lease that nobody took over since.
 *
 * @param lookedAt when the folder was last looked at and all that was there was taken; null if not yet
 */
export async function moveMailCursor(
  sql: Sql,
  {
    inboxId,
    folder,
    cursor,
    lookedAt,
    lease,
  }: { inboxId: string; folder: string; cursor: MailCursor; lookedAt: Date | null; lease: Lease },
): Promise<void> {
  await sql.query(
    `insert into mail_cursors (inbox_id, folder, uidvalidity, uid, since, since_uid, settled_uid, epoch, looked_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     on conflict (inbox_id, folder) do update set uidvalidity = excluded.uidvalidity, uid = excluded.uid, since = excluded.since,
       since_uid = excluded.since_uid, settled_uid = excluded.settled_uid, epoch = excluded.epoch,
       looked_at = coalesce(excluded.looked_at, mail_cursors.looked_at), updated_at = now()
       where mail_cursors.epoch <= excluded.epoch`,
    [inboxId, folder, cursor.uidValidity, cursor.uid, cursor.since, cursor.sinceUid, cursor.settledUid, lease.epoch, lookedAt],
  );
}

type CursorRow = { uidvalidity: string | null; uid: string; since: Date | null; sinceUid: string; settledUid: string };

function asCursor(row: CursorRow): MailCursor {
  return {
    uidValidity: BigInt(row.uidvalidity ?? 0),
    uid: Number(row.uid),
    since: row.since,
    sinceUid: Number(row.sinceUid),
    settledUid: Number(row.settledUid),
  };
}
