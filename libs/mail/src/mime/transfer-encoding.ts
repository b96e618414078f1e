import { isUtf8 } from 'node:buffer';
import { decodeBase64 } from './base64.js';
import { decodeQuotedPrintable } from './quoted-printable.js';
import { decodeUuencoded } from './uuencode.js';

/** How a body was made fit for transport; anything unknown is `none` (8bit, 7bit, binary, nonsense). */
export type TransferEncoding = 'base64' | 'quoted-printable' | 'uuencode' | 'none';

/** Reads Content-Transfer-Encoding as it is written in real life: other cases, quotes, comments, missing hyphens. */
export function readTransferEncoding(written: string | null): TransferEncoding {
  const word = (written ?? '')
    .replace(/\([^()]*\)/g, '')
    .replace(/[\s"'-]/g, '')
    .toLowerCase();
  if (/^(base64|b64)\b/.test(word)) return 'base64';
  if (/^(quotedprintable|qp)\b/.test(word)) return 'quoted-printable';
  return /^x?(uuencode|uue)\b/.test(word) ? 'uuencode' : 'none';
}

/** The bytes that were meant. A body that is plainly not encoded as it says is taken as it is. */
export function decodeBody(body: Buffer, encoding: TransferEncoding): Buffer {
  switch (encoding) {
    case 'base64':
      return looksLikeBase64(body) ? decodeBase64(body.toString('latin1')) : body;
    case 'quoted-printable':
      return decodeQuotedPrintable(body);
    case 'uuencode':
      return decodeUuencoded(body.toString('latin1')) ?? body;
    case 'none':
      return body;
  }
}

/**
 * Decodes a text, where words can be told from letters of base64: what a mailing list wrote behind the base64 is kept, and
 * base64 that nothing declares is seen by that it decodes to text.
 */
export function decodeTextBody(body: Buffer, encoding: TransferEncoding): Buffer {
  if (encoding === 'base64') return withTail(body);
  return encoding === 'none' && isUndeclaredBase64(body) ? decodeBase64(body.toString('latin1')) : decodeBody(body, encoding);
}

/** Among the first bytes, those of base64 and of line ends; a few others are damage. Words have spaces between them. */
function looksLikeBase64(body: Buffer): boolean {
  const start = body.toString('latin1', 0, 2000).trim();
  const others = (start.match(/[^A-Za-z0-9+/=\r\n]/g) ?? []).length;
  return (
    others * 20 <= start.length ||
    (others * 5 <= start.length && !/[A-Za-z]{2,} [A-Za-z]{2,} [A-Za-z]{2,}/.test(start) && !EIGHT_BIT.test(start))
  );
}

const EIGHT_BIT = /[\u0080-\u00ff]/;

/** Base64, and behind it plain lines that were added on the way. */
function withTail(body: Buffer): Buffer {
  const text = body.toString('latin1');
  const tail = /\r?\n[ \t]*(?=[^\r\n]*[^A-Za-z0-9+/=\s!*-][^\r\n]*\r?\n?)(?=[^\r\n]*[A-Za-z_-]{3})/.exec(text);
  if (tail === null || !looksLikeBase64(body.subarray(0, tail.index))) return decodeBody(body, 'base64');
  const added = text.slice(tail.index);
  // Damage within the base64 is followed by more of it.
  if (/\n[A-Za-z0-9+/]{40,76}={0,2}\s/.test(added)) return decodeBody(body, 'base64');
  return Buffer.concat([decodeBase64(text.slice(0, tail.index)), Buffer.from(added, 'latin1')]);
}

/** Full lines of one length, and what they decode to is text. */
function isUndeclaredBase64(body: Buffer): boolean {
  if (body.length < 40 || body.length > 4_000_000 || !START.test(body.toString('latin1', 0, 60))) return false;
  const text = body.toString('latin1').trim();
  if (NO_BASE64.test(text)) return false;
  const lines = text.split(/\r?\n/);
  const isWhole = (line: string, index: number): boolean => index === lines.length - 1 || (line.length >= 36 && !line.includes('='));
  if (!lines.every(isWhole) || lines.reduce((sum, line) => sum + line.length, 0) % 4 !== 0) return false;
  const decoded = decodeBase64(text);
  const shown = decoded.toString('utf8', 0, 4000);
  // oxlint-disable-next-line no-control-regex -- controls are what text does not have
  return isUtf8(decoded) && !/[\u0000-\u0008\u000e-\u001f\u007f]/.test(shown) && /\s/.test(shown.trim());
}

const START = /^\s*[A-Za-z0-9+/]{36,}/;
const NO_BASE64 = /[^A-Za-z0-9+/=\r\n]/;
