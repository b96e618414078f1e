import { isNestedTooDeep } from '../html/html-nesting.js';
import { textOfHtml, textOfMarked, textOfUnmarked } from '../html/html-text.js';
import { sanitizeMailHtml } from '../html/sanitize-mail-html.js';
import { isForwardSubject } from './forward-subject.js';
import { markQuotes } from './mark-quotes.js';
import { type SplitText, withoutDelimiter } from './split-reply.js';

/**
 * Parts a mail's HTML, as it came, as `splitReply` parts a text: new text with its lines and lists, what is quoted, and the
 * signature.
 */
export function splitReplyHtml(html: string, subject = ''): SplitText {
  if (isNestedTooDeep(html)) return { replyText: textOfHtml(sanitizeMailHtml(html)), quoted: null, signature: null };
  return splitMarked(sanitizeMailHtml(markQuotes(html, isForwardSubject(subject))));
}

/** @param html sanitised, with the marks of `markQuotes` */
export function splitMarked(html: string): SplitText {
  const replyText = tidy(textOfUnmarked(html));
  // A picture alone may be what is new: it is in the HTML, and its text is empty.
  if (replyText === '') return { replyText: tidy(textOfHtml(html)), quoted: null, signature: null };
  return {
    replyText,
    quoted: tidy(textOfMarked(html, 'history')) || null,
    signature: withoutDelimiter(tidy(textOfMarked(html, 'signature'))) || null,
  };
}

/** Where elements were left out, and between empty ones, many blank lines remain. */
function tidy(text: string): string {
  return text.replace(/\n[^\S\n]*(?:\n[^\S\n]*){2,}/g, '\n\n').trim();
}
