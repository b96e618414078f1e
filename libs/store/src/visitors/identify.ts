import { randomUUIDv7 as newId } from 'node:crypto';
import { VisitorChanged } from '@app/contracts';
import { audit } from '../database/audit.js';
import { hashToken, makeToken } from '../database/random-token.js';
import { one, type Sql } from '../database/sql.js';
import type { Store, Tx } from '../database/store.js';
import { joinByProof } from '../intake/contact-joins.js';
import { findContacts, nameContact } from '../intake/contacts.js';
import { joinChats } from './join-chats.js';
import type { Visitor } from './visitors.js';
import { type BrowserOf, whatFollows } from './what-follows.js';

/** Whom a site has named, as it was verified. */
export type NamedVisitor = {
  /** The site's own id of its user. */
  readonly subject: string;
  readonly name: string | null;
  /** Only where the site says that it is the user's. */
  readonly email: string | null;
};

export type Identifying = {
  readonly inboxId: string;
  /** Whom the browser was until now, and by which token; null: it knows no visitor. */
  readonly browser: { readonly visitorId: string; readonly token: string } | null;
  readonly named: NamedVisitor;
  readonly locale: string | null;
  /** What a visitor without a name is called: first as it is said in their language, then in all others. */
  readonly namesOf: (visitorId: string) => readonly [string, ...string[]];
};

/** Who the browser is from now on. `token`: what it keeps; the one before is good for nothing any more where it is another. */
export type Identified = { readonly visitor: Visitor; readonly token: string };

/**
 * A site has named its user: one user of an inbox is one visitor, whatever browsers they use. Written here: `visitors.subject`, `name`,
 * `email`, `merged_into`.
 *
 * Who was anonymous until now is that user: with all that they said, in place, or as part of the history of the visitor who was named so before.
 * Who was another user is left as they are; the browser turns to the one who is named now. A token that was given before the proof is good for
 * nothing after it: somebody else may have seen it. The contact follows the proof (`contact-joins.ts`).
 *
 * Whoever names the same user waits here: two at once make one visitor. Locks: the user, visitors, identities, conversations, tickets. Can be
 * done again. Called by webchat.
 */
export function identifyVisitor(store: Store, asked: Identifying): Promise<Identified> {
  return store.transaction((tx) => identify(tx, asked));
}

async function identify(tx: Tx, asked: Identifying): Promise<Identified> {
  const { inboxId, named, browser } = asked;
  // As whoever proves in Telegram to be this user: before anything else.
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('site-identity ' || $1, 0))`, [named.subject]);
  const owner = await ownerOf(tx, inboxId, named.subject);
  const present = await lockVisitors(tx, browser?.visitorId ?? null, owner);
  const step = whatFollows(present, named.subject, owner);
  if (step.kind === 'stay') return { visitor: await describe(tx, step.visitor, named), token: browser?.token ?? '' };
  const visitorId = step.kind === 'begin' ? await insertVisitor(tx, asked) : step.visitor;
  if (step.kind === 'claim') await tx.query(`update visitors set subject = $2 where id = $1`, [visitorId, named.subject]);
  if (step.kind === 'claim' || step.kind === 'begin') await proveContact(tx, visitorId, asked);
  if (step.kind === 'merge') await merge(tx, step.from, visitorId, asked);
  const ended = await endTokens(tx, step.kind === 'claim' ? visitorId : step.kind === 'merge' ? step.from : null, browser?.token ?? null);
  const token = makeToken('otv_');
  await tx.query(`insert into visitor_tokens (token_hash, visitor_id) values ($1, $2)`, [hashToken(token), visitorId]);
  await audit(tx, {
    actor: 'customer',
    action: 'visitor.identify',
    subject: visitorId,
    before: { visitor: browser?.visitorId ?? null },
    after: { visitor: visitorId, site: named.subject, how: step.kind },
  });
  tx.outbox.add(VisitorChanged, { inboxId, visitorId, formerId: browser?.visitorId ?? visitorId, ended });
  return { visitor: await describe(tx, visitorId, named), token };
}

async function ownerOf(sql: Sql, inboxId: string, subject: string): Promise<string | null> {
  const [row] = await sql.query<{ id: string }>(`select id from visitors where inbox_id = $1 and subject = $2`, [inboxId, subject]);
  return row?.id ?? null;
}

/** @returns whom the browser was */
async function lockVisitors(tx: Tx, browser: string | null, owner: string | null): Promise<BrowserOf | null> {
  const rows = await tx.query<BrowserOf>(
    `select id, subject, merged_into as "mergedInto" from visitors where id = any($1) order by id for no key update`,
    [[browser, owner].filter((id) => id !== null)],
  );
  return rows.find((row) => row.id === browser) ?? null;
}

async function insertVisitor(tx: Tx, { inboxId, named, locale }: Identifying): Promise<string> {
  const id = newId();
  await tx.query(`insert into visitors (id, inbox_id, subject, locale) values ($1, $2, $3, $4)`, [id, inboxId, named.subject, locale]);
  return id;
}

/** As the site says it now; what it does not say stays as it was. */
async function describe(tx: Tx, id: string, { name, email }: NamedVisitor): Promise<Visitor> {
  const rows = await tx.query<Visitor>(
    `update visitors set name = coalesce($2, name), email = coalesce($3, email), last_seen_at = now() where id = $1
     returning id, inbox_id as "inboxId", locale`,
    [id, name, email],
  );
  return one(rows);
}

/** The visitor is the contact whom the site's user is elsewhere; or else it is theirs from now on. */
async function proveContact(tx: Tx, visitorId: string, asked: Identifying): Promise<void> {
  const { named } = asked;
  await lockIdentities(tx, [visitorId], named.subject);
  await contactsOf(tx, [visitorId], asked);
  await joinByProof(tx, { channel: 'webchat', address: visitorId }, { how: 'site-identity', userId: named.subject, isRepeated: false });
  await callByName(tx, visitorId, [visitorId], asked);
}

async function merge(tx: Tx, from: string, into: string, asked: Identifying): Promise<void> {
  const { inboxId, named } = asked;
  await lockIdentities(tx, [from, into], named.subject);
  const contacts = await contactsOf(tx, [from, into], asked);
  const chats = { from: { key: from, contactId: contacts(from) }, into: { key: into, contactId: contacts(into) } };
  await joinChats(tx, inboxId, chats, () =>
    joinByProof(
      tx,
      { channel: 'webchat', address: from },
      { how: 'site-identity', userId: named.subject, isRepeated: false },
      contacts(into),
    ),
  );
  await tx.query(`update visitors set merged_into = $2 where id = $1`, [from, into]);
  await callByName(tx, into, [from, into], asked);
}

/** All that are touched and exist, in their order, before any is made. */
async function lockIdentities(tx: Tx, visitors: readonly string[], subject: string): Promise<void> {
  await tx.query(
    `select from identities where (channel = 'webchat' and address = any($1)) or (channel = 'site' and address = $2)
     order by id for no key update`,
    [visitors, subject],
  );
}

async function contactsOf(tx: Tx, visitors: readonly string[], { locale, namesOf }: Identifying): Promise<(visitorId: string) => string> {
  const language = locale?.slice(0, 2) ?? null;
  const contactOf = await findContacts(
    tx,
    visitors.map((address) => ({
      channel: 'webchat' as const,
      sender: { address, name: namesOf(address)[0], language, proved: 'visitor-token' },
    })),
  );
  return (visitorId) => contactOf('webchat', visitorId);
}

async function callByName(tx: Tx, visitorId: string, before: readonly string[], { named, namesOf }: Identifying): Promise<void> {
  if (named.name === null) return;
  const rows = await tx.query<{ id: string }>(`select contact_id as id from identities where channel = 'webchat' and address = $1`, [
    visitorId,
  ]);
  await nameContact(tx, one(rows).id, named.name, before.flatMap(namesOf));
}

/** Of a visitor, all; and the one that the browser had. */
async function endTokens(tx: Tx, visitorId: string | null, token: string | null): Promise<string[]> {
  const rows = await tx.query<{ hash: string }>(
    `delete from visitor_tokens where visitor_id = $1 or token_hash = $2 returning encode(token_hash, 'hex') as hash`,
    [visitorId, token === null ? null : hashToken(token)],
  );
  return rows.map(({ hash }) => hash);
}

/** What is told of a token where the token itself must not be: its hash, hex. */
export function tokenMark(token: string): string {
  return hashToken(token).toString('hex');
}

/** Whom the site has named; null: nobody. */
export async function readNamed(
  sql: Sql,
  visitorId: string,
): Promise<{ readonly name: string | null; readonly email: string | null } | null> {
  const [row] = await sql.query<{ name: string | null; email: string | null }>(
    `select name, email from visitors where id = $1 and subject is not null`,
    [visitorId],
  );
  return row ?? null;
}

/** Whether this one turned out to be that visitor: what was sent as them is that visitor's. */
export async function isMergedInto(sql: Sql, visitorId: string, into: string): Promise<boolean> {
  return (await sql.query(`select from visitors where id = $1 and merged_into = $2`, [visitorId, into])).length > 0;
}

/** A browser forgets its visitor: its token is good for nothing any more; the visitor's other browsers keep theirs. Called by webchat. */
export async function forgetToken(store: Store, { id, inboxId }: Visitor, token: string): Promise<void> {
  await store.transaction(async (tx) => {
    const ended = await endTokens(tx, null, token);
    if (ended.length > 0) tx.outbox.add(VisitorChanged, { inboxId, visitorId: id, formerId: id, ended });
  });
}
