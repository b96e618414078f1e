import { InboxChanged } from '@app/contracts';
import type { Lease } from '../database/leases.js';
import type { Sql } from '../database/sql.js';
import type { Tx } from '../database/store.js';

/** The taking of a folder's history: mail that was there before the inbox was. */
export type MailImport = {
  readonly folder: string;
  /** What the server got since then; null: all of it. */
  readonly since: Date | null;
  /** Null until it has begun. */
  readonly uidValidity: bigint | null;
  /** The last UID that was taken or passed over. */
  readonly uid: number;
  /** Mails above are no history. */
  readonly uptoUid: number;
  /** About so many mails there are. */
  readonly total: number;
  readonly done: number;
};

/** Asks for a folder's history, unless it was asked for before: at a folder's first connection. Called by email. */
export async function wantFirstImport(sql: Sql, inboxId: string, folder: string, since: Date | null): Promise<void> {
  await sql.query(`insert into mail_imports (inbox_id, folder, since) values ($1, $2, $3) on conflict do nothing`, [
    inboxId,
    folder,
    since,
  ]);
}

/** Asks for the history of all folders of an inbox, from the beginning if it is under way. Called by desk. */
export async function requestImport(tx: Tx, inboxId: string, since: Date | null): Promise<void> {
  await tx.query(
    `insert into mail_imports (inbox_id, folder, since)
     select i.id, f.folder, $2 from inboxes i,
       lateral (select 'INBOX' as folder
         union select f ->> 'path' from jsonb_array_elements(coalesce(i.settings -> 'folders', '[]')) as f) as f
     where i.id = $1 and i.channel = 'email'
     on conflict (inbox_id, folder) do update set since = excluded.since, uidvalidity = null, uid = 0, upto_uid = 0, total = 0, done = 0,
       requested_at = now(), finished_at = null, version = mail_imports.version + 1`,
    [inboxId, since],
  );
  tx.outbox.add(InboxChanged, { inboxId });
}

/** What is still to be taken (table `mail_imports`, written here alone). Called by email. */
export async function pendingImports(sql: Sql, inboxId: string): Promise<(MailImport & { readonly version: number })[]> {
  const rows = await sql.query<ImportRow>(
    `select folder, since, uidvalidity, uid, upto_uid as "uptoUid", total, done, version from mail_imports
     where inbox_id = $1 and finished_at is null order by folder = 'INBOX' desc, folder`,
    [inboxId],
  );
  return rows.map((row) => ({
    folder: row.folder,
    since: row.since,
    uidValidity: row.uidvalidity === null ? null : BigInt(row.uidvalidity),
    uid: Number(row.uid),
    uptoUid: Number(row.uptoUid),
    total: row.total,
    done: row.done,
    version: row.version,
  }));
}

/**
 * Notes how far it is; only under a lease that nobody took over since, and not when it was asked for anew meanwhile.
 *
 * @returns whether this import is still the wanted one
 */
export async function moveImport(
  sql: Sql,
  inboxId: string,
  { folder, uidValidity, uid, uptoUid, total, done, version }: MailImport & { readonly version: number },
  { lease, finished }: { readonly lease: Lease; readonly finished: boolean },
): Promise<boolean> {
  const rows = await sql.query(
    `update mail_imports set uidvalidity = $3, uid = $4, upto_uid = $5, total = $6, done = $7, epoch = $8,
       finished_at = case when $9 then now() end
     where inbox_id = $1 and folder = $2 and version = $10 and epoch <= $8 returning folder`,
    [inboxId, folder, uidValidity, uid, uptoUid, total, done, lease.epoch, finished, version],
  );
  return rows.length > 0;
}

type ImportRow = {
  folder: string;
  since: Date | null;
  uidvalidity: string | null;
  uid: string;
  uptoUid: string;
  total: number;
  done: number;
  version: number;
};
