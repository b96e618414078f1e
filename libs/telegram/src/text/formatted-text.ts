import { DeskError, type TextEntity } from '@app/domain';
import { Parser } from 'htmlparser2';
import { FormattedLines } from './formatted-lines.js';

export type FormattedText = { readonly text: string; readonly entities: readonly TextEntity[] };

/**
 * What an agent wrote as HTML, as Telegram formats it: a text, and which stretches of it look how.
 *
 * There are bold, italic, underlined, struck out, hidden (spoiler) and fixed-width text, blocks of code, quotes, and links to http, https,
 * mailto and tg. Quotes and blocks of code stand on lines of their own, without an empty line: Telegram sets them apart itself. Everything
 * else becomes plain text: paragraphs and headings stand on lines of their own, list items get a bullet or
 * their number, a picture is what it shows in words. What is no element at all, such as `<anna@shop.test>`, is text (`fail:G13`): no
 * character is ever escaped, since nothing is parsed at the other end.
 *
 * @throws DeskError invalid/html-too-deep
 * @see https://core.telegram.org/bots/api#formatting-options
 */
export function formattedText(html: string): FormattedText {
  const lines = new FormattedLines();
  const writer = new HtmlWriter(lines);
  const parser = new Parser(
    {
      onopentag: (name, attributes) => writer.open(name, attributes),
      onclosetag: (name, isImplied) => writer.close(name, isImplied),
      ontext: (text) => writer.text(text),
    },
    { decodeEntities: true, lowerCaseTags: true },
  );
  parser.end(html.replaceAll('\0', '').toWellFormed());
  return lines.end();
}

type Look = Omit<TextEntity, 'offset' | 'length'>;

const LOOKS: ReadonlyMap<string, TextEntity['type']> = new Map([
  ['b', 'bold'],
  ['strong', 'bold'],
  ['i', 'italic'],
  ['em', 'italic'],
  ['u', 'underline'],
  ['ins', 'underline'],
  ['s', 'strikethrough'],
  ['strike', 'strikethrough'],
  ['del', 'strikethrough'],
  ['tg-spoiler', 'spoiler'],
  ['code', 'code'],
  ['kbd', 'code'],
  ['samp', 'code'],
  ['tt', 'code'],
  ['pre', 'pre'],
  ['blockquote', 'blockquote'],
]);
/** With an empty line around them. */
const PARAGRAPHS = new Set(['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'ul', 'ol', 'dl', 'table', 'hr', 'figure']);
/** Telegram draws them as blocks, set apart from what is around them. */
const BLOCKS = new Set(['pre', 'blockquote']);
/** On lines of their own. */
const LINES = new Set(['div', 'li', 'dt', 'dd', 'tr', 'section', 'article', 'header', 'footer', 'address', 'figcaption', 'center', 'form']);
/** What is in them is not for readers. */
const SILENT = new Set([
  'script',
  'style',
  'head',
  'title',
  'template',
  'noscript',
  'iframe',
  'object',
  'select',
  'textarea',
  'svg',
  'math',
]);
/** Names that elements can have; `<anna@shop.test>` is none of them. */
const NAME = /^[a-z][a-z0-9:-]*$/;

/** No person writes so; a parser takes longer by the square of it. */
const MOST_DEPTH = 500;

class HtmlWriter {
  private silent = 0;
  private depth = 0;
  private readonly lists: { readonly isOrdered: boolean; next: number }[] = [];
  /** Addresses of the links that are open, to be said after them; null: none is. */
  private readonly links: (string | null)[] = [];

  constructor(private readonly lines: FormattedLines) {}

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    this.depth += 1;
    if (this.depth > MOST_DEPTH) throw new DeskError('invalid', 'html-too-deep', `The HTML has elements ${MOST_DEPTH} deep in each other.`);
    if (SILENT.has(name)) this.silent += 1;
    if (this.silent > 0) return;
    if (!NAME.test(name)) return this.lines.write(`<${[name, ...Object.keys(attributes)].join(' ')}>`);
    if (PARAGRAPHS.has(name) && !(isList(name) && this.lists.length > 0)) this.lines.breakLine(2);
    if (LINES.has(name)) this.lines.breakLine(1);
    if (BLOCKS.has(name)) this.lines.edge();
    if (isList(name)) this.lists.push({ isOrdered: name === 'ol', next: startOf(attributes['start']) });
    if (name === 'li') this.item();
    if (name === 'br') this.lines.breakLine(1, true);
    if (name === 'img') this.lines.write(attributes['alt'] ?? '');
    if (name === 'td' || name === 'th') this.lines.write(' ');
    if (name === 'a') this.links.push(addressIn(attributes['href']));
    this.lines.open(name, lookOf(name, attributes));
  }

  close(name: string, isImplied: boolean): void {
    this.depth -= 1;
    if (SILENT.has(name)) {
      this.silent = Math.max(0, this.silent - 1);
      return;
    }
    if (this.silent > 0 || (!NAME.test(name) && isImplied)) return;
    if (!NAME.test(name)) return this.lines.write(`</${name}>`);
    const said = this.lines.close(name);
    if (name === 'a') this.sayAddress(this.links.pop() ?? null, said);
    if (isList(name)) this.lists.pop();
    if (PARAGRAPHS.has(name) && !(isList(name) && this.lists.length > 0)) this.lines.breakLine(2);
    if (LINES.has(name)) this.lines.breakLine(1);
    if (BLOCKS.has(name)) this.lines.edge();
  }

  text(text: string): void {
    if (this.silent === 0) this.lines.write(text);
  }

  private item(): void {
    const list = this.lists.at(-1);
    const mark = list?.isOrdered ? `${list.next}. ` : '• ';
    if (list) list.next += 1;
    this.lines.mark(`${'  '.repeat(Math.min(Math.max(this.lists.length - 1, 0), 8))}${mark}`);
  }

  /** Not every messenger opens a link to write to somebody: the address stands there too. */
  private sayAddress(address: string | null, said: string): void {
    if (address !== null && !said.includes(address)) this.lines.write(` (${address})`);
  }
}

function isList(name: string): boolean {
  return name === 'ul' || name === 'ol';
}

function startOf(given: string | undefined): number {
  const start = Number(given ?? 1);
  return Number.isSafeInteger(start) ? start : 1;
}

function lookOf(name: string, attributes: Readonly<Record<string, string>>): Look | null {
  if (name === 'span' && /(?:^|\s)tg-spoiler(?:\s|$)/.test(attributes['class'] ?? '')) return { type: 'spoiler' };
  const language = /(?:^|\s)language-([\w+#.-]{1,40})/.exec(attributes['class'] ?? '')?.[1];
  if ((name === 'code' || name === 'pre') && language !== undefined) return { type: name, language };
  const url = name === 'a' ? linkOf(attributes['href'] ?? '') : null;
  if (url !== null) return { type: 'text_link', url };
  const type = LOOKS.get(name);
  return type === undefined ? null : { type };
}

/** Longer than the longest links that people send. */
const MOST_UNITS = 2_048;
const SCHEMES = new Set(['http:', 'https:', 'mailto:', 'tg:']);

/** Where a link may lead; null where it leads nowhere (`threat:B12`). */
function linkOf(href: string): string | null {
  const url = URL.parse(href.trim());
  return url !== null && SCHEMES.has(url.protocol) && url.href.length <= MOST_UNITS ? url.href : null;
}

function addressIn(href: string | undefined): string | null {
  const address = /^\s*mailto:([^?\s]+)/i.exec(href ?? '')?.[1];
  return address === undefined || linkOf(href ?? '') === null ? null : decoded(address);
}

function decoded(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}
