import { isNestedTooDeep } from '../html/html-nesting.js';
import { htmlOfText, textOfHtml, withoutTags } from '../html/html-text.js';
import type { MimePart } from './mime-parser.js';
import { storable } from '../head/plain-characters.js';
import { sanitizeMailHtml } from '../html/sanitize-mail-html.js';

/** Characters of text, and of HTML, that are taken over. */
export const MAX_TEXT_LENGTH = 1_000_000;

export type MailBody = { readonly text: string; readonly html: string | null; readonly cut: boolean };

/**
 * Puts the texts of a mail together, in order: of alternatives one plain and one HTML, of everything else all.
 *
 * Where a piece is there in one form only, the other is made of it, so that neither leaves a sentence out.
 */
export function readBody(root: MimePart | null): MailBody {
  const pieces = root === null ? [] : piecesOf(root);
  const text = pieces.map((piece) => piece.plain ?? textOfHtml(piece.html ?? '')).join('\n');
  const html = pieces.some((piece) => piece.html !== null)
    ? pieces.map((piece) => piece.html ?? htmlOfText(piece.plain ?? '')).join('\n')
    : null;
  return {
    text: storable(limited(text)),
    html: html === null ? null : storable(limited(html)),
    cut: text.length > MAX_TEXT_LENGTH || pieces.some((piece) => piece.cut),
  };
}

type Piece = {
  readonly plain: string | null;
  /** Sanitised, which also takes away the nesting that no recursive walk survives. */
  readonly html: string | null;
  readonly cut: boolean;
};

function piecesOf(part: MimePart): Piece[] {
  if (part.children.length > 0) {
    const pieces = part.children.flatMap(piecesOf);
    return part.contentType === 'multipart/alternative' ? oneOf(pieces) : pieces;
  }
  if (part.isAttachment === true || part.textContent === undefined) return [];
  const text = part.textContent;
  if (part.contentType !== 'text/html') return [{ plain: text, html: null, cut: false }];
  return [{ plain: null, html: safeHtml(limited(text)), cut: text.length > MAX_TEXT_LENGTH }];
}

function safeHtml(html: string): string {
  return isNestedTooDeep(html) ? htmlOfText(withoutTags(html)) : sanitizeMailHtml(html);
}

/** Alternatives stand in growing faithfulness (RFC 2046 5.1.4): the last HTML, and the first plain text that is not blank. */
function oneOf(pieces: readonly Piece[]): Piece[] {
  if (pieces.length === 0) return [];
  const plain = pieces.find((piece) => piece.plain !== null && piece.plain.trim() !== '')?.plain ?? null;
  const html = pieces.findLast((piece) => piece.html !== null)?.html ?? null;
  const cut = pieces.some((piece) => piece.cut);
  return [plain === null && html === null ? { plain: '', html: null, cut } : { plain, html, cut }];
}

function limited(text: string): string {
  return text.length > MAX_TEXT_LENGTH ? text.slice(0, MAX_TEXT_LENGTH) : text;
}
