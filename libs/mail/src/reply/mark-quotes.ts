import { render } from 'dom-serializer';
import { type ChildNode, Element, hasChildren, isTag, type ParentNode } from 'domhandler';
import { parseDocument } from 'htmlparser2';
import { htmlLines } from './html-lines.js';
import { type Part, partsOf } from './mail-parts.js';

/** The attribute that says what a piece of HTML is: `history` or `signature`. New text has none. */
export const MARK = 'data-quoted';

/**
 * Marks in a mail's HTML what is quoted and what is the signature, so that it can be folded; nothing is taken away.
 *
 * First by what mail programs write into their HTML (classes, ids, `blockquote`), then by the rules of plain text.
 * It is done before sanitising, which takes those marks away. Marks of the author's own are taken off: nobody hides words
 * from agents.
 *
 * @param html as it came, nested less deep than `isNestedTooDeep` allows
 */
export function markQuotes(html: string, isForward = false): string {
  try {
    return marked(html, isForward);
  } catch (error) {
    // Elements that are always left open can be nested deeper than any walk goes: nothing in such HTML is a quote.
    if (error instanceof RangeError) return html.replace(/data-quoted/gi, 'data-none');
    throw error;
  }
}

function marked(html: string, isForward: boolean): string {
  const document = parseDocument(html);
  const lines = htmlLines(document);
  const parts = partsOf(lines, isForward);
  const isForged = html.toLowerCase().includes(MARK);
  if (!isForged && parts.every((part) => part === 'new')) return html;
  const partOf = new Map<ChildNode, Part | 'mixed'>();
  lines.forEach((line, at) => {
    for (const leaf of line.leaves) partOf.set(leaf, parts[at] ?? 'new');
  });
  addBranches(document, partOf);
  markChildren(document, partOf);
  return render(document, { encodeEntities: 'utf8' });
}

const MARKS: Readonly<Record<Part, string | null>> = { new: null, quoted: 'history', signature: 'signature' };

/** Gives each element the one part that all lines in it are of, or `mixed`; nothing where no line is in it. */
function addBranches(parent: ParentNode, partOf: Map<ChildNode, Part | 'mixed'>): Part | 'mixed' | undefined {
  let found: Part | 'mixed' | undefined;
  for (const child of parent.children) {
    if (isTag(child)) delete child.attribs[MARK];
    const inside = hasChildren(child) ? addBranches(child, partOf) : undefined;
    const part = partOf.get(child) ?? inside;
    if (part === undefined) continue;
    partOf.set(child, part);
    found = found === undefined || found === part ? part : 'mixed';
  }
  return found;
}

/** Runs of neighbours that are all of one part get one element around them; rows, cells and items are marked themselves. */
function markChildren(parent: ParentNode, partOf: ReadonlyMap<ChildNode, Part | 'mixed'>): void {
  const children: ChildNode[] = [];
  let run: Element | null = null;
  for (const child of parent.children) {
    const part = partOf.get(child);
    const mark = part === undefined || part === 'mixed' ? null : MARKS[part];
    if (part === 'mixed' && hasChildren(child)) markChildren(child, partOf);
    if (part === undefined && run !== null) {
      run.children.push(child);
      continue;
    }
    if (mark === null || (isTag(child) && UNWRAPPABLE.has(child.name))) {
      if (mark !== null && isTag(child)) child.attribs[MARK] = mark;
      run = null;
      children.push(child);
      continue;
    }
    if (run?.attribs[MARK] !== mark) {
      run = new Element(isInline(parent) ? 'span' : 'div', { [MARK]: mark });
      children.push(run);
    }
    run.children.push(child);
  }
  parent.children = children;
}

/** Elements that stand in no other than their own parent. */
const UNWRAPPABLE = new Set('html head body tbody thead tfoot tr td th caption colgroup col li dt dd'.split(' '));
const INLINE = new Set(
  'p span a b i u em strong font small big s strike del ins sub sup tt code center mark label h1 h2 h3 h4 h5 h6 pre'.split(' '),
);

function isInline(parent: ParentNode): boolean {
  return isTag(parent) && INLINE.has(parent.name);
}
