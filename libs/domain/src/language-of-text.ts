/** Fewer letters than this may be a name, a number of an order, a word of a product. */
const LEAST_LETTERS = 12;
/** Of a text in Russian a fair part may be names, addresses and quotes in Latin letters, but not most of it. */
const LEAST_CYRILLIC = 0.3;

/**
 * The language, of those that we speak, in which the writer of a text would rather be answered.
 *
 * Letters decide: Cyrillic is answered in Russian, Latin in English. Other scripts, and texts too short to tell, are null.
 */
export function languageOfText(text: string): 'ru' | 'en' | null {
  const words = text.slice(0, 5_000).replace(/\S+@\S+|https?:\S+|www\.\S+/g, ' ');
  const all = count(words, /\p{L}/gu);
  if (all < LEAST_LETTERS) return null;
  const cyrillic = count(words, /\p{Script=Cyrillic}/gu);
  if (cyrillic / all >= LEAST_CYRILLIC) return 'ru';
  return count(words, /\p{Script=Latin}/gu) / all >= 0.8 ? 'en' : null;
}

function count(text: string, letter: RegExp): number {
  return text.match(letter)?.length ?? 0;
}
