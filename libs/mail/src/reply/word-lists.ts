/** One list of words from rows of them, `a | b | c` a row: a language each. */
export function listed(...rows: readonly string[]): string[] {
  return rows.flatMap((row) => row.split(' | '));
}

/**
 * Looks words up without regard to case. Longer words come first, so that `escreveu no dia` is not read as `escreveu`.
 *
 * @param script `spaced`: words stand between other characters than letters; CJK words stand anywhere
 */
export function wordPattern(words: readonly string[]): RegExp {
  const sorted = [...new Set(words)].toSorted((a, b) => b.length - a.length);
  const spaced = sorted.filter((word) => !UNSPACED.test(word)).map(escaped);
  const unspaced = sorted.filter((word) => UNSPACED.test(word)).map(escaped);
  const parts = [`(?<!${LETTER})(?:${spaced.join('|')})(?!${LETTER})`];
  if (unspaced.length > 0) parts.push(`(?:${unspaced.join('|')})`);
  return new RegExp(parts.join('|'), 'iv');
}

/** The words as keys: lower case, NFC. */
export function wordSet(words: readonly string[]): ReadonlySet<string> {
  return new Set(words.map(keyOf));
}

export function keyOf(word: string): string {
  return word.normalize('NFC').toLowerCase().replace(/[’‘]/g, "'");
}

/** Of a script with spaces between words: `iPhoneから送信` has the word `iPhone`. */
const LETTER = String.raw`[[\p{L}\p{M}]--[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Thai}]]`;

/** Scripts that are written without spaces between words. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u;

function escaped(word: string): string {
  return word.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
