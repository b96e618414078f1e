import { timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { DeskError } from '@app/domain';

type Request = { readonly method: string; readonly headers: IncomingHttpHeaders };

const READS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses a write that a foreign page makes with the browser's cookie.
 *
 * @param csrfToken of the session; null where there is none yet (signing in): then only the origin is looked at
 * @throws DeskError forbidden/origin-refused, forbidden/csrf-token-wrong
 */
export function refuseForgery({ method, headers }: Request, csrfToken: string | null, ownOrigin: string): void {
  if (READS.has(method)) return;
  if (!isOwnPage(headers, ownOrigin)) throw new DeskError('forbidden', 'origin-refused', 'This page may not do that.');
  if (csrfToken !== null && !same(headers['x-csrf-token'], csrfToken)) {
    throw new DeskError('forbidden', 'csrf-token-wrong', 'Send the token that GET /session gives as X-CSRF-Token.');
  }
}

/**
 * Whether a browser says that the request comes from the console's own page. A caller that is no browser says nothing, and has
 * no cookie by accident.
 */
export function isOwnPage(headers: IncomingHttpHeaders, ownOrigin: string): boolean {
  const { origin } = headers;
  if (origin !== undefined) return isOwnOrigin(origin, headers.host, ownOrigin);
  const site = headers['sec-fetch-site'];
  return site === undefined || site === 'same-origin' || site === 'none';
}

/** The outside address, or the one the browser used: the console may be opened under another name of the same listener. */
export function isOwnOrigin(origin: string, host: string | undefined, ownOrigin: string): boolean {
  if (origin === ownOrigin) return true;
  return host !== undefined && URL.canParse(origin) && new URL(origin).host === host.toLowerCase();
}

function same(given: string | string[] | undefined, expected: string): boolean {
  const a = Buffer.from(typeof given === 'string' ? given : '');
  const b = Buffer.from(expected);
  return a.length === b.length && timingSafeEqual(a, b);
}
