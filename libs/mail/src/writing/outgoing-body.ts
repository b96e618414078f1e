import { storable } from '../head/plain-characters.js';
import { htmlOfText } from '../html/html-text.js';
import { outgoingHtml } from './outgoing-html.js';
import { htmlOfQuotes } from './quoted-history.js';

/** What is said in a mail: the author's words, then the signature, then what is repeated of earlier messages. */
export type OutgoingWords = {
  readonly text: string;
  /** As it is stored; null: made of the text. */
  readonly html: string | null;
  /** Plain lines, without the delimiter. */
  readonly signature?: string | null | undefined;
  /** Of `quoteHistory`. */
  readonly quoted?: string | null | undefined;
};

/** Opens a signature; the space belongs to it (RFC 3676 4.3). */
const DELIMITER = '-- ';

/**
 * The two bodies of a mail, of the same words. A file alone goes with an empty line, so that there is a body to show it under.
 *
 * @param contentIds by the ids of the files that the HTML shows
 */
export function bodiesOf(words: OutgoingWords, contentIds: ReadonlyMap<string, string>): { text: string; html?: string } {
  const { html } = words;
  const [text, signature, quoted] = [words.text, words.signature ?? '', words.quoted ?? ''].map(plainLines);
  const isEmpty = `${text}${signature}${quoted}`.trim() === '' && html === null;
  if (isEmpty) return { text: '\n' };
  return {
    text: [text, signature && `${DELIMITER}\n${signature}`, quoted].filter(Boolean).join('\n\n'),
    html: [
      html === null ? (text ?? '').trim() && htmlOfText(text ?? '') : plainLines(outgoingHtml(html, contentIds)),
      signature && `<div class="gmail_signature">${htmlOfText(`${DELIMITER}\n${signature}`)}</div>`,
      quoted && htmlOfQuotes(quoted),
    ]
      .filter(Boolean)
      .join('<br>'),
  };
}

/** A bare CR or LF is a line end to some servers and none to others, which is how one mail becomes two. */
function plainLines(text: string): string {
  return storable(text).replace(/\r\n?/g, '\n');
}
