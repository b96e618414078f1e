import { domainToASCII } from 'node:url';
import type { Sql } from '../database/sql.js';

/** Whether an address is one of ours. Plus addresses of ours are: an answer comes back through them. */
export type IsOurs = (address: string) => boolean;

/** Reads the addresses of all mail inboxes, those that are switched off too: mail to them would come back, or wait for nobody. */
export async function readOwnAddresses(sql: Sql): Promise<IsOurs> {
  const rows = await sql.query<{ address: string }>(
    `select settings ->> 'address' as address from inboxes where channel = 'email' and settings ->> 'address' <> ''`,
  );
  return isAmong(rows.map(({ address }) => address));
}

/** Letters compare without case: no server of ours tells them apart. */
export function isAmong(own: readonly string[]): IsOurs {
  const known = new Set(own.map(comparable));
  return (address) => {
    const written = comparable(address);
    return known.has(written) || known.has(written.replace(/\+[^@]*(?=@)/, ''));
  };
}

function comparable(address: string): string {
  const at = address.lastIndexOf('@');
  const domain = address.slice(at + 1);
  return `${address.slice(0, at)}@${domainToASCII(domain) || domain}`.toLowerCase();
}
