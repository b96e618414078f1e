import { compile } from 'html-to-text';

/**
 * Makes text of sanitised HTML: one line a paragraph, unwrapped, list marks kept, images left out, and a link's address
 * behind its words where they differ.
 */
export function textOfHtml(html: string): string {
  try {
    return convert(html).trim();
  } catch {
    // Nested too deep for a recursive walk: the words without their shape.
    return withoutTags(html);
  }
}

const convert = compile({
  wordwrap: false,
  limits: { maxInputLength: 6_000_000, maxDepth: 120, maxChildNodes: 20_000 },
  selectors: [
    { selector: 'a', options: { hideLinkHrefIfSameAsText: true, ignoreHref: false, linkBrackets: ['<', '>'] } },
    { selector: 'img', format: 'skip' },
    { selector: 'blockquote', options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } },
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
    { selector: 'table', options: { uppercaseHeaderCells: false } },
  ],
});

/** The words alone, in linear time, whatever the tags are. */
export function withoutTags(html: string): string {
  return html
    .replace(/<(style|script|title)\b[^>]*>[^<]*/gi, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/[ \t]+/g, ' ')
    .trim();
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Shows a plain text as HTML, line by line. */
export function htmlOfText(text: string): string {
  const escaped = text.trim().replace(/[&<>"]/g, (char) => ENTITIES[char] ?? char);
  return `<p>${escaped.replaceAll('\n', '<br>')}</p>`;
}
