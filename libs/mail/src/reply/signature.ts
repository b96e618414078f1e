import { isBlank, type Line } from './lines.js';
import { isRule } from './separators.js';
import { isClosing, isNotice, isPostscript, isProgramLine, saysName } from './signature-lines.js';

/** Lines below a delimiter, or a closing, that still are a signature. */
const MAX_BELOW_DELIMITER = 40;
/** Sentences below two dashes without the space behind them: a motto, not a letter. */
const MAX_SENTENCES = 2;
const MAX_BELOW_RULE = 9;
const MAX_BELOW_CLOSING = 12;
const MAX_SIGNATURE_LINE = 110;
/** Programs' lines and notices that stand one below the other. */
const MAX_CUTS = 30;
/** From the end, lines that are looked at for what a program wrote. */
const MAX_LOOKED_AT = 80;
/** Lines of a confidentiality notice: what is longer is no notice, and looking for its start must not cost more with each line. */
const MAX_NOTICE = 60;

/**
 * Which of these lines are a signature: true for each that is.
 *
 * @param lines one piece of new text, from its start or a quote to its end or the next quote
 */
export function signatureIn(lines: readonly Line[]): boolean[] {
  const taken = lines.map((line) => line.mark === 'signature');
  const take = (from: number, to: number): void => {
    taken.fill(true, from, to);
  };
  let end = lines.length;
  for (let cuts = 0; cuts < MAX_CUTS; cuts += 1) {
    const next = cutFromEnd(lines, taken, end);
    if (next === null) break;
    take(next, end);
    end = next;
  }
  const start = delimiterBefore(lines, end) ?? closingBefore(lines, end) ?? dashedNameBefore(lines, end);
  if (start !== null) take(start.from, start.to);
  for (let at = Math.max(0, lines.length - MAX_LOOKED_AT); at < lines.length; at += 1) {
    const line = lines[at];
    if (line !== undefined && standsAlone(lines, at) && isProgramLine(line)) taken[at] = true;
  }
  return taken;
}

type Span = { readonly from: number; readonly to: number };

/** Where the last thing that a program put under the letter begins: a mobile line, a notice, a line already known. Null when there is none. */
function cutFromEnd(lines: readonly Line[], taken: readonly boolean[], end: number): number | null {
  const last = lastWritten(lines, end);
  if (last === -1) return null;
  const line = lines[last];
  if (line === undefined) return null;
  if (taken[last] === true || isProgramLine(line)) return last;
  const from = startOfParagraph(lines, last);
  if (from > 0 && isNotice(lines.slice(from, last + 1).map(({ text, raw }) => (text === '' ? raw : text)))) return from;
  // A rule that closes the letter, or opened what was cut off just now.
  return isRule(line) && end < lines.length ? last : null;
}

/** `-- ` (RFC 3676 4.3), what people make of it, and a ruled line above a few short ones. */
function delimiterBefore(lines: readonly Line[], end: number): Span | null {
  const to = postscriptBefore(lines, end) ?? end;
  let found: Span | null = null;
  let below = 0;
  let sentences = 0;
  for (let at = to - 1; at >= 0 && below <= MAX_BELOW_DELIMITER; at -= 1) {
    const line = lines[at];
    if (line === undefined || isBlank(line)) continue;
    const isDelimiter = /^--\s$/.test(line.raw) || (/^(?:--|—|–|- -|——)$/.test(line.text) && sentences <= MAX_SENTENCES);
    const isRuled = RULED.test(line.text) && sentences === 0 && below <= MAX_BELOW_RULE && (below > 1 || isSigned(lines, at + 1, to));
    if (isDelimiter || isRuled) found = { from: at, to };
    if (!isSignatureLine(line)) sentences += 1;
    below += 1;
  }
  return found;
}

const RULED = /^(?:_{2,}|-{3,}|={3,}|\*{3,}|~{2,}|—{3,}|─{3,})$/;

/** `Best regards,` and what stands below it. Of several closings the first counts, as long as no sentence stands below. */
function closingBefore(lines: readonly Line[], end: number): Span | null {
  const to = postscriptBefore(lines, end) ?? end;
  let found: number | null = null;
  let below = 0;
  for (let at = to - 1; at >= 0 && below <= MAX_BELOW_CLOSING; at -= 1) {
    const line = lines[at];
    if (line === undefined || isBlank(line)) continue;
    const closing = isClosing(line);
    if (closing === 'leave') found = at;
    if (closing === 'thanks' && below > 0 && saysName(nextWritten(lines, at + 1, to))) found = at;
    if (closing === 'thanks-and-name' && (below === 0 || found !== null || saysName(nextWritten(lines, at + 1, to)))) found = at;
    if (closing === null && !isSignatureLine(line)) break;
    below += 1;
  }
  return found === null ? null : { from: found, to };
}

/** `-Anna` in the last line. */
function dashedNameBefore(lines: readonly Line[], end: number): Span | null {
  const last = lastWritten(lines, end);
  const text = lines[last]?.text ?? '';
  if (!/^[-–—~]\s?\p{Lu}[\p{L}'.]{1,20}(?:\s\p{Lu}[\p{L}'.]{0,20}){0,2}$/u.test(text)) return null;
  // A list of names is a list.
  const above = lines[lastWritten(lines, last)]?.text ?? '';
  return /^[-–—~*•]/.test(above) ? null : { from: last, to: end };
}

function postscriptBefore(lines: readonly Line[], end: number): number | null {
  for (let at = end - 1; at > 0 && at > end - 25; at -= 1) {
    const line = lines[at];
    if (line !== undefined && isPostscript(line) && isBlank(lines[at - 1])) return at;
  }
  return null;
}

/** Short, and no sentence. */
function isSignatureLine({ text }: Line): boolean {
  if (text.length > MAX_SIGNATURE_LINE || /[?？]$/.test(text)) return false;
  if (/^(?:\d{1,2}[.)]|[-*•])\s\S/.test(text)) return false;
  const words = text.split(' ').length;
  const isContact = /@|https?:|www\.|\p{Nd}{3}|[|•·]/u.test(text);
  if (isContact) return words <= 14 && !(/[.!]$/.test(text) && words > 8);
  if (/[.!。！]$/.test(text) && words >= 6) return false;
  return !/^\p{Ll}/u.test(text) || words <= 5;
}

function standsAlone(lines: readonly Line[], at: number): boolean {
  const isEdge = (line: Line | undefined): boolean => line === undefined || isBlank(line);
  return isEdge(lines[at - 1]) && isEdge(lines[at + 1]);
}

function lastWritten(lines: readonly Line[], end: number): number {
  let at = end - 1;
  while (at >= 0 && isBlank(lines[at])) at -= 1;
  return at;
}

/** A name alone below a rule; `Done.` is none. */
function isSigned(lines: readonly Line[], from: number, to: number): boolean {
  const line = nextWritten(lines, from, to);
  return saysName(line) && !/[.!]$/.test(line?.text ?? '');
}

function nextWritten(lines: readonly Line[], from: number, to: number): Line | undefined {
  let at = from;
  while (at < to && isBlank(lines[at])) at += 1;
  return at < to ? lines[at] : undefined;
}

function startOfParagraph(lines: readonly Line[], last: number): number {
  let at = last;
  while (at > 0 && last - at < MAX_NOTICE && !isBlank(lines[at - 1])) at -= 1;
  return at;
}
