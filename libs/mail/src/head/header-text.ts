import { decodeText } from '../mime/charset.js';
import { decodeWords, type RawDecoder } from './encoded-words.js';
import { unfold } from './header-block.js';
import { stripControls } from './plain-characters.js';

/**
 * Makes text of an unstructured header: unfolds it, decodes raw 8-bit bytes and encoded words (RFC 2047).
 *
 * @param value one char for each byte, as `readHeaderBlock` gives it
 */
export function decodeHeader(value: string, raw: RawDecoder = decodeUndeclared): string {
  return stripControls(decodeWords(unfold(value), raw))
    .replace(/\s+/g, ' ')
    .trim();
}

/** Raw 8-bit bytes, which RFC 5322 forbids and mail is full of, as text. */
export function decodeUndeclared(bytes: Buffer): string {
  return decodeText(bytes, null);
}
