import { textOfUnmarked } from '../html/html-text.js';
import { splitMarked } from './split-html.js';
import { type SplitText, splitReply } from './split-reply.js';

/** The texts of one mail. */
export type MailTexts = {
  readonly text: string;
  /** Sanitised, with the marks of `markQuotes`; null when there is none. */
  readonly html: string | null;
  /** Whether the author's program wrote the text; it is made of the HTML otherwise. */
  readonly isPlain: boolean;
};

/**
 * Parts a mail that may have both plain text and HTML.
 *
 * Marks in HTML are the mail program's own word and decide; the words are those of the plain text wherever it has the same.
 */
export function splitMail({ text, html, isPlain }: MailTexts, subject: string): SplitText {
  if (html === null) return splitReply(text, subject);
  // Without marks, the text that was made of it is what splitting would make again.
  if (!isPlain) return html.includes('data-quoted="') ? splitMarked(html) : { replyText: text, quoted: null, signature: null };
  const plain = splitReply(text, subject);
  if (!html.includes('data-quoted="')) return plain;
  // What is quoted in the HTML costs as much again to read, and is not needed where both agree: nearly always.
  if (lettersOf(textOfUnmarked(html)) === lettersOf(plain.replyText)) return plain;
  const marked = splitMarked(html);
  const same = sameWords(text, marked.replyText);
  if (same !== null) return { replyText: same, quoted: plain.quoted ?? marked.quoted, signature: marked.signature };
  return plain.quoted === null ? marked : plain;
}

/** The lines of a text that say what `wanted` says, whatever stands around them; null when no lines do. */
function sameWords(text: string, wanted: string): string | null {
  const letters = lettersOf(wanted);
  const lines = text.split('\n');
  const starts: number[] = [];
  let all = '';
  for (const line of lines) {
    starts.push(all.length);
    all += lettersOf(line);
  }
  const from = letters === '' ? -1 : all.indexOf(letters);
  if (from === -1) return null;
  const first = starts.findLastIndex((start) => start <= from);
  const last = starts.findLastIndex((start) => start < from + letters.length);
  return lines
    .slice(first, last + 1)
    .join('\n')
    .trim();
}

/** Programs wrap, mark and space the same words differently. */
function lettersOf(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
}
