import { DeskError } from '@app/domain';
import type { Sql } from '../database/sql.js';
import type { Store } from '../database/store.js';

const MOST = 5;
const WINDOW_MINUTES = 15;

/**
 * Counts a log-in as failed before its password is looked at, so that of many at once no more than five are evaluated
 * (table `failed_logins`, written here alone).
 *
 * @param email in lower case, of an account or not: both are counted alike
 * @throws DeskError forbidden/too-many-attempts
 */
export async function admitLogin(store: Store, email: string): Promise<void> {
  const oldest = await store.transaction(async (tx) => {
    await tx.query(`select pg_advisory_xact_lock(1869900908, hashtext($1))`, [email]);
    await tx.query(`delete from failed_logins where at < now() - $1 * interval '1 minute'`, [WINDOW_MINUTES]);
    const [failed] = await tx.query<{ count: number; oldest: Date }>(
      `select count(*)::int as count, min(at) as oldest from failed_logins where email = $1`,
      [email],
    );
    if (failed && failed.count >= MOST) return failed.oldest;
    await tx.query(`insert into failed_logins (email) values ($1)`, [email]);
    return null;
  });
  if (oldest === null) return;
  const retryAfterSeconds = Math.max(1, Math.ceil((oldest.getTime() + WINDOW_MINUTES * 60_000 - Date.now()) / 1_000));
  throw new DeskError(
    'forbidden',
    'too-many-attempts',
    `Too many log-ins have failed: try again in ${Math.ceil(retryAfterSeconds / 60)} min.`,
    {
      params: { retryAfterSeconds, minutes: Math.ceil(retryAfterSeconds / 60) },
    },
  );
}

/** The log-in succeeded: its account starts anew. */
export async function forgetFailedLogins(sql: Sql, email: string): Promise<void> {
  await sql.query(`delete from failed_logins where email = $1`, [email]);
}
