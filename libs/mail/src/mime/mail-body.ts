import { storable } from '../head/plain-characters.js';
import { isNestedTooDeep } from '../html/html-nesting.js';
import { htmlOfText, textOfHtml, withoutTags } from '../html/html-text.js';
import { sanitizeMailHtml } from '../html/sanitize-mail-html.js';
import { isForwardSubject } from '../reply/forward-subject.js';
import { markQuotes } from '../reply/mark-quotes.js';
import type { MailTexts } from '../reply/split-mail.js';
import { isStub } from './html-stub.js';
import type { TextPiece } from './mime-parser.js';

/** Characters of text, and of HTML, that are taken over. */
export const MAX_TEXT_LENGTH = 1_000_000;

export type MailBody = MailTexts & {
  /** Too long, and shortened. */
  readonly cut: boolean;
};

/**
 * Puts the texts of a mail together, in order.
 *
 * Where a piece is there in one form only, the other is made of it, so that neither leaves a sentence out.
 */
export function readBody(found: readonly TextPiece[], subject = ''): MailBody {
  const isForward = isForwardSubject(subject);
  const pieces = found.map((piece) => safePiece(piece, isForward));
  const text = pieces.map(wordsOf).join('\n');
  const html = pieces.some((piece) => piece.html !== null)
    ? pieces.map((piece) => piece.html ?? htmlOfText(piece.plain ?? '')).join('\n')
    : null;
  return {
    text: storable(limited(text)),
    html: html === null ? null : storable(limited(html)),
    isPlain: pieces.some(isWritten),
    cut: text.length > MAX_TEXT_LENGTH || found.some(({ html: given }) => (given?.length ?? 0) > MAX_TEXT_LENGTH),
  };
}

/** Sanitised, which also takes away the nesting that no recursive walk survives. */
function safePiece({ plain, html }: TextPiece, isForward: boolean): TextPiece {
  return { plain, html: html === null ? null : safeHtml(limited(html), isForward) };
}

/** Sanitised, what is quoted in it marked: mail programs' own marks are gone once it is sanitised. */
function safeHtml(html: string, isForward: boolean): string {
  return isNestedTooDeep(html) ? htmlOfText(withoutTags(html)) : sanitizeMailHtml(markQuotes(html, isForward));
}

/** Plain words as they were written, unless they only say that the letter is in the HTML. */
function wordsOf(piece: TextPiece): string {
  const { plain, html } = piece;
  if (html === null || isWritten(piece)) return plain ?? '';
  return textOfHtml(html) || (plain ?? '');
}

function isWritten({ plain, html }: TextPiece): boolean {
  return plain !== null && plain.trim() !== '' && (html === null || !isStub(plain));
}

function limited(text: string): string {
  return text.length > MAX_TEXT_LENGTH ? text.slice(0, MAX_TEXT_LENGTH) : text;
}
