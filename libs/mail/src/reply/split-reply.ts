import { attributionLength, isForwardOrReplyHeader } from './quote-marks.js';

export type SplitText = {
  /** What the author wrote this time. */
  readonly replyText: string;
  /** What was repeated of earlier messages, its introduction included. */
  readonly quoted: string | null;
  readonly signature: string | null;
};

/**
 * Parts what is new in a mail from what it repeats, and from the signature.
 *
 * Nothing is lost: where taking quotes away would leave nothing, or tear answers from the questions they stand below,
 * the whole text counts as new (`fail:P11`).
 */
export function splitReply(text: string): SplitText {
  const lines = text.split('\n');
  const history = startOfHistory(lines);
  if (history === null) return withSignature(lines, null, text);

  const before = lines.slice(0, history.from);
  const after = history.to === null ? [] : lines.slice(history.to);
  const quoted = lines
    .slice(history.from, history.to ?? lines.length)
    .join('\n')
    .trim();
  // An answer between quotes needs the quotes to be understood.
  if (after.some(isQuoteLine)) return withSignature(lines, null, text);
  return withSignature([...before, ...after], quoted, text);
}

type History = {
  /** Its first line. */
  readonly from: number;
  /** The line behind its last; null when it goes on to the end. */
  readonly to: number | null;
};

/** Where the repeated part begins: at a header block of an earlier mail, an introduction, or a run of `>` lines. */
function startOfHistory(lines: readonly string[]): History | null {
  for (let at = 0; at < lines.length; at += 1) {
    if (isForwardOrReplyHeader(lines, at)) return { from: at, to: null };
    const introduction = attributionLength(lines, at);
    const quoteAt = skipBlank(lines, at + introduction);
    if (introduction > 0 && (quoteAt === lines.length || isQuoteLine(lines[quoteAt] ?? '')))
      return { from: at, to: endOfQuote(lines, quoteAt) };
    if (introduction > 0 && at > 0) return { from: at, to: null };
    if (isQuoteLine(lines[at] ?? '') && isRun(lines, at)) return { from: at, to: endOfQuote(lines, at) };
  }
  return null;
}

/** One `>` alone in a text is an arrow or a comparison; at the end of the mail or in a row it is a quote. */
function isRun(lines: readonly string[], at: number): boolean {
  const next = skipBlank(lines, at + 1);
  return next === lines.length || isQuoteLine(lines[next] ?? '');
}

function endOfQuote(lines: readonly string[], from: number): number | null {
  let at = from;
  while (at < lines.length && (isQuoteLine(lines[at] ?? '') || (lines[at] ?? '').trim() === '')) at += 1;
  return at === lines.length ? null : at;
}

function isQuoteLine(line: string): boolean {
  return /^\s{0,3}>/.test(line);
}

function skipBlank(lines: readonly string[], from: number): number {
  let at = from;
  while (at < lines.length && (lines[at] ?? '').trim() === '') at += 1;
  return at;
}

function withSignature(lines: readonly string[], quoted: string | null, text: string): SplitText {
  const delimiter = lines.findIndex((line) => /^--\s?$/.test(line));
  const body = (delimiter === -1 ? lines : lines.slice(0, delimiter)).join('\n').trim();
  const signature =
    delimiter === -1
      ? ''
      : lines
          .slice(delimiter + 1)
          .join('\n')
          .trim();
  if (body === '') return { replyText: text.trim(), quoted: null, signature: null };
  return { replyText: body, quoted: quoted === '' ? null : quoted, signature: signature === '' ? null : signature };
}
