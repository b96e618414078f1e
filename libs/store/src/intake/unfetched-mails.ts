import type { Reason } from '@app/domain';
import type { Sql } from '../database/sql.js';

/** A mail that the server would not give. */
export type UnfetchedMail = {
  readonly folder: string;
  readonly uidValidity: bigint;
  readonly uid: number;
  readonly attempts: number;
  readonly reason: Reason;
  /** It is tried again then; what comes after it goes on meanwhile. */
  readonly nextTryAt: Date;
};

/** The mails of an inbox that could not be fetched (table `unfetched_mails`, written here alone). Called by email. */
export async function unfetchedMails(sql: Sql, inboxId: string): Promise<UnfetchedMail[]> {
  const rows = await sql.query<Omit<UnfetchedMail, 'uid' | 'uidValidity'> & { uid: string; uidValidity: string }>(
    `select folder, uidvalidity as "uidValidity", uid, attempts, reason, next_try_at as "nextTryAt" from unfetched_mails
     where inbox_id = $1 order by folder, uid`,
    [inboxId],
  );
  return rows.map((row) => ({ ...row, uid: Number(row.uid), uidValidity: BigInt(row.uidValidity) }));
}

export async function noteUnfetched(sql: Sql, inboxId: string, mail: UnfetchedMail): Promise<void> {
  await sql.query(
    `insert into unfetched_mails (inbox_id, folder, uidvalidity, uid, attempts, reason, next_try_at)
     values ($1, $2, $3, $4, $5, $6::jsonb, $7)
     on conflict (inbox_id, folder, uidvalidity, uid) do update set attempts = excluded.attempts, reason = excluded.reason,
       next_try_at = excluded.next_try_at`,
    [inboxId, mail.folder, mail.uidValidity, mail.uid, mail.attempts, JSON.stringify(mail.reason), mail.nextTryAt],
  );
}

/** They were fetched after all, or are gone. */
export async function forgetUnfetched(
  sql: Sql,
  inboxId: string,
  { folder, uidValidity, uid }: Pick<UnfetchedMail, 'folder' | 'uidValidity' | 'uid'>,
): Promise<void> {
  await sql.query(`delete from unfetched_mails where inbox_id = $1 and folder = $2 and uidvalidity = $3 and uid = $4`, [
    inboxId,
    folder,
    uidValidity,
    uid,
  ]);
}
