/**
 * Whether an element stands where every parser ends its parent first: a block in a paragraph, an item straight in an item.
 *
 * Such HTML comes about when an element between the two was left out (`<p><o:x><div>`), and changes when it is parsed again.
 *
 * @param html balanced, with `<` only before tags, as a sanitizer writes it
 */
export function hasImpliedEnd(html: string): boolean {
  const open: string[] = [];
  for (const [, closes, name = ''] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)/g)) {
    if (closes === '/') {
      open.pop();
      continue;
    }
    if (ENDS.get(name)?.includes(open.at(-1) ?? '') === true) return true;
    if (!VOID.has(name)) open.push(name);
  }
  return false;
}

const HEADINGS = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'];

/** Elements, and the open ones that their start ends, as htmlparser2 has them (HTML 13.1.2.4 and 13.2.6.4.7). */
const ENDS: ReadonlyMap<string, readonly string[]> = new Map([
  ...'p blockquote div dl hr ol pre table ul'.split(' ').map((name): [string, string[]] => [name, ['p']]),
  ...HEADINGS.map((name): [string, string[]] => [name, [...HEADINGS, 'p']]),
  ['a', ['a']],
  ['li', ['li']],
  ['dt', ['dt', 'dd']],
  ['dd', ['dt', 'dd']],
  ['tr', ['tr', 'th', 'td']],
  ['th', ['th']],
  ['td', ['thead', 'th', 'td']],
  ['tbody', ['thead', 'tbody']],
  ['tfoot', ['thead', 'tbody']],
]);
const VOID = new Set('br hr img col'.split(' '));
