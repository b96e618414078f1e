import { attributionAt } from './attribution.js';
import { isBlank, type Line, skipBlank } from './lines.js';
import { quotedHeaderAt } from './quoted-header.js';
import { isRule, separatorOf } from './separators.js';

/** A piece of a mail, in its order; together they cover every line. */
export type Block = {
  readonly kind:
    | 'text'
    /** Marked by `>` or its like, its introduction included: an answer may stand below it. */
    | 'quote'
    /** An earlier mail without marks: it goes on to the end. */
    | 'history'
    /** A mail handed on, to the end: what the author wants to show. */
    | 'forwarded';
  readonly from: number;
  /** The line behind its last. */
  readonly to: number;
};

/**
 * Parts a mail where quotes begin and end.
 *
 * @param isForward whether the subject says so (`Fwd:`): Outlook writes the same header above what it answers and what it hands on
 */
export function blocksOf(lines: readonly Line[], isForward: boolean): Block[] {
  const blocks: Block[] = [];
  const many = lines.filter((line) => line.depth > 0 && line.text !== '').length > 1;
  let textFrom = 0;
  let at = 0;
  let looks = MAX_LOOKS;
  const add = (block: Block): void => {
    if (block.from > textFrom) blocks.push({ kind: 'text', from: textFrom, to: block.from });
    blocks.push(block);
    textFrom = block.to;
    at = block.to;
  };
  while (at < lines.length) {
    const line = lines[at];
    if (line === undefined || isBlank(line) || !mayBegin(line) || looks === 0) {
      at += 1;
      continue;
    }
    looks -= 1;
    const found = blockAt(lines, at, isForward, many);
    if (found === null) at += 1;
    else if (found.kind === 'text') at = found.to;
    else add({ ...found, from: Math.max(textFrom, found.from) });
  }
  if (textFrom < lines.length) blocks.push({ kind: 'text', from: textFrom, to: lines.length });
  return blocks;
}

/** Lines of one mail that are looked at for the start of a quote: it bounds the work on what nobody wrote. */
const MAX_LOOKS = 4_000;

/** A cheap look first: what begins a quote has a mark, a colon, a figure, an address or a rule, or the next lines have them. */
function mayBegin({ text, depth, mark }: Line): boolean {
  return depth > 0 || mark !== null || text.length < 60 || /[:：@\p{Nd}]|^[-–—_=*~#>]/u.test(text);
}

/** The quote, history or forwarded mail that begins at `at`; `text` for marked lines that are no quote. */
function blockAt(lines: readonly Line[], at: number, isForward: boolean, many: boolean): Block | null {
  const line = lines[at];
  if (line === undefined) return null;
  const rest = (kind: 'history' | 'forwarded'): Block => ({ kind, from: withRulesAbove(lines, at), to: lines.length });
  if (line.mark === 'forwarded') return rest('forwarded');
  if (line.mark === 'history') return rest(isForward ? 'forwarded' : 'history');
  if (isGroupWise(line.raw)) return rest('history');
  const separator = separatorOf(line);
  // Apple Mail puts what it hands on into a quote.
  if (line.depth > 0) return separator === 'forwarded' ? rest('forwarded') : quoteAt(lines, at, at, many);
  if (separator === 'forwarded') return rest('forwarded');
  if (separator === 'reply-above') return rest('history');
  if (separator === 'original') return rest(isForward ? 'forwarded' : 'history');
  if (isRule(line) ? quotedHeaderAt(lines, skipBlank(lines, at + 1), true) : quotedHeaderAt(lines, at))
    return rest(isForward ? 'forwarded' : 'history');
  if (isNotes(line.text)) return rest('history');
  const attribution = attributionAt(lines, at);
  if (attribution === null) return null;
  const next = skipBlank(lines, attribution.to);
  const below = lines[next];
  if (below !== undefined && below.depth > line.depth) return quoteAt(lines, next, at, true);
  return attribution.sure ? rest('history') : null;
}

/** A run of marked lines from `at`; `from` is where its introduction begins. */
function quoteAt(lines: readonly Line[], at: number, from: number, many: boolean): Block {
  let to = at;
  let next = at;
  while (next < lines.length) {
    const line = lines[next];
    if (line === undefined || (line.depth === 0 && !isBlank(line) && !isRunOver(lines, next))) break;
    if (line.mark === 'history' || line.mark === 'forwarded') break;
    next += 1;
    if (!isBlank(line) || line.depth > 0) to = next;
  }
  const isMarked = from < at || lines[at]?.mark === 'quote';
  const isQuote = isMarked || ((many || isSetApart(lines, at)) && !isCode(lines.slice(at, to)) && !isCited(lines, at, to));
  return { kind: isQuote ? 'quote' : 'text', from, to };
}

/** A marked line alone below a line of text is an arrow or a comparison. */
function isSetApart(lines: readonly Line[], at: number): boolean {
  return at === 0 || isBlank(lines[at - 1]);
}

/** What the author quotes to make a point: `Your page says:` above it, and his own words below it. */
function isCited(lines: readonly Line[], at: number, to: number): boolean {
  let above = at - 1;
  while (above >= 0 && isBlank(lines[above])) above -= 1;
  const text = lines[above]?.text ?? '';
  return /\p{L}[:：]$/u.test(text) && lines[above]?.depth === 0 && lines.slice(to).some((line) => !isBlank(line) && line.depth === 0);
}

/** Prompts of Python, and banners in arrows. */
function isCode(run: readonly Line[]): boolean {
  const written = run.filter(({ raw }) => raw.trim() !== '');
  return written.every(({ raw }) => /^>>>(?: \S|$)/.test(raw)) || written.every(({ raw }) => raw.trimEnd().endsWith('<<'));
}

/** The end of a marked line that a program broke without marking the rest: one short line between two marked ones. */
function isRunOver(lines: readonly Line[], at: number): boolean {
  const [above, line, below] = [lines[at - 1], lines[at], lines[at + 1]];
  if (above === undefined || line === undefined || below === undefined) return false;
  return (
    above.depth > 0 &&
    below.depth > 0 &&
    above.raw.length >= 66 &&
    line.text.length <= 40 &&
    /^[\p{Ll}\p{Nd}]/u.test(line.text) &&
    !/[.!?]$/.test(line.text)
  );
}

/** GroupWise: `>>> Anna Petrova <anna@shop.test> 05.01.2026 10:12 >>>` */
function isGroupWise(raw: string): boolean {
  return raw.length < 300 && /^\s{0,3}>>>\s.{3,250}\s>>>\s*$/.test(raw) && /\d{1,2}[./:-]\d{2}|@/.test(raw);
}

/** Notes: `Anna Petrova ---05.01.2026 10:12:13---Your order arrives` */
function isNotes(text: string): boolean {
  return /^\S.{0,100}?\s?-{2,5}\s?\d{1,4}[./-]\d{1,2}[./-]\d{2,4}\s\d{1,2}:\d{2}.{0,20}-{2,5}/.test(text);
}

/** Rules and blank lines above belong to the history that they open. */
function withRulesAbove(lines: readonly Line[], at: number): number {
  let from = at;
  for (let above = at - 1; above >= 0 && above > at - 6; above -= 1) {
    const line = lines[above];
    if (line === undefined || (!isBlank(line) && !isRule(line))) break;
    if (isRule(line)) from = above;
  }
  return from;
}
