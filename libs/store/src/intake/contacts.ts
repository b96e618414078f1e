import type { Channel } from '@app/contracts';
import { randomUUIDv7 as newId } from 'node:crypto';
import type { Sender } from './incoming.js';
import type { Tx } from '../database/store.js';

type Known = { readonly channel: Channel; readonly address: string; readonly contactId: string; readonly proved: boolean };

const keyOf = (channel: Channel, address: string): string => `${channel} ${address}`;

/** The contact of an address. */
export type ContactOf = (channel: Channel, address: string) => string;

/**
 * Finds the contact of each sender, or makes one (tables `contacts`, `identities`, written here alone). Locks the identities.
 *
 * An unproved sender shares the contact of that address: agents see that it is unproved. Contacts are never merged by name. Mails whose
 * author is not known share one contact, and so it has no name.
 *
 * Called by the normalizer.
 *
 * @returns contact ids by `channel address`
 */
export async function findContacts(tx: Tx, senders: readonly { channel: Channel; sender: Sender }[]): Promise<ContactOf> {
  const wanted = new Map(senders.map((one) => [keyOf(one.channel, one.sender.address), one]));
  const found = indexed(await lockIdentities(tx, [...wanted.values()]));
  const missing = [...wanted].filter(([key]) => !found.has(key)).map(([, one]) => one);
  for (const [key, contactId] of indexed(await insertContacts(tx, missing))) found.set(key, contactId);
  // One that another transaction made meanwhile is found in this second look.
  const late = missing.filter((one) => !found.has(keyOf(one.channel, one.sender.address)));
  if (late.length > 0) for (const [key, contactId] of indexed(await lockIdentities(tx, late))) found.set(key, contactId);
  return (channel, address) => {
    const contactId = found.get(keyOf(channel, address));
    if (contactId === undefined) throw new Error('A sender has no contact after it was made.');
    return contactId;
  };
}

function lockIdentities(tx: Tx, senders: readonly { channel: Channel; sender: Sender }[]): Promise<Known[]> {
  return tx.query<Known>(
    `select i.channel, i.address, i.contact_id as "contactId", i.proved_at is not null as proved
     from identities i join unnest($1::text[], $2::text[]) as w(channel, address) on i.channel = w.channel and i.address = w.address
     order by i.id for no key update of i`,
    [senders.map(({ channel }) => channel), senders.map(({ sender }) => sender.address)],
  );
}

/** A proved identity goes before an unproved one of the same address. */
function indexed(rows: readonly Known[]): Map<string, string> {
  const sorted = [...rows].sort((a, b) => Number(a.proved) - Number(b.proved));
  return new Map(sorted.map((row) => [keyOf(row.channel, row.address), row.contactId]));
}

/** @returns those that were made; the others another transaction made first */
async function insertContacts(tx: Tx, missing: readonly { channel: Channel; sender: Sender }[]): Promise<Known[]> {
  if (missing.length === 0) return [];
  const rows = [...missing].sort((a, b) => (keyOf(a.channel, a.sender.address) < keyOf(b.channel, b.sender.address) ? -1 : 1));
  const contactIds = rows.map(() => newId());
  await tx.query(`insert into contacts (id, name, language) select * from unnest($1::uuid[], $2::text[], $3::text[])`, [
    contactIds,
    rows.map(({ sender }) => (sender.address === '' ? '' : sender.name || sender.address)),
    rows.map(({ sender }) => sender.language),
  ]);
  const made = await tx.query<Known>(
    `insert into identities (id, contact_id, channel, address, proved_at, how)
     select i.id, i.contact_id, i.channel, i.address, case when i.how is not null then now() end, i.how
     from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[]) as i(id, contact_id, channel, address, how)
     order by i.channel, i.address
     on conflict do nothing
     returning channel, address, contact_id as "contactId", proved_at is not null as proved`,
    [
      rows.map(() => newId()),
      contactIds,
      rows.map(({ channel }) => channel),
      rows.map(({ sender }) => sender.address),
      rows.map(({ sender }) => sender.proved),
    ],
  );
  const kept = new Set(made.map((row) => row.contactId));
  const orphans = contactIds.filter((id) => !kept.has(id));
  if (orphans.length > 0) await tx.query(`delete from contacts where id = any($1)`, [orphans]);
  return made;
}

/** What agents set of a contact. Called by desk. */
export async function changeContact(
  tx: Tx,
  id: string,
  patch: { readonly name?: string | undefined; readonly language?: string | null | undefined },
): Promise<void> {
  await tx.query(`update contacts set name = coalesce($2, name), language = case when $3 then $4 else language end where id = $1`, [
    id,
    patch.name ?? null,
    patch.language !== undefined,
    patch.language ?? null,
  ]);
}

/** A contact that has no name but one of those that we gave is called as the site calls it. Called by webchat. */
export async function nameContact(tx: Tx, id: string, name: string, instead: readonly string[]): Promise<void> {
  await tx.query(`update contacts set name = $2 where id = $1 and name = any($3)`, [id, name, instead]);
}
