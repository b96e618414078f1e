import { storable } from './plain-strings.js';

/**
 * Telegram lets rich messages have 16 levels and 32,768 characters: what is beyond twice that is left out.
 *
 * @see https://core.telegram.org/bots/api#rich-message-formatting-options
 */
const DEEPEST = 32;
const MOST_UNITS = 65_536;

/**
 * The words of a rich message: a block a line, items of lists with their labels, cells of a row side by side.
 *
 * @param blocks of RichBlock; their texts are RichText: a string, a list of RichText, or an object with one
 * @see https://core.telegram.org/bots/api#richmessage
 */
export function richText(blocks: readonly unknown[]): string {
  const lines: string[] = [];
  let units = 0;
  for (const block of blocks) {
    if (units > MOST_UNITS) break;
    const words = wordsOfBlock(block, DEEPEST);
    units += words.length;
    if (words !== '') lines.push(words);
  }
  return storable(lines.join('\n').slice(0, MOST_UNITS));
}

/** Blocks inside blocks, and those themselves, as far as they are objects. */
export function* blocksWithin(blocks: readonly unknown[], depth = DEEPEST): Generator<object> {
  for (const block of blocks) {
    if (typeof block !== 'object' || block === null || Array.isArray(block) || depth === 0) continue;
    yield block;
    for (const field of ['blocks', 'items']) yield* blocksWithin(listIn(block, field), depth - 1);
  }
}

function wordsOfBlock(block: unknown, depth: number): string {
  if (typeof block !== 'object' || block === null || depth === 0) return '';
  const inside = [...listIn(block, 'blocks'), ...listIn(block, 'items')].map((inner) => wordsOfBlock(inner, depth - 1));
  const rows = listIn(block, 'cells').map((row) =>
    Array.isArray(row) ? row.map((cell: unknown) => wordsIn(cell, depth)).join(' | ') : '',
  );
  const own = ['text', 'summary', 'expression'].map((field) => wordsIn(fieldOf(block, field), depth));
  const after = ['caption', 'credit'].map((field) => wordsIn(fieldOf(block, field), depth));
  const words = [...own, ...inside, ...rows, ...after].map((line) => line.trim()).filter(Boolean);
  return [labelOf(block), words.join('\n')].filter(Boolean).join(' ');
}

/** Of an item of a list. */
function labelOf(block: object): string {
  if (fieldOf(block, 'has_checkbox') === true) return fieldOf(block, 'is_checked') === true ? '☑' : '☐';
  const label = fieldOf(block, 'label');
  return typeof label === 'string' ? label : '';
}

/** Of RichText, or of a caption, which has one and a credit. */
function wordsIn(text: unknown, depth: number): string {
  if (typeof text === 'string') return text;
  if (typeof text !== 'object' || text === null || depth === 0) return '';
  if (Array.isArray(text)) return text.map((part: unknown) => wordsIn(part, depth - 1)).join('');
  const words = ['text', 'alternative_text', 'expression'].map((field) => wordsIn(fieldOf(text, field), depth - 1)).join('');
  return [words, wordsIn(fieldOf(text, 'credit'), depth - 1)].filter(Boolean).join('\n');
}

function listIn(holder: object, field: string): readonly unknown[] {
  const value = fieldOf(holder, field);
  return Array.isArray(value) ? value : [];
}

function fieldOf(holder: object, field: string): unknown {
  return Object.getOwnPropertyDescriptor(holder, field)?.value;
}
