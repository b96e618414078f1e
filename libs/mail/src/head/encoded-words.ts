import { decodeText } from '../mime/charset.js';
import { decodeQ } from '../mime/quoted-printable.js';
import { decodeBase64 } from '../mime/base64.js';

/** How raw 8-bit text beside the words is to be read. */
export type RawDecoder = (bytes: Buffer) => string;

/**
 * Makes text of a header that may hold encoded words (RFC 2047), wherever they stand, even in quotes and side by side.
 *
 * Words of one charset that only white space parts are joined as bytes first, since some programs cut a letter in two.
 * Linear in the length of the value.
 *
 * @param value one char for each byte; or text, where `decodeRaw` is null
 */
export function decodeWords(value: string, decodeRaw: RawDecoder | null): string {
  const raw = (text: string): string => (decodeRaw !== null && NOT_ASCII.test(text) ? decodeRaw(Buffer.from(text, 'latin1')) : text);
  let text = '';
  let open: { charset: string; bytes: Buffer[] } | null = null;
  let end = 0;
  const close = (): void => {
    if (open) text += decodeText(Buffer.concat(open.bytes), open.charset);
    open = null;
  };
  for (const word of wordsOf(value)) {
    const gap = value.slice(end, word.start);
    const joins: boolean = open !== null && gap.trim() === '';
    if (!joins || open?.charset !== word.charset) close();
    if (!joins) text += raw(gap);
    open ??= { charset: word.charset, bytes: [] };
    open.bytes.push(word.bytes);
    end = word.end;
  }
  close();
  return text + raw(value.slice(end));
}

const EIGHT_BIT = /[\u0080-\u00ff]/;
/** Escapes too: ISO-2022-JP writes its letters in 7 bits behind them. */
// oxlint-disable-next-line no-control-regex -- the escape is a control
const NOT_ASCII = /[\u001b\u0080-\u00ff]/;

type Word = { readonly start: number; readonly end: number; readonly charset: string; readonly bytes: Buffer };

function* wordsOf(value: string): Generator<Word> {
  for (let start = value.indexOf('=?'); start !== -1; ) {
    const word = wordAt(value, start);
    if (word === 'none-follow') return;
    if (word !== null) yield word;
    start = value.indexOf('=?', word?.end ?? start + 2);
  }
}

/** `=?charset*language?encoding?content?=` (language: RFC 2231). The last word of a cut header may have lost its end. */
function wordAt(value: string, start: number): Word | null | 'none-follow' {
  const head = HEAD.exec(value.slice(start, start + 120));
  if (!head) return null;
  const [whole, charset = '', encoding = ''] = head;
  const from = start + whole.length;
  const found = endOfWord(value, from);
  if (found === -1 && EIGHT_BIT.test(value.slice(from))) return 'none-follow';
  const to = found === -1 ? value.length : found;
  const content = value.slice(from, to);
  const bytes = /b/i.test(encoding) ? decodeBase64(content) : decodeQ(content);
  return { start, end: found === -1 ? to : to + 2, charset: charset.toLowerCase(), bytes };
}

const HEAD = /^=\?\s?([^?*\s]{1,60})\s?(?:\*[^?\s]{0,40})?\?\s?([bq])\s?\?/i;

/** A `?=` that an escape follows (`?=41`) belongs to a question mark of the content, which should have been written `=3F`. */
function endOfWord(value: string, from: number): number {
  let at = value.indexOf('?=', from);
  while (at !== -1 && /^\?=[0-9A-F]{2}[^?]{0,70}\?=/.test(value.slice(at, at + 80))) at = value.indexOf('?=', at + 2);
  return at;
}
