/**
 * Guesses the charset of bytes that are no UTF-8 and declare nothing (or something false).
 *
 * ISO-2022-JP is known by its escapes. Otherwise the Cyrillic charsets are weighed by how much the bytes, read in each,
 * look like Russian words, and Western is what remains.
 */
export function detectCharset(bytes: Uint8Array): string {
  const sample = bytes.subarray(0, 4096);
  if (hasJapaneseEscape(sample)) return 'iso-2022-jp';
  const eightBit = sample.reduce((n, byte) => n + (byte >= 0x80 ? 1 : 0), 0);
  if (eightBit === 0) return 'windows-1252';
  const [best, second] = CYRILLIC.map((charset) => ({ charset, score: russianScore(charset, sample) })).sort((a, b) => b.score - a.score);
  // Nearly every 8-bit byte must be a letter that fits its neighbours, or it is some other alphabet.
  if (best && best.score > 0.5 * eightBit && best.score > (second?.score ?? 0)) return best.charset;
  return 'windows-1252';
}

const CYRILLIC = ['windows-1251', 'koi8-r', 'ibm866', 'iso-8859-5'] as const;

/** `ESC $ @`, `ESC $ B` or `ESC ( J` (RFC 1468). */
function hasJapaneseEscape(sample: Uint8Array): boolean {
  for (let at = sample.indexOf(0x1b); at !== -1; at = sample.indexOf(0x1b, at + 1)) {
    const [a, b] = [sample[at + 1], sample[at + 2]];
    if ((a === 0x24 && (b === 0x40 || b === 0x42)) || (a === 0x28 && b === 0x4a)) return true;
  }
  return false;
}

/**
 * One point for each letter in its usual shape: lower case, or upper case before a lower-case or at a word's begin.
 * A capital after a small letter is what one charset looks like in another, and costs two; so does what is no letter at all.
 * Frequent letters count a little more, which tells apart charsets that only permute the alphabet.
 */
function russianScore(charset: string, sample: Uint8Array): number {
  const text = new TextDecoder(charset).decode(sample);
  let score = 0;
  let before: 'small' | 'capital' | 'none' = 'none';
  for (const char of text) {
    if (char < '\u0080') {
      before = 'none';
      continue;
    }
    const kind = kindOf(char);
    if (kind === 'none') score -= TYPOGRAPHY.includes(char) ? 0 : 2;
    if (kind === 'small') score += FREQUENT.includes(char) ? 1.25 : 0.75;
    if (kind === 'capital') score += before === 'small' ? -2 : 0.75;
    before = kind;
  }
  return score;
}

const FREQUENT = 'оеаинтсрвлкмдпу';
const TYPOGRAPHY = '«»—–…№„“”’°\u00a0';

function kindOf(char: string): 'small' | 'capital' | 'none' {
  if ((char >= 'а' && char <= 'я') || char === 'ё') return 'small';
  return (char >= 'А' && char <= 'Я') || char === 'Ё' ? 'capital' : 'none';
}
