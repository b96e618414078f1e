import type { StartPayload } from '@app/domain';
import { audit } from '../database/audit.js';
import { hashToken } from '../database/random-token.js';
import type { Sql } from '../database/sql.js';
import type { Tx } from '../database/store.js';
import { isSigned, type SiteKeys } from '../inboxes/site-key.js';
import type { IncomingCommand } from './incoming.js';

/** Who somebody proved to be. `isRepeated`: they used it before, and nothing is to follow from it once more. */
export type Proof = { readonly isRepeated: boolean } & (
  | { readonly how: 'telegram-link'; readonly contactId: string }
  | { readonly how: 'site-identity'; readonly userId: string }
);

/** Why what looked like a proof is none. */
export type NoProof =
  | 'payload-malformed'
  | 'chat-not-private'
  | 'link-unknown'
  | 'link-of-other-bot'
  | 'link-expired'
  | 'link-used'
  | 'site-key-missing'
  | 'signature-wrong'
  | 'signature-expired'
  | 'signature-too-long-lived'
  | 'signature-used';

/** A site signs links for a customer who is there now: one that is good for longer than a day is a mistake, ms. */
const LONGEST_MS = 24 * 60 * 60 * 1000;

/**
 * Takes a proof up, so that nobody else can (tables `telegram_links`, `used_signatures`, written here): of two who come with the same at once
 * the second waits here and is refused. What is none is noted in the audit, and nobody is told.
 *
 * Called first of all by whoever takes commands in: before identities, conversations and tickets are locked.
 */
export async function takeProof(
  tx: Tx,
  command: IncomingCommand,
  payload: Extract<StartPayload, { kind: 'link' | 'site' }> | null,
  siteKeys: SiteKeys,
): Promise<Proof | null> {
  const taken = await check(tx, command, payload, siteKeys);
  if (typeof taken !== 'string') return taken;
  const { inboxId, sender } = command;
  await audit(tx, {
    actor: 'customer',
    action: 'contact.proof-refused',
    subject: inboxId,
    after: { telegram: sender.address, reason: taken },
  });
  return null;
}

function check(
  tx: Tx,
  command: IncomingCommand,
  payload: Extract<StartPayload, { kind: 'link' | 'site' }> | null,
  siteKeys: SiteKeys,
): Promise<Proof | NoProof> | NoProof {
  if (payload === null) return 'payload-malformed';
  if (!isOwnChat(command)) return 'chat-not-private';
  return payload.kind === 'link' ? takeLink(tx, command, payload.token) : takeSignature(tx, command, payload, siteKeys);
}

/** Whoever writes is alone with the bot (`threat:A16`): in a group everybody could press what one was sent. */
function isOwnChat({ about, externalKey, sender }: IncomingCommand): boolean {
  return about.kind === 'private' && !about.business && externalKey.startsWith(`0:${sender.address}:`);
}

async function takeLink(tx: Tx, { inboxId, sender }: IncomingCommand, token: string): Promise<Proof | NoProof> {
  const [link] = await tx.query<{ inboxId: string; contactId: string; isExpired: boolean; usedBy: string | null }>(
    `select inbox_id as "inboxId", contact_id as "contactId", expires_at <= now() as "isExpired", used_by as "usedBy"
     from telegram_links where token_hash = $1 for update`,
    [hashToken(token)],
  );
  if (!link) return 'link-unknown';
  if (link.inboxId !== inboxId) return 'link-of-other-bot';
  const proof = { how: 'telegram-link', contactId: link.contactId } as const;
  if (link.usedBy !== null) return link.usedBy === sender.address ? { ...proof, isRepeated: true } : 'link-used';
  if (link.isExpired) return 'link-expired';
  await tx.query(`update telegram_links set used_by = $2, used_at = now() where token_hash = $1`, [hashToken(token), sender.address]);
  return { ...proof, isRepeated: false };
}

async function takeSignature(
  tx: Tx,
  { inboxId, sender }: IncomingCommand,
  payload: Extract<StartPayload, { kind: 'site' }>,
  siteKeys: SiteKeys,
): Promise<Proof | NoProof> {
  const key = await siteKeys(tx, inboxId);
  if (key === null) return 'site-key-missing';
  if (!isSigned(key, payload)) return 'signature-wrong';
  const leftMs = payload.expiresAt.getTime() - Date.now();
  if (leftMs <= 0) return 'signature-expired';
  if (leftMs > LONGEST_MS) return 'signature-too-long-lived';
  const { signature, userId, expiresAt } = payload;
  // Two accounts that prove to be one user, by two signatures: the second finds what the first has made of it.
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('site-identity ' || $1, 0))`, [userId]);
  const isFirst = await noteSignature(tx, { inboxId, signature, usedBy: sender.address, expiresAt });
  if (isFirst) return { how: 'site-identity', userId, isRepeated: false };
  const [before] = await tx.query<{ usedBy: string }>(
    `select used_by as "usedBy" from used_signatures where inbox_id = $1 and signature = $2`,
    [inboxId, signature],
  );
  return before?.usedBy === sender.address ? { how: 'site-identity', userId, isRepeated: true } : 'signature-used';
}

async function noteSignature(
  sql: Sql,
  { inboxId, signature, usedBy, expiresAt }: { inboxId: string; signature: string; usedBy: string; expiresAt: Date },
): Promise<boolean> {
  const rows = await sql.query(
    `insert into used_signatures (inbox_id, signature, used_by, expires_at) values ($1, $2, $3, $4) on conflict do nothing returning signature`,
    [inboxId, signature, usedBy, expiresAt],
  );
  return rows.length > 0;
}
