import { createHmac, timingSafeEqual } from 'node:crypto';
import type { TelegramSecrets } from '@app/contracts';
import type { Sql } from '../database/sql.js';

/** By what a bot knows that the organisation's own site says who a customer is. */
export type SiteKey = { readonly botId: string; readonly identityKey: string };

/** Opens the key of a bot's inbox; null where there is none. */
export type SiteKeys = (sql: Sql, inboxId: string) => Promise<SiteKey | null>;

export const NO_SITE_KEYS: SiteKeys = () => Promise.resolve(null);

/** What a site says of its user until a minute (minutes since 1970, base 36). */
export type SiteClaim = { readonly expiry: string; readonly userId: string };

export function siteKeyOf({ token, identityKey }: TelegramSecrets): SiteKey | null {
  const botId = token.split(':')[0] ?? '';
  return identityKey === undefined ? null : { botId, identityKey };
}

/** The first 128 bits of HMAC-SHA-256, in base64url: a start payload has room for no more. */
export function signatureOf({ botId, identityKey }: SiteKey, { expiry, userId }: SiteClaim): string {
  return createHmac('sha256', identityKey).update(`${botId}:${expiry}:${userId}`).digest().subarray(0, 16).toString('base64url');
}

/** In constant time, letter by letter: decoded, several signatures would be the same, and each could be used once more. */
export function isSigned(key: SiteKey, claim: SiteClaim & { readonly signature: string }): boolean {
  const [given, right] = [Buffer.from(claim.signature), Buffer.from(signatureOf(key, claim))];
  return given.length === right.length && timingSafeEqual(given, right);
}
