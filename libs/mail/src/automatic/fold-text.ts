/**
 * Brings words into one spelling for comparison: lower case, Latin letters without their marks, one space, straight quotes.
 *
 * Marks of other scripts stay: they make other letters there.
 */
export function foldText(text: string): string {
  const lower = text.toLowerCase();
  const plain = ASCII.test(lower)
    ? lower
    : lower.normalize('NFD').replace(LATIN_MARKS, '$1').normalize('NFC').replace(QUOTES, "'").replaceAll('ё', 'е');
  return plain.replace(SPACES, ' ').trim();
}

// eslint-disable-next-line no-control-regex
const ASCII = /^[\x00-\x7f]*$/;
const LATIN_MARKS = /([a-z])\p{M}+/gu;
const QUOTES = /[\u2018\u2019\u02bc\u00b4`]/g;
const SPACES = /[\s\u200b\u3000]+/g;
