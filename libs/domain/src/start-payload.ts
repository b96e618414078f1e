import { oneLine } from './one-line.js';

/** What a link `t.me/<bot>?start=<payload>` carries. */
export type StartPayload =
  | { readonly kind: 'none' }
  /** A one-time link that an agent made: whoever opens it is that contact. */
  | { readonly kind: 'link'; readonly token: string }
  /** The organisation's own site says who opens it. */
  | { readonly kind: 'site'; readonly signature: string; readonly expiry: string; readonly expiresAt: Date; readonly userId: string }
  /** Where the customer comes from, say: it proves nothing. */
  | { readonly kind: 'context'; readonly text: string };

/** Characters of a payload, of A-Z, a-z, 0-9, _ and -. @see https://core.telegram.org/bots/features#deep-linking */
const MOST = 64;

const LINK = /^c-([\w-]+)$/;
/** A signature of 128 bits in base64url, minutes since 1970 in base 36, the site's id of its user. With 8 digits they would be no date. */
const SITE = /^i-([\w-]{22})-([0-9a-z]{1,7})-([\w-]+)$/;

/** What looks like a proof is one or nothing: `null` is what only looks like it. */
export function readStartPayload(payload: string): StartPayload | null {
  const trimmed = payload.trim();
  const [, token] = LINK.exec(trimmed) ?? [];
  if (token !== undefined) return isWhole(trimmed) ? { kind: 'link', token } : null;
  if (/^[ci]-/.test(trimmed)) return isWhole(trimmed) ? siteOf(trimmed) : null;
  const text = oneLine(trimmed, MOST);
  return text === null ? { kind: 'none' } : { kind: 'context', text };
}

function siteOf(payload: string): StartPayload | null {
  const [, signature, expiry, userId] = SITE.exec(payload) ?? [];
  if (signature === undefined || expiry === undefined || userId === undefined) return null;
  return { kind: 'site', signature, expiry, expiresAt: new Date(Number.parseInt(expiry, 36) * 60_000), userId };
}

function isWhole(payload: string): boolean {
  return payload.length <= MOST;
}
