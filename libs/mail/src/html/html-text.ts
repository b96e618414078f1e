import { compile, type DomNode, type FormatCallback, type SelectorDefinition } from 'html-to-text';

/**
 * Makes text of sanitised HTML: one line a paragraph, unwrapped, list marks kept, images as their words, and a link's address
 * behind its words where they differ.
 */
export function textOfHtml(html: string): string {
  try {
    return tidy(convert(html));
  } catch {
    // Nested too deep for a recursive walk: the words without their shape.
    return withoutTags(html);
  }
}

const SELECTORS = [
  { selector: 'a', options: { hideLinkHrefIfSameAsText: true, ignoreHref: false, linkBrackets: ['(', ')'] } },
  { selector: 'img', format: 'words' },
  { selector: 'blockquote', options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } },
  ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
  // Tables are for layout more often than for figures: a line each row, a space between cells.
  ...['tr', 'dt', 'dd'].map((selector) => ({ selector, format: 'block', options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } })),
  ...['td', 'th'].map((selector) => ({ selector, format: 'cell' })),
] satisfies SelectorDefinition[];

/** An image is what its author says of it; without words it is nothing. */
const words: FormatCallback = (element, _walk, builder) => builder.addInline(element.attribs['alt']?.trim() ?? '');

/** Without a space behind it, its words and its neighbour's would be one. Outlook puts a paragraph into each. */
const cell: FormatCallback = (element, walk, builder) => {
  walk(onlyBlock(element).children, builder);
  builder.addInline(' ');
};

/** The paragraph that is all there is in an element, or the element. */
function onlyBlock(element: DomNode): DomNode {
  const inside = element.children.filter(({ type, data }) => type === 'tag' || (data ?? '').trim() !== '');
  const [only] = inside;
  return inside.length === 1 && only && /^(p|div)$/.test(only.name ?? '') ? onlyBlock(only) : element;
}

const OPTIONS = {
  formatters: { words, cell },
  wordwrap: false,
  whitespaceCharacters: ' \t\r\n\f',
  limits: { maxInputLength: 6_000_000, maxDepth: 120, maxChildNodes: 20_000 },
} as const;

const convert = compile({ ...OPTIONS, selectors: SELECTORS });

/** The same without what `markQuotes` marked: what is new. */
export function textOfUnmarked(html: string): string {
  try {
    return tidy(convertUnmarked(html));
  } catch {
    return '';
  }
}

const convertUnmarked = compile({ ...OPTIONS, selectors: [...SELECTORS, { selector: '*[data-quoted]', format: 'skip' }] });

/** The same of what `markQuotes` marked alone. */
export function textOfMarked(html: string, mark: 'history' | 'signature'): string {
  if (!html.includes(`data-quoted="${mark}"`)) return '';
  try {
    return tidy(convertMarked[mark](html));
  } catch {
    return '';
  }
}

const onlyMarked = (mark: string): typeof convert =>
  compile({ ...OPTIONS, selectors: SELECTORS, baseElements: { selectors: [`*[data-quoted="${mark}"]`], returnDomByDefault: false } });
const convertMarked = { history: onlyMarked('history'), signature: onlyMarked('signature') };

/** Spaces that must not break are spaces; what cannot be seen is nothing; empty paragraphs and tables of pictures leave many empty lines. */
function tidy(text: string): string {
  return text
    .replaceAll('\u00a0', ' ')
    .replace(/[\u00ad\u200b\u2060\ufeff]/g, '')
    .replace(/[ \t]{1,200}(?=\n)/g, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** The words alone, in linear time, whatever the tags are. */
export function withoutTags(html: string): string {
  return html
    .replace(/<(style|script|title)\b[^<>]*>[^<]*/gi, ' ')
    .replace(/<[^<>]*>/g, ' ')
    .replace(/[ \t]+/g, ' ')
    .trim();
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Shows a plain text as HTML, line by line. */
export function htmlOfText(text: string): string {
  const escaped = text.trim().replace(/[&<>"]/g, (char) => ENTITIES[char] ?? char);
  return `<p>${escaped.replaceAll('\n', '<br>')}</p>`;
}
