import { isUtf8 } from 'node:buffer';
import { decodeBase64, decodeLongBase64 } from './base64.js';
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
      return decodeLongBase64(body) ?? partBase64(body)?.content ?? body;
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
  if (encoding === 'base64') {
    const parted = partBase64(body);
    return parted === null ? body : Buffer.concat([parted.content, Buffer.from(parted.added, 'latin1')]);
  }
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

/** Base64, and the plain lines that a mailing list added behind it; null where it is none at all. */
function partBase64(body: Buffer): { readonly content: Buffer; readonly added: string } | null {
  const text = body.toString('latin1');
  const tail = TAIL.exec(text)?.index ?? text.length;
  const added = text.slice(tail);
  // Damage within the base64 is followed by more of it.
  const isDamage = /\n[A-Za-z0-9+/]{40,76}={0,2}\s/.test(added);
  const end = isDamage ? text.length : tail;
  if (!looksLikeBase64(body.subarray(0, end))) return null;
  return { content: decodeBase64(text.slice(0, end)), added: text.slice(end) };
}

/** A line end before a line that has a sign which base64 has not, and letters. */
const TAIL = /\r?\n[ \t]*(?=[^\r\n]*[^A-Za-z0-9+/=\s!*-][^\r\n]*\r?\n?)(?=[^\r\n]*[A-Za-z_-]{3})|\r?\n(?=-- ?\r?\n)/;

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
