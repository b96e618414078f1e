import type { Sql } from '../database/sql.js';

/**
 * Addresses that get no automatic mail (table `undeliverable_addresses`, written here alone).
 *
 * `bounce`: mail to it came back for good; forgotten when somebody shows that mail arrives there, or an agent's answer is taken again.
 * `complaint`: its reader called a mail of ours spam; stays.
 */
export type UndeliverableCause = 'bounce' | 'complaint';

/** @returns those of the addresses (in lower case) that must get no automatic mail; agents may write to them */
export async function undeliverable(sql: Sql, addresses: readonly string[]): Promise<ReadonlySet<string>> {
  if (addresses.length === 0) return new Set();
  const rows = await sql.query<{ address: string }>(`select address from undeliverable_addresses where address = any($1)`, [addresses]);
  return new Set(rows.map((row) => row.address));
}

/** Called where a report comes back (normalizer) or a server refuses an address for good (the sending app). */
export async function noteUndeliverable(sql: Sql, addresses: readonly string[], cause: UndeliverableCause): Promise<void> {
  const unique = [...new Set(addresses)].filter((address) => address.includes('@')).sort();
  if (unique.length === 0) return;
  await sql.query(
    `insert into undeliverable_addresses as u (address, cause) select a, $2 from unnest($1::text[]) as a
     on conflict (address) do update set cause = excluded.cause, at = now() where u.cause <> 'complaint'`,
    [unique, cause],
  );
}

/** Somebody writes from an address: proved, or with a token of ours, which only who got a mail of ours has. */
export type Writer = { readonly address: string; readonly token: string | null };

/** Mail arrives there after all. A token that no mail of ours has says nothing. */
export async function forgetBounces(sql: Sql, writers: readonly Writer[]): Promise<void> {
  if (writers.length === 0) return;
  await sql.query(
    `delete from undeliverable_addresses u using unnest($1::text[], $2::text[]) as w(address, token)
     where u.address = w.address and u.cause = 'bounce'
       and (w.token is null or exists (select from messages m where m.reply_token = w.token))`,
    [writers.map((one) => one.address), writers.map((one) => one.token)],
  );
}

/** How a delivery stands now. */
export type Ended = {
  readonly recipient: string;
  /** Of the message. */
  readonly kind: string;
  readonly state: string;
  /** Of the reason; null: none. */
  readonly code: string | null;
  /** Mail to the recipient came back before. */
  readonly hasBounced: boolean;
};

/** Nothing automatic goes to an address that its server refuses for good; an agent's answer that is taken there shows that it is alive. */
export async function noteHowItEnded(sql: Sql, ended: readonly Ended[]): Promise<void> {
  const dead = ended.filter(({ state, code }) => state === 'failed' && DEAD.has(code ?? ''));
  const alive = ended.filter(({ state, kind, hasBounced }) => hasBounced && kind === 'reply' && ARRIVES.has(state));
  await noteUndeliverable(
    sql,
    dead.map((one) => one.recipient),
    'bounce',
  );
  await forgetBounces(
    sql,
    alive.map((one) => ({ address: one.recipient, token: null })),
  );
}

const DEAD: ReadonlySet<string> = new Set(['refused-recipient-unknown', 'refused-mailbox-off', 'refused-domain-unknown']);
const ARRIVES: ReadonlySet<string> = new Set(['accepted', 'delivered', 'read']);
