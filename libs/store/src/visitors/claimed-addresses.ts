import type { Sql } from '../database/sql.js';

/**
 * Notes an address that a visitor left (table `claimed_addresses`, written here alone): a claim, never an identity, and nothing is merged
 * by it. Mail to it carries this visitor's chat alone. The newest counts.
 *
 * @param address plain: `local@domain`
 */
export async function claimAddress(sql: Sql, visitorId: string, address: string): Promise<void> {
  await sql.query(
    `insert into claimed_addresses (visitor_id, address) values ($1, $2)
     on conflict (visitor_id, address) do update set claimed_at = now()`,
    [visitorId, address],
  );
}

/** Where a visitor is answered when they are away; null: nowhere. */
export async function addressOfVisitor(sql: Sql, visitorId: string): Promise<string | null> {
  const [row] = await sql.query<{ address: string | null }>(
    `select coalesce(v.email, ${claimOf('v.id')}) as address from visitors v where v.id = $1`,
    [visitorId],
  );
  return row?.address ?? null;
}

/**
 * SQL: the newest address that a visitor left, before or after it was known who they are; null: none.
 *
 * @param visitor SQL of its id
 */
export function claimOf(visitor: string): string {
  return `(select a.address from claimed_addresses a
    where a.visitor_id = ${visitor} or a.visitor_id in (select w.id from visitors w where w.merged_into = ${visitor})
    order by a.claimed_at desc limit 1)`;
}
