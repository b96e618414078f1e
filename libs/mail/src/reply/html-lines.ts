import { type ChildNode, type Element, isTag, isText, type ParentNode, Text } from 'domhandler';
import { prepend, removeElement } from 'domutils';
import { attributionAt } from './attribution.js';
import { markerOf } from './html-markers.js';
import { withInitialsRead } from './initials.js';
import { cleaned, isBlank, type Line, type LineMark, linesOf, MAX_FORM_LENGTH, MAX_LINES } from './lines.js';
import { quotedHeaderAt } from './quoted-header.js';

/** A line that readers see, and the ends of the tree that it is made of. */
export type HtmlLine = Line & { readonly leaves: readonly ChildNode[] };

/** Reads a tree line by line, as it is shown; text in `pre` is parted at its line breaks. */
export function htmlLines(root: ParentNode): HtmlLine[] {
  const reading = new Reading();
  reading.walk(root, { depth: 0, isSignature: false, isPre: false });
  return withInitialsRead(reading.finish()).slice();
}

type Surroundings = { readonly depth: number; readonly isSignature: boolean; readonly isPre: boolean };

/** A `blockquote` without marks: which lines it has. */
type Doubt = { readonly from: number; readonly to: number };

class Reading {
  private readonly lines: HtmlLine[] = [];
  private readonly doubts: Doubt[] = [];
  private text = '';
  private leaves: ChildNode[] = [];
  private line: { depth: number; isSignature: boolean } | null = null;
  /** For the next line that begins. */
  private pending: LineMark | null = null;
  private isOver = false;

  walk(parent: ParentNode, around: Surroundings): void {
    // Text may be parted on the way.
    const children = parent.children.slice();
    for (const child of children) this.read(child, around);
  }

  finish(): HtmlLine[] {
    this.isOver = true;
    this.endLine();
    settleDoubts(this.lines, this.doubts);
    return this.lines;
  }

  private read(node: ChildNode, around: Surroundings): void {
    if (isText(node)) this.readText(node, around);
    else if (isTag(node)) this.readElement(node, around);
  }

  private readText(node: Text, around: Surroundings): void {
    if (!around.isPre || !node.data.includes('\n')) {
      this.add(node, node.data, around);
      return;
    }
    const pieces = node.data.split(/(?<=\n)/).map((piece) => new Text(piece));
    for (const piece of pieces) prepend(node, piece);
    removeElement(node);
    for (const piece of pieces) {
      this.add(piece, piece.data, around);
      if (piece.data.endsWith('\n')) this.endLine(around);
    }
  }

  private readElement(element: Element, around: Surroundings): void {
    const { name } = element;
    if (UNSEEN.has(name)) return;
    if (name === 'br') {
      this.leaves.push(element);
      this.endLine(around);
      return;
    }
    if (name === 'img') {
      this.leaves.push(element);
      return;
    }
    const isBlock = BLOCKS.has(name);
    if (isBlock) this.endLine();
    if (name === 'hr') this.add(element, RULE, around);
    else if (name === 'td' || name === 'th') this.text += ' ';
    this.readInside(element, around);
    if (isBlock) this.endLine();
    if (PARAGRAPHS.has(name)) this.lines.push({ raw: '', text: '', depth: around.depth, mark: null, leaves: [] });
  }

  private readInside(element: Element, around: Surroundings): void {
    const marker = markerOf(element);
    const isPre = around.isPre || element.name === 'pre' || /white-space:\s*pre/i.test(element.attribs['style'] ?? '');
    const inside = { ...around, isPre };
    switch (marker) {
      case null:
        return this.walk(element, inside);
      case 'history':
      case 'forwarded':
        this.endLine();
        if (around.depth === 0) this.pending = marker;
        return this.walk(element, inside);
      case 'signature':
        this.endLine();
        this.walk(element, { ...inside, isSignature: true });
        return this.endLine();
      case 'quote':
        return this.readQuote(element, inside);
      case 'introduced-quote':
        return this.readIntroduced(element, inside);
      case 'maybe-quote': {
        this.endLine();
        const from = this.lines.length;
        this.readQuote(element, inside);
        if (around.depth === 0 && this.doubts.length < MAX_DOUBTS) this.doubts.push({ from, to: this.lines.length });
        return;
      }
    }
  }

  private readQuote(element: Element, around: Surroundings): void {
    this.endLine();
    this.walk(element, { ...around, depth: around.depth + 1, isSignature: false });
    this.endLine();
  }

  /** What stands before the quote introduces it; what stands behind it is the author's. */
  private readIntroduced(element: Element, around: Surroundings): void {
    this.endLine();
    const quoteAt = element.children.findIndex((child) => isTag(child) && child.name === 'blockquote');
    [...element.children].forEach((child, at) => {
      this.read(child, at < quoteAt ? { ...around, depth: around.depth + 1 } : around);
      if (at === quoteAt - 1) this.endLine();
    });
    this.endLine();
  }

  private add(leaf: ChildNode, text: string, around: Surroundings): void {
    // Blanks between blocks are no line.
    if (this.leaves.length === 0 && this.text.trim() === '' && text.trim() === '' && !around.isPre) return;
    this.line ??= around;
    this.leaves.push(leaf);
    if (this.text.length <= 2 * MAX_FORM_LENGTH) this.text += text;
  }

  private endLine(around: Surroundings | null = null): void {
    if (this.lines.length >= MAX_LINES && this.leaves.length > 0 && !this.isOver) return;
    const { depth, isSignature } = this.line ?? around ?? { depth: 0, isSignature: false };
    if (this.leaves.length > 0) {
      // A mail that was plain text once has `>` marks in its HTML too.
      const marked = linesOf(cleaned(this.text))[0];
      const text = marked?.text ?? '';
      const mark = this.pending ?? (isSignature ? 'signature' : depth > 0 ? 'quote' : null);
      const isSeen = text !== '' || this.leaves.some((leaf) => isTag(leaf) && leaf.name === 'img');
      const isPicture = text === '' && isSeen;
      this.lines.push({
        raw: marked?.raw ?? '',
        text: isPicture ? IMAGE : text,
        depth: depth + (marked?.depth ?? 0),
        mark,
        leaves: this.leaves,
      });
      this.pending = null;
    }
    this.text = '';
    this.leaves = [];
    this.line = null;
  }
}

/** Passages that an author sets apart in one mail. */
const MAX_DOUBTS = 40;
const RULE = '----------';
/** Stands for a picture, so that a line with one is not blank. */
const IMAGE = '\u25a1';
const UNSEEN = new Set('head style script title template noscript meta link xml svg math'.split(' '));
const BLOCKS = new Set(
  'address article aside blockquote body center dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section table tbody tfoot thead tr ul'.split(
    ' ',
  ),
);
const PARAGRAPHS = new Set(['p', 'h1', 'h2', 'h3', 'ul', 'ol', 'table']);

/**
 * A `blockquote` without marks quotes when an introduction stands above it or in it, or when nothing else in the mail
 * quotes: its author may have set a passage apart.
 */
function settleDoubts(lines: HtmlLine[], doubts: readonly Doubt[]): void {
  const isDoubtful = (at: number): boolean => doubts.some(({ from, to }) => at >= from && at < to);
  const introduced = doubts.map(({ from, to }) => isIntroduced(lines, from, to));
  const quotesElsewhere =
    introduced.includes(true) || lines.some((line, at) => (line.depth > 0 || line.mark === 'history') && !isDoubtful(at));
  doubts.forEach(({ from, to }, index) => {
    if (introduced[index] === true || (!quotesElsewhere && index === doubts.length - 1)) return;
    for (let at = from; at < to; at += 1) {
      const line = lines[at];
      if (line !== undefined) lines[at] = { ...line, depth: line.depth - 1, mark: null };
    }
  });
}

function isIntroduced(lines: readonly HtmlLine[], from: number, to: number): boolean {
  let above = from - 1;
  for (let seen = 0; above >= 0 && seen < 4; above -= 1) {
    if (isBlank(lines[above])) continue;
    seen += 1;
    const attribution = attributionAt(lines, above);
    if (attribution !== null && lines.slice(attribution.to, from).every(isBlank)) return true;
  }
  const first = lines.findIndex((line, at) => at >= from && !isBlank(line));
  return first !== -1 && first < to && (attributionAt(lines, first)?.sure === true || quotedHeaderAt(lines, first) !== null);
}
