/** A line of a mail, ready to be recognised. */
export type Line = {
  /** As it stands in the mail, quote marks included. */
  readonly raw: string;
  /** Without quote marks, invisible marks and odd spaces; '' for a blank line. At most `MAX_FORM_LENGTH` characters. */
  readonly text: string;
  /** How many `>` stand before it, or how many quoting elements it stands in. */
  readonly depth: number;
  /** What the mail program's own HTML says of it; null in plain text. */
  readonly mark: LineMark | null;
};

/** `history`: it and everything below it was written before. */
export type LineMark = 'quote' | 'history' | 'forwarded' | 'signature';

/** No line that a mail program writes is longer: what is, is text. It bounds the work on each line. */
export const MAX_FORM_LENGTH = 500;

/** More than letters have: what stands behind is taken as one line, and goes where the line before it goes. */
export const MAX_LINES = 10_000;

export function linesOf(text: string): Line[] {
  const raws = text.split('\n');
  if (raws.length > MAX_LINES) raws.push(raws.splice(MAX_LINES).join('\n'));
  return raws.map((raw) => {
    const marks = quoteMarks(raw);
    return { raw, text: cleaned(raw.slice(marks.length, marks.length + MAX_FORM_LENGTH + 1)), depth: marks.depth, mark: null };
  });
}

export function isBlank(line: Line | undefined): boolean {
  return line !== undefined && line.text === '';
}

/** The first line from `from` on that is not blank; `lines.length` when none is. */
export function skipBlank(lines: readonly Line[], from: number): number {
  let at = from;
  while (at < lines.length && isBlank(lines[at])) at += 1;
  return at;
}

/** Invisible direction marks and joiners that programs put around names, and spaces of every width. QQ writes `&nbsp;` into plain text. */
export function cleaned(text: string): string {
  if (PLAIN.test(text) && !text.includes('  ')) return text;
  return text
    .replace(/&nbsp;/g, ' ')
    .replace(/[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .normalize('NFC');
}

/** Nothing to clean: most lines. */
const PLAIN = /^(?:[!-%'-~](?:[ -%'-~]*[!-%'-~])?)?$/;

/** Quote marks at the start of a line: up to three spaces, then `>` with at most one space behind each (RFC 3676 4.5). */
function quoteMarks(raw: string): { depth: number; length: number } {
  let depth = 0;
  let at = 0;
  let spaces = 0;
  for (; at < raw.length; at += 1) {
    const char = raw[at];
    if (char === '>') {
      depth += 1;
      spaces = 0;
    } else if ((char === ' ' || char === '\u00a0' || char === '\t' || char === '\u200b') && spaces < 3) spaces += 1;
    else break;
  }
  if (depth === 0) return { depth, length: 0 };
  return { depth, length: at - spaces };
}
