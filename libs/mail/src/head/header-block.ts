/** Header bytes that are looked at; what follows is left to the original. */
export const MAX_HEADER_BYTES = 256 * 1024;

export type HeaderField = {
  /** Lower case. */
  readonly name: string;
  /** As it came, folds included, one char for each byte: `decodeHeader` makes text of it. */
  readonly value: string;
  /** Where the field stands in the mail, its line ends included. */
  readonly start: number;
  readonly end: number;
};

export type HeaderBlock = {
  readonly fields: readonly HeaderField[];
  /** Offset of the body's first byte. */
  readonly bodyStart: number;
  readonly cut: boolean;
};

/**
 * Splits the head of a mail into its fields, in linear time and without an opinion about any of them.
 *
 * Empty lines and an mbox `From ` line before the first field are passed over, lines that are no field are left out.
 */
export function readHeaderBlock(raw: Buffer): HeaderBlock {
  const first = skipPreamble(raw);
  const end = endOfHeader(raw, first);
  const cut = end - first > MAX_HEADER_BYTES;
  const block = raw.toString('latin1', first, cut ? first + MAX_HEADER_BYTES : end);
  return { fields: splitFields(block, first), bodyStart: skipLineEnd(raw, end), cut };
}

/** The values of all fields of a name, in the order they stand in. */
export function valuesOf(block: HeaderBlock, name: string): string[] {
  return block.fields.filter((field) => field.name === name).map((field) => field.value);
}

export function firstValueOf(block: HeaderBlock, name: string): string | null {
  return block.fields.find((field) => field.name === name)?.value ?? null;
}

/** Takes the line breaks out of a folded value (RFC 5322 2.2.3). */
export function unfold(value: string): string {
  return trimmed(value.includes('\n') || value.includes('\r') ? value.replace(/[\r\n]+[ \t]*/g, ' ') : value);
}

/** `trim` would take away letters: 0xA0 is one in some charsets. */
function trimmed(value: string): string {
  let start = 0;
  let end = value.length;
  while (start < end && isBlank(value.charCodeAt(start))) start += 1;
  while (end > start && isBlank(value.charCodeAt(end - 1))) end -= 1;
  return value.slice(start, end);
}

function isBlank(code: number): boolean {
  return code === SPACE || code === TAB || code === LF || code === CR;
}

const LF = 0x0a;
const CR = 0x0d;

function skipPreamble(raw: Buffer): number {
  let at = BYTE_ORDER_MARK.equals(raw.subarray(0, 3)) ? 3 : 0;
  while (raw[at] === LF || raw[at] === CR) at += 1;
  if (!MBOX_LINE.test(raw.toString('latin1', at, at + 7))) return at;
  const lineEnd = raw.indexOf(LF, at);
  return lineEnd === -1 ? raw.length : lineEnd + 1;
}

const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
const MBOX_LINE = /^>?From [^:]/;

/** The offset just behind the last field's line end. */
function endOfHeader(raw: Buffer, first: number): number {
  // Without any field the body begins at once.
  if (raw[first] === LF || raw[first] === CR) return first;
  const blank = blankLine(raw, first);
  const end = Math.min(blank, first + MAX_HEADER_BYTES);
  return endWithoutBlankLine(raw, first, end) ?? blank;
}

/** The offset of the first empty line. */
function blankLine(raw: Buffer, first: number): number {
  for (let line = raw.indexOf(LF, first) + 1; line !== 0; line = raw.indexOf(LF, line) + 1) {
    if (line >= raw.length) return raw.length;
    if (raw[line] === LF || (raw[line] === CR && raw[line + 1] === LF)) return line;
  }
  return raw.length;
}

/**
 * Where the body begins although no empty line says so: at the first line that is no field and no continuation, unless more
 * fields follow it, as they do behind a line that was folded without its white space. Null: there is no such line.
 */
function endWithoutBlankLine(raw: Buffer, first: number, end: number): number | null {
  for (let line = first; line < end; ) {
    const next = raw.indexOf(LF, line) + 1 || raw.length;
    if (!isFieldLine(raw, line)) return fieldsFollow(raw, next, end) ? null : line;
    line = next;
  }
  return null;
}

function isFieldLine(raw: Buffer, line: number): boolean {
  const first = raw[line];
  if (first === SPACE || first === TAB) return true;
  for (let at = line; at < line + MAX_NAME; at += 1) {
    const byte = raw[at];
    if (byte === COLON) return at > line;
    if (byte === undefined || byte < 0x20 || byte > 0x7e) return false;
    // White space may stand before the colon, and nowhere else.
    if (byte === SPACE) return /^ +:/.test(raw.toString('latin1', at, at + 10));
  }
  return false;
}

function fieldsFollow(raw: Buffer, from: number, end: number): boolean {
  return KNOWN_FIELD.test(raw.toString('latin1', from, end).slice(0, 64 * 1024));
}

const KNOWN_FIELD =
  /^(from|to|cc|bcc|subject|date|message-id|received|return-path|reply-to|sender|in-reply-to|references|mime-version|content-[a-z-]+|x-[a-z-]+|list-[a-z]+|delivered-to|dkim-signature|authentication-results|arc-[a-z-]+)[ \t]*:/im;
const [TAB, SPACE, COLON] = [0x09, 0x20, 0x3a];
/** Names are short; what is longer before its colon is a sentence. */
const MAX_NAME = 100;

function skipLineEnd(raw: Buffer, at: number): number {
  if (raw[at] === CR && raw[at + 1] === LF) return at + 2;
  return raw[at] === LF ? at + 1 : at;
}

/** Makes fields of header lines, one char for each byte. */
export function splitFields(block: string, offset: number): HeaderField[] {
  const fields: HeaderField[] = [];
  let start = 0;
  while (start < block.length) {
    const end = endOfField(block, start);
    const colon = block.indexOf(':', start);
    if (colon > start && colon < end) {
      const name = block.slice(start, colon).trimEnd().toLowerCase();
      if (FIELD_NAME.test(name)) fields.push({ name, value: block.slice(colon + 1, end), start: offset + start, end: offset + end });
    }
    start = end;
  }
  return fields;
}

const FIELD_NAME = /^[!-9;-~]+$/;

/** A line that begins with a space or tab goes on with the field before it. */
function endOfField(block: string, start: number): number {
  let lineEnd = block.indexOf('\n', start);
  while (lineEnd !== -1 && (block[lineEnd + 1] === ' ' || block[lineEnd + 1] === '\t')) lineEnd = block.indexOf('\n', lineEnd + 1);
  return lineEnd === -1 ? block.length : lineEnd + 1;
}
