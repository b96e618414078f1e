import { randomUUIDv7 as newId } from 'node:crypto';
import { audit } from '../database/audit.js';
import { one, type Sql } from '../database/sql.js';
import type { Tx } from '../database/store.js';
import { type Belongings, chatsOf, contactBelongings, moveBelongings } from './contact-belongings.js';
import type { Proof } from './start-proofs.js';

/** Who came to be known as whom. */
type Join = {
  readonly from: string;
  readonly into: string;
  readonly how: Proof['how'];
  readonly movedIdentity: string | null;
  readonly addedIdentity: string | null;
  readonly moved: Belongings;
};

/** What is proved to be somebody's: a Telegram user id, or a visitor of a web chat. */
export type Account = { readonly channel: 'telegram' | 'webchat'; readonly address: string };

type Identity = { readonly id: string; readonly channel: string; readonly address: string; readonly contactId: string };

/**
 * What follows from a proof: the account belongs to the contact that it proved to be, with its chats and their tickets. Where a site
 * names a user whom nobody knows yet, the contact gets that identity. Contacts come together by this alone: never by name, phone or what is
 * not signed (`threat:A20`). It can be given back (`split-contact.ts`), and stands in the audit.
 *
 * The latest proof holds: an account that was somebody else's before is that no longer, and only its own chats go along.
 *
 * Locks identities, conversations and tickets. Called by the normalizer and by webchat; the account must have its contact already.
 *
 * @param known whose the site's user is where no contact is known by that identity (default: nobody's yet)
 */
export async function joinByProof(
  tx: Tx,
  account: Account,
  proof: Proof,
  known: string | null = null,
): Promise<{ readonly isProved: boolean }> {
  const { own, site } = await lockIdentities(tx, account, proof);
  const target = await targetOf(tx, proof, { own, site, known });
  // Nothing follows from what was used before: it may have been given back since.
  if (proof.isRepeated) return { isProved: target === own.contactId };
  const into = target ?? (await contactFor(tx, own));
  const isNew = proof.how === 'site-identity' && site === null && known === null;
  const added = isNew ? await addSiteIdentity(tx, into, proof.userId) : null;
  if (into === own.contactId && added === null) return { isProved: true };
  const isMoved = into !== own.contactId;
  const moved = isMoved ? await moveAccount(tx, own, into) : { conversations: [], tickets: [] };
  const movedIdentity = isMoved ? own.id : null;
  await noteJoin(tx, { from: own.contactId, into, how: proof.how, movedIdentity, addedIdentity: added, moved });
  return { isProved: true };
}

/** In id order, all at once. Nobody else adds the site's identity meanwhile: whoever takes a proof of a site's user holds that user. */
async function lockIdentities(tx: Tx, { channel, address }: Account, proof: Proof): Promise<{ own: Identity; site: Identity | null }> {
  const userId = proof.how === 'site-identity' ? proof.userId : null;
  const linked = proof.how === 'telegram-link' ? proof.contactId : null;
  const rows = await tx.query<Identity>(
    `select id, channel, address, contact_id as "contactId" from identities
     where (channel = $4 and address = $1 and proved_at is not null) or (channel = 'site' and address = $2) or contact_id = $3
     order by id for no key update`,
    [address, userId, linked, channel],
  );
  return {
    own: one(rows.filter((row) => row.channel === channel && row.address === address)),
    site: rows.find((row) => row.channel === 'site' && row.address === userId) ?? null,
  };
}

/** The contact that is proved; null: the site's user is nobody's yet. */
async function targetOf(
  sql: Sql,
  proof: Proof,
  { own, site, known }: { readonly own: Identity; readonly site: Identity | null; readonly known: string | null },
): Promise<string | null> {
  if (proof.how === 'telegram-link') return currentContact(sql, proof.contactId);
  if (site !== null) return site.contactId;
  if (known !== null) return known;
  const others = await sql.query(`select from identities where contact_id = $1 and channel = 'site'`, [own.contactId]);
  return others.length === 0 && !proof.isRepeated ? own.contactId : null;
}

/** A contact that came to another is that one. */
export async function currentContact(sql: Sql, id: string): Promise<string> {
  const rows = await sql.query<{ id: string }>(
    `with recursive joined (id, merged_into, depth) as (
       select id, merged_into, 0 from contacts where id = $1
       union all
       select c.id, c.merged_into, j.depth + 1 from joined j join contacts c on c.id = j.merged_into where j.depth < 100
     ) select id from joined order by depth desc limit 1`,
    [id],
  );
  return one(rows).id;
}

/** For a site's user whom nobody knows, while the account was another user's: somebody else, by the account's name. */
async function contactFor(tx: Tx, own: Identity): Promise<string> {
  const rows = await tx.query<{ id: string }>(
    `insert into contacts (id, name, language) select $1, name, language from contacts where id = $2 returning id`,
    [newId(), own.contactId],
  );
  return one(rows).id;
}

async function addSiteIdentity(tx: Tx, contactId: string, userId: string): Promise<string> {
  const rows = await tx.query<{ id: string }>(
    `insert into identities (id, contact_id, channel, address, proved_at, how) values ($1, $2, 'site', $3, now(), 'site-identity') returning id`,
    [newId(), contactId, userId],
  );
  return one(rows).id;
}

async function moveAccount(tx: Tx, own: Identity, into: string): Promise<Belongings> {
  const others = await tx.query(`select from identities where contact_id = $1 and id <> $2`, [own.contactId, own.id]);
  const isAll = others.length === 0;
  const moved = isAll ? await contactBelongings(tx, own.contactId) : await chatsOf(tx, own.contactId, own);
  await tx.query(`update identities set contact_id = $2 where id = $1`, [own.id, into]);
  await moveBelongings(tx, moved, { from: own.contactId, into, code: 'contact-proved' });
  if (isAll) await tx.query(`update contacts set merged_into = $2 where id = $1`, [own.contactId, into]);
  return moved;
}

async function noteJoin(tx: Tx, { from, into, how, movedIdentity, addedIdentity, moved }: Join): Promise<void> {
  await tx.query(
    `insert into contact_joins (id, from_contact, into_contact, how, moved_identity, added_identity, conversations, tickets)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [newId(), from, into, how, movedIdentity, addedIdentity, moved.conversations, moved.tickets],
  );
  const before = { contact: from, identity: movedIdentity, ...moved };
  await audit(tx, { actor: 'customer', action: 'contact.join', subject: into, before, after: { contact: into, how, addedIdentity } });
}
