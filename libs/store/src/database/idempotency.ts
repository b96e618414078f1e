import { DeskError } from '@app/domain';
import type { Sql } from './sql.js';
import type { Store, Tx } from './store.js';

/** Who asks for what under which key; null where the caller gave none. */
export type IdempotencyKey = { readonly caller: string; readonly key: string; readonly bodyHash: Buffer };

/**
 * Does something once for each key: the key, the work and the answer are one transaction (table `idempotency_keys`, written here
 * alone). A second call waits for the first and gets its answer; keys are forgotten after 24 h.
 *
 * @throws DeskError conflict/idempotency-key-reused when the key was used for something else
 */
export function once<Answer>(store: Store, key: IdempotencyKey | null, work: (tx: Tx) => Promise<Answer>): Promise<Answer> {
  if (key === null) return store.transaction(work);
  return store.transaction(async (tx) => {
    const earlier = await claim<Answer>(tx, key);
    if (earlier !== null) return earlier;
    const answer = await work(tx);
    await tx.query(`update idempotency_keys set answer = $3::jsonb where caller = $1 and key = $2`, [
      key.caller,
      key.key,
      JSON.stringify({ body: answer }),
    ]);
    return answer;
  });
}

/** Waits while another transaction holds the key. */
async function claim<Answer>(tx: Tx, { caller, key, bodyHash }: IdempotencyKey): Promise<Answer | null> {
  await tx.query(`delete from idempotency_keys where caller = $1 and key = $2 and at < now() - interval '24 hours'`, [caller, key]);
  const claimed = await tx.query(
    `insert into idempotency_keys (caller, key, body_hash) values ($1, $2, $3) on conflict (caller, key) do nothing returning key`,
    [caller, key, bodyHash],
  );
  if (claimed.length > 0) return null;
  const [earlier] = await tx.query<{ same: boolean; answer: { body: Answer } | null }>(
    `select body_hash = $3 as same, answer from idempotency_keys where caller = $1 and key = $2`,
    [caller, key, bodyHash],
  );
  if (!earlier?.same) throw new DeskError('conflict', 'idempotency-key-reused', 'This Idempotency-Key was used for another request.');
  if (!earlier.answer) throw new Error('A committed idempotency key has no answer.');
  return earlier.answer.body;
}

export async function sweepIdempotencyKeys(sql: Sql): Promise<void> {
  await sql.query(`delete from idempotency_keys where at < now() - interval '24 hours'`);
}
