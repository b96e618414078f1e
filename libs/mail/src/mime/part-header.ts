import { type HeaderBlock, splitFields } from '../head/header-block.js';

/** Bytes of a part's header that are looked at. */
const MAX_BYTES = 64 * 1024;
const [LF, CR, SPACE, TAB] = [0x0a, 0x0d, 0x20, 0x09];

/**
 * Reads the header of a part within a multipart: it ends at an empty line, at the next delimiter, or where the text begins
 * without an empty line before it.
 *
 * @param start where the line behind the delimiter begins
 * @param isDelimiter whether a line that begins with `--` ends the part
 */
export function readPartHeader(raw: Buffer, start: number, isDelimiter: (line: number) => boolean): HeaderBlock {
  const lines: string[] = [];
  let at = start;
  while (at < raw.length && at - start < MAX_BYTES) {
    if (raw[at] === LF) return blockOf(lines, at + 1);
    if (raw[at] === CR && raw[at + 1] === LF) return blockOf(lines, at + 2);
    if (raw[at] === DASH && isDelimiter(at)) return blockOf(lines, at);
    const end = raw.indexOf(LF, at) + 1 || raw.length;
    const line = raw.toString('latin1', at, Math.min(end, at + MAX_BYTES));
    const kind = kindOf(line, raw[at], lines.length);
    if (kind === 'text' && !partFieldFollows(raw, end)) return blockOf(lines, at);
    // A parameter on a line of its own that lost the white space before it goes on with the field above.
    if (kind !== 'text') lines.push(kind === 'lost-fold' ? ` ${line}` : line);
    at = end;
  }
  return blockOf(lines, at);
}

const DASH = 0x2d;

function kindOf(line: string, first: number | undefined, before: number): 'field' | 'lost-fold' | 'text' {
  if (first === SPACE || first === TAB) return before > 0 ? 'field' : 'text';
  if (/^[!-9;-~]{1,100}[ \t]*:/.test(line)) return 'field';
  return before > 0 && /^(?:file)?name\*?\d*\*?=/i.test(line) ? 'lost-fold' : 'text';
}

/** A damaged line among fields is passed over. */
function partFieldFollows(raw: Buffer, from: number): boolean {
  const ahead = raw.toString('latin1', from, from + 1000);
  const blank = /^\r?\n/m.exec(ahead)?.index ?? ahead.length;
  return /^content-(type|disposition|transfer-encoding|id)[ \t]*:/im.test(ahead.slice(0, blank));
}

function blockOf(lines: readonly string[], bodyStart: number): HeaderBlock {
  return { fields: splitFields(lines.join(''), 0), bodyStart, cut: false };
}
