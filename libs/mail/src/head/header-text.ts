import { decodeText } from '../mime/charset.js';
import { unfold } from './header-block.js';
import { stripControls } from './plain-characters.js';

/**
 * Makes text of an unstructured header: unfolds it, decodes raw 8-bit bytes and encoded words (RFC 2047).
 *
 * @param value one char for each byte, as `readHeaderBlock` gives it
 */
export function decodeHeader(value: string): string {
  return stripControls(decodeWords(decodeRaw(unfold(value))))
    .replace(/\s+/g, ' ')
    .trim();
}

/** Raw 8-bit bytes, which RFC 5322 forbids and mail is full of, as text. */
export function decodeRaw(value: string): string {
  return EIGHT_BIT.test(value) ? decodeText(Buffer.from(value, 'latin1'), null) : value;
}

/** Encoded words, wherever they stand. Words of one charset that only white space parts are joined as bytes first. */
export function decodeWords(value: string): string {
  if (!value.includes('=?')) return value;
  let text = '';
  let end = 0;
  let open: { charset: string; bytes: Buffer[] } | null = null;
  const close = (): void => {
    if (open) text += decodeText(Buffer.concat(open.bytes), open.charset);
    open = null;
  };
  for (const match of value.matchAll(ENCODED_WORD)) {
    const [whole, charset = '', encoding = '', content = ''] = match;
    const gap = value.slice(end, match.index);
    const joins: boolean = open !== null && gap.trim() === '';
    if (!joins || open?.charset !== charset.toLowerCase()) close();
    if (!joins) text += gap;
    // A charset may cut a letter in two at the end of a word, which is wrong and common.
    open ??= { charset: charset.toLowerCase(), bytes: [] };
    open.bytes.push(wordBytes(encoding, content));
    end = match.index + whole.length;
  }
  close();
  return text + value.slice(end);
}

const EIGHT_BIT = /[\u0080-\u00ff]/;
/** The language suffix of RFC 2231 (`utf-8*en`) is passed over. */
const ENCODED_WORD = /=\?([^?*\s]{1,60})(?:\*[^?\s]{0,40})?\?([bBqQ])\?([^?]*)\?=/g;

function wordBytes(encoding: string, content: string): Buffer {
  if (encoding === 'b' || encoding === 'B') return Buffer.from(content, 'base64');
  const unescaped = content
    .replaceAll('_', ' ')
    .replace(/=([0-9a-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  // Letters beyond a byte come from raw 8-bit text that was decoded already.
  return /[\u0100-\uffff]/.test(unescaped) ? Buffer.from(unescaped, 'utf8') : Buffer.from(unescaped, 'latin1');
}
