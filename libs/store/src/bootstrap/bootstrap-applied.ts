import type { Tx } from '../database/store.js';

/** What the file said of a subject when it was applied last; null when it never did (table `bootstrap_applied`, written here alone). */
export async function lastApplied<Value>(tx: Tx, subject: string): Promise<Value | null> {
  const [row] = await tx.query<{ value: Value }>(`select value from bootstrap_applied where subject = $1`, [subject]);
  return row?.value ?? null;
}

export async function noteApplied(tx: Tx, subject: string, value: object): Promise<void> {
  await tx.query(
    `insert into bootstrap_applied (subject, value) values ($1, $2::jsonb)
     on conflict (subject) do update set value = excluded.value, at = now() where bootstrap_applied.value <> excluded.value`,
    [subject, JSON.stringify(value)],
  );
}
