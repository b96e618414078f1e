import { isUtf8 } from 'node:buffer';
import { decodeWords, type RawDecoder } from '../head/encoded-words.js';
import { unfold } from '../head/header-block.js';
import { decodeText } from './charset.js';

/** A `Content-*` header: its first word in lower case, and its parameters by lower-case name, decoded. */
export type Structured = { readonly value: string; readonly parameters: ReadonlyMap<string, string> };

/** Bytes of one header that are looked at, and parameters. */
const MAX_LENGTH = 32 * 1024;
const MAX_PARAMETERS = 200;

/**
 * Reads a structured header as strictly written ones and real ones are: values in quotes, without (spaces included), without
 * an end; pieces and percent-encoding of RFC 2231, in any order and with the first piece lost; encoded words; raw bytes.
 *
 * @param written one char for each byte
 */
export function readStructured(written: string, raw: RawDecoder): Structured {
  const text = unfold(written).slice(0, MAX_LENGTH);
  const [whole = '', first = '', second] = VALUE.exec(text) ?? [];
  // A parameter where the value should stand: there is none.
  const isMissing = /^[ \t]*=/.test(text.slice(whole.length));
  const value = isMissing ? '' : (second === undefined ? first : `${first}/${second}`).toLowerCase();
  const pieces = piecesOf(isMissing ? text : text.slice(whole.length));
  const byName = new Map<string, Piece[]>();
  for (const piece of pieces) byName.set(piece.name, [...(byName.get(piece.name) ?? []), piece]);
  return { value, parameters: new Map(Array.from(byName, ([name, all]) => [name, meantBy(all, raw)])) };
}

/** `type/subtype` or one word, in quotes or with a comment behind it; some programs put spaces around the slash. */
const VALUE = /^["']?([^\s;/"'(,=]{1,120})(?:[ \t]*\/[ \t]*([^\s;"'(,=]{1,120}))?["']?(?:[ \t]*\([^()]{0,200}\))?/;

type Piece = {
  readonly name: string;
  /** Its number (RFC 2231 3); null for a value in one piece. */
  readonly part: number | null;
  /** Percent-encoded, the first piece with charset and language in front (RFC 2231 4). */
  readonly encoded: boolean;
  readonly value: string;
};

/** `name=`, `name*=`, `name*0=` or `name*0*=` with what follows it. */
const NAME = /([A-Za-z0-9!#$%&+.^_`{|}~-]{1,60}?)[ \t]*(?:\*(\d{1,3}))?(\*)?[ \t]*=[ \t]*/y;
const QUOTED = /"((?:[^"\\]|\\.)*)"/y;
/** Where a value without quotes ends: white space is part of a file's name, unless a parameter follows it. */
const PLAIN = /[^; \t]*(?:[ \t]+(?![A-Za-z0-9-]{1,30}\*?\d{0,3}\*?=)[^; \t]+)*/y;

function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  while (at < text.length && pieces.length < MAX_PARAMETERS) {
    while (at < text.length && /[;\s]/.test(text[at] ?? '')) at += 1;
    NAME.lastIndex = at;
    const head = NAME.exec(text);
    if (!head) {
      // No parameter here: the next may stand behind the next semicolon.
      const next = text.indexOf(';', at + 1);
      if (next === -1) return pieces;
      at = next;
      continue;
    }
    const [, name = '', part, star] = head;
    const { value, end } = valueAt(text, NAME.lastIndex);
    pieces.push({ name: name.toLowerCase(), part: part === undefined ? null : Number(part), encoded: star === '*', value });
    at = end;
  }
  return pieces;
}

function valueAt(text: string, at: number): { value: string; end: number } {
  if (text[at] !== '"') {
    PLAIN.lastIndex = at;
    const value = PLAIN.exec(text)?.[0] ?? '';
    return { value: value.trim(), end: at + value.length };
  }
  QUOTED.lastIndex = at;
  const quoted = QUOTED.exec(text);
  // A backslash before a letter is one of a Windows path, which should have been two.
  if (quoted) return { value: (quoted[1] ?? '').replace(/\\(["\\])/g, '$1'), end: QUOTED.lastIndex };
  const lost = /;\s*[A-Za-z0-9-]{1,30}\*?\d{0,3}\*?=/.exec(text.slice(at))?.index ?? -1;
  const end = lost === -1 ? text.length : at + lost;
  return { value: text.slice(at + 1, end).trim(), end };
}

/** One value of all its pieces. Where several forms are there, the one that needs no guessing: RFC 2231's. */
function meantBy(pieces: readonly Piece[], raw: RawDecoder): string {
  const whole = pieces.find((piece) => piece.part === null && piece.encoded);
  if (whole) return decodeExtended([whole]);
  const parts = pieces.filter((piece) => piece.part !== null).sort((a, b) => (a.part ?? 0) - (b.part ?? 0));
  if (parts.some((piece) => piece.encoded)) return decodeExtended(parts);
  const value = parts.length > 0 ? parts.map((piece) => piece.value).join('') : (pieces[0]?.value ?? '');
  return decodePlain(value, raw);
}

/** `charset'language'percent-encoded`, in pieces of which some may be plain (RFC 2231 4.1). */
function decodeExtended(pieces: readonly Piece[]): string {
  const [, charset = null] = /^([^'%]{0,60})'[^'%]{0,60}'/.exec(pieces[0]?.value ?? '') ?? [];
  const bytes = pieces.map(({ value, encoded }, index) => {
    const text = index === 0 && charset !== null ? value.replace(/^[^']*'[^']*'/, '') : value;
    return encoded ? percentDecoded(text) : Buffer.from(text, 'latin1');
  });
  return decodeWords(decodeText(Buffer.concat(bytes), charset || null), null);
}

function decodePlain(value: string, raw: RawDecoder): string {
  const extended = /^([A-Za-z0-9_-]{2,40})'[A-Za-z-]{0,10}'(?=.*%[0-9A-Fa-f]{2})/.exec(value);
  if (extended) return decodeText(percentDecoded(value.slice(extended[0].length)), extended[1] ?? null);
  const text = decodeWords(value, raw);
  return percentDecodedWhole(text) ?? text;
}

function percentDecoded(text: string): Buffer {
  return Buffer.from(
    text.replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  );
}

/** A value that was percent-encoded as a whole, which nothing provides for and some programs do: it is UTF-8 then. */
function percentDecodedWhole(text: string): string | null {
  // oxlint-disable-next-line no-control-regex -- it is about ASCII
  if (!/%[0-9A-Fa-f]{2}/.test(text) || /%(?![0-9A-Fa-f]{2})|[^\u0000-\u007f]/.test(text)) return null;
  const bytes = percentDecoded(text);
  return isUtf8(bytes) ? bytes.toString('utf8') : null;
}
