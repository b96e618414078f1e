import type { Line } from './lines.js';
import { END_OF_FORWARDED, FORWARDED, ORIGINAL, REPLY_ABOVE } from './words/quote-words.js';
import { keyOf, wordSet } from './word-lists.js';

/** What a ruled line says of the lines below it. */
export type Separator = 'original' | 'forwarded' | 'forwarded-end' | 'reply-above';

/**
 * What a separator says, as `-----Original Message-----` does; null when it is none.
 *
 * Apple Mail writes its one without rules and with a colon: `Begin forwarded message:`.
 */
export function separatorOf({ text }: Line): Separator | null {
  if (text.length < 3 || text.length > 160) return null;
  const words = phraseOf(text);
  if (words === '') return null;
  if (isRuled(text) || /[:：]$/.test(text)) {
    if (ORIGINALS.has(words) && isRuled(text)) return 'original';
    if (FORWARDS.has(words) || (isRuled(text) && startsForward(words))) return 'forwarded';
    if (ENDS.has(words)) return 'forwarded-end';
  }
  const lower = keyOf(text);
  return REPLY_ABOVE.some((one) => lower.includes(one)) && (isRuled(text) || text.length < 100) ? 'reply-above' : null;
}

/** A line of nothing but dashes, underscores, stars or equals signs. */
export function isRule({ text }: Line): boolean {
  return /^(?:[-–—_=*~]\s?){3,200}$/.test(text);
}

/** Two or more rules before the words, or the words between rules. */
function isRuled(text: string): boolean {
  return /^(?:[-–—_=*~#]\s?){2}/.test(text) || /^-\s.*\s-$/.test(text);
}

function phraseOf(text: string): string {
  return keyOf(text.replace(/^[-–—_=*~#<>|+\s]{1,100}/, '').replace(/[-–—_=*~#<>|+\s:：.]{1,100}$/, ''));
}

const ORIGINALS = wordSet(ORIGINAL);
const FORWARDS = wordSet(FORWARDED);
const ENDS = wordSet(END_OF_FORWARDED);

/** Notes and others put a name and a day behind the words: `---- Forwarded by Anna on 05.01.2026 ----`. */
function startsForward(words: string): boolean {
  return /^(?:forwarded by|переслано|weitergeleitet von|forwarded from|inoltrato da|reenviado por|transféré par)\s/.test(words);
}
