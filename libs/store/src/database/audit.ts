import type { Sql } from './sql.js';

export type AuditEntry = {
  /** An agent's id, `bootstrap`, `cli` or `customer`. */
  readonly actor: string;
  /** e.g. `agent.change`. */
  readonly action: string;
  /** The id of what was changed. */
  readonly subject: string;
  readonly before?: unknown;
  readonly after?: unknown;
};

/** Notes who changed what, in the transaction of the change (table `audit`, written here alone). Never given a secret. */
export async function audit(sql: Sql, { actor, action, subject, before, after }: AuditEntry): Promise<void> {
  await sql.query(`insert into audit (actor, action, subject, before, after) values ($1, $2, $3, $4::jsonb, $5::jsonb)`, [
    actor,
    action,
    subject,
    before === undefined ? null : JSON.stringify(before),
    after === undefined ? null : JSON.stringify(after),
  ]);
}
