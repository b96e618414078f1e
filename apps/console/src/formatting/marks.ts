/** Light marks that become formatting in a chat: those that Telegram's own apps read, and `++` for what is underlined. */
export const MARKS = { bold: '**', italic: '__', underline: '++', strike: '~~', code: '`' } as const;
export type Mark = keyof typeof MARKS | 'quote' | 'link';

/** What is put in the place of a stretch of a text, and what is selected then. Places are counted in UTF-16 units. */
export type Edit = {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
  readonly select: readonly [from: number, to: number];
};

/** Gives what is selected a mark, or takes it away where it has it. */
export function marked(text: string, from: number, to: number, mark: Mark): Edit {
  if (mark === 'quote') return quoted(text, from, to);
  if (mark === 'link') return linked(text, from, to);
  const isBlock = mark === 'code' && text.slice(from, to).includes('\n');
  return isBlock ? surrounded(text, from, to, '```\n', '\n```') : surrounded(text, from, to, MARKS[mark], MARKS[mark]);
}

function surrounded(text: string, start: number, end: number, before: string, after: string): Edit {
  // A mark stands at a letter: not at the space that a double click selects too.
  const chosen = text.slice(start, end);
  const from = start + (chosen.length - chosen.trimStart().length) * Number(chosen.trim() !== '');
  const to = from + (chosen.trim() === '' ? chosen.length : chosen.trim().length);
  const inner = text.slice(from, to);
  if (text.slice(from - before.length, from) === before && text.slice(to, to + after.length) === after) {
    return { from: from - before.length, to: to + after.length, insert: inner, select: [from - before.length, to - before.length] };
  }
  if (inner.length >= before.length + after.length && inner.startsWith(before) && inner.endsWith(after)) {
    const bare = inner.slice(before.length, inner.length - after.length);
    return { from, to, insert: bare, select: [from, from + bare.length] };
  }
  return { from, to, insert: `${before}${inner}${after}`, select: [from + before.length, to + before.length] };
}

/** Whole lines are quoted. */
function quoted(text: string, start: number, end: number): Edit {
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const next = text.indexOf('\n', end);
  const to = next < 0 ? text.length : next;
  const lines = text.slice(from, to).split('\n');
  const all = lines.every((line) => line.startsWith('>'));
  const insert = lines.map((line) => (all ? line.replace(/^> ?/, '') : `> ${line}`)).join('\n');
  return { from, to, insert, select: [from + (start === end ? insert.length : 0), from + insert.length] };
}

const ADDRESS = 'https://';

/** The words stay, and the address is selected, to be typed over. */
function linked(text: string, from: number, to: number): Edit {
  const words = text.slice(from, to);
  const isAddress = /^https?:\/\/\S+$/.test(words);
  const insert = isAddress ? `[](${words})` : `[${words}](${ADDRESS})`;
  if (isAddress || words === '') return { from, to, insert, select: [from + 1, from + 1] };
  const at = from + words.length + 3;
  return { from, to, insert, select: [at, at + ADDRESS.length] };
}
