import { isBlank, type Line } from './lines.js';
import { type Block, blocksOf } from './mail-blocks.js';
import { signatureIn } from './signature.js';

export type Part = 'new' | 'quoted' | 'signature';

/**
 * Tells for each line of a mail what it is.
 *
 * Nothing is hidden that a reader needs (`fail:P11`): quotes above an answer between quotes stay, and where nothing new
 * would be left, the signature, or else the whole mail, counts as new.
 */
export function partsOf(lines: readonly Line[], isForward = false): Part[] {
  const blocks = blocksOf(lines, isForward);
  const parts = lines.map((): Part => 'new');
  for (const block of blocks) {
    if (block.kind === 'quote' || block.kind === 'history') parts.fill('quoted', block.from, block.to);
    if (block.kind !== 'text') continue;
    signatureIn(lines.slice(block.from, block.to)).forEach((is, at) => {
      if (is) parts[block.from + at] = 'signature';
    });
  }
  const lastAnswer = lastAnswerBetweenQuotes(blocks, lines, parts);
  for (const block of blocks) if (block.kind === 'quote' && block.to <= lastAnswer) parts.fill('new', block.from, block.to);
  return withSomethingNew(lines, parts);
}

/** Where the last answer begins when answers stand between quotes; 0 when none does. */
function lastAnswerBetweenQuotes(blocks: readonly Block[], lines: readonly Line[], parts: readonly Part[]): number {
  const isAnswer = (block: Block): boolean => block.kind === 'text' && saysNew(lines, parts, block.from, block.to);
  const isQuote = (block: Block): boolean => block.kind === 'quote';
  const answers = blocks.filter((block, at) => isAnswer(block) && blocks.slice(0, at).some(isQuote));
  const isBetween = answers.some((answer) => blocks.some((block) => isQuote(block) && block.from >= answer.to));
  return isBetween ? (answers.at(-1)?.from ?? 0) : 0;
}

function withSomethingNew(lines: readonly Line[], parts: Part[]): Part[] {
  if (saysNew(lines, parts, 0, lines.length)) return parts;
  const signed = parts.findIndex((part, at) => part === 'signature' && isSaid(lines[at]));
  if (signed === -1) return lines.map(() => 'new');
  return parts.map((part) => (part === 'signature' ? 'new' : part));
}

/** A closing is words of the author's own; a delimiter, or a telephone's line, is not. */
function isSaid(line: Line | undefined): boolean {
  return line !== undefined && line.text !== '' && line.mark === null;
}

function saysNew(lines: readonly Line[], parts: readonly Part[], from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) if (parts[at] === 'new' && !isBlank(lines[at])) return true;
  return false;
}
