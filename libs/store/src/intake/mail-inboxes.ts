import type { Sql } from '../database/sql.js';

/** Our own mailboxes, as what comes in is judged by them. */
export type MailInboxes = {
  /** Whether it is the address of one of our inboxes, with or without a plus part. */
  isOurs(address: string): boolean;
  /** Other inboxes of ours that these addresses name. */
  othersNamed(inboxId: string, addresses: readonly string[]): readonly string[];
  /** What becomes of a stranger's mail that carries our token: part of the conversation, or a ticket of its own. */
  strangersWithToken(inboxId: string): 'join' | 'own-ticket';
  readonly ids: readonly string[];
};

type Row = { readonly id: string; readonly address: string | null; readonly strangers: string | null };

/** Reads the addresses of all mail inboxes, those that are switched off too: they were ours and never are a customer's. */
export async function readMailInboxes(sql: Sql): Promise<MailInboxes> {
  const rows = await sql.query<Row>(
    `select id, settings ->> 'address' as address, settings ->> 'strangersWithToken' as strangers from inboxes where channel = 'email'`,
  );
  const byAddress = new Map(rows.flatMap((row) => (row.address === null ? [] : [[withoutPlus(row.address), row.id]])));
  const strangers = new Map(rows.map((row) => [row.id, row.strangers === 'own-ticket' ? ('own-ticket' as const) : ('join' as const)]));
  return {
    isOurs: (address) => byAddress.has(withoutPlus(address)),
    othersNamed: (inboxId, addresses) => [
      ...new Set(addresses.flatMap((address) => byAddress.get(withoutPlus(address)) ?? []).filter((id) => id !== inboxId)),
    ],
    strangersWithToken: (inboxId) => strangers.get(inboxId) ?? 'join',
    ids: rows.map((row) => row.id),
  };
}

function withoutPlus(address: string): string {
  return address.toLowerCase().replace(/\+[^@]*(?=@)/, '');
}
