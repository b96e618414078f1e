import { analyse } from 'chardet';

/** Bytes that are looked at. */
const SAMPLE_BYTES = 4096;
/** Below this chardet guesses; in percent. */
const CONFIDENT = 25;
/** From here it may contradict letters that look Cyrillic; in percent. */
const SURE = 45;

/**
 * Guesses the charset of bytes that are no UTF-8 and declare nothing (or something false).
 *
 * ISO-2022-JP is known by its escapes, UTF-16 by its zeros. The Cyrillic charsets are weighed by how much the bytes, read in
 * each, look like Russian or Ukrainian words: that is right for a single word, where statistics of letters are not. For all
 * other languages chardet is asked, and Western is what remains.
 */
export function detectCharset(bytes: Uint8Array): string {
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  if (hasJapaneseEscape(sample)) return 'iso-2022-jp';
  return wideCharset(sample) ?? charsetOfLetters(sample);
}

/** Nearly every 8-bit byte must be a letter that fits its neighbours, or it is some other alphabet; then null. */
export function cyrillicCharset(sample: Uint8Array): string | null {
  const eightBit = countEightBit(sample);
  if (eightBit === 0) return null;
  const [best, second] = CYRILLIC.map((charset) => ({ charset, score: cyrillicScore(charset, sample) })).sort((a, b) => b.score - a.score);
  return best && best.score > 0.5 * eightBit && best.score > (second?.score ?? 0) ? best.charset : null;
}

/**
 * Points for each letter by how frequent it is, which tells apart charsets that only permute the alphabet. A capital after a
 * small letter is what one charset looks like in another, and costs three; so does a Latin neighbour, or what is no letter at
 * all. Four consonants in a row are rare.
 */
export function cyrillicScore(charset: string, sample: Uint8Array): number {
  const text = decoderOf(charset).decode(sample);
  let score = 0;
  let consonants = 0;
  let before: 'small' | 'capital' | 'latin' | 'none' = 'none';
  for (const char of text) {
    if (char < '\u0080') {
      const latin = LATIN.test(char);
      if (latin && (before === 'small' || before === 'capital')) score -= 3;
      before = latin ? 'latin' : 'none';
      consonants = 0;
      continue;
    }
    const kind = kindOf(char);
    consonants = kind !== 'none' && !VOWELS.includes(char.toLowerCase()) ? consonants + 1 : 0;
    if (consonants > 3) score -= 1;
    if (before === 'latin' && kind !== 'none') score -= 3;
    if (kind === 'none') score -= TYPOGRAPHY.includes(char) ? 0 : 3;
    if (kind === 'small') score += weightOf(char);
    if (kind === 'capital') score += before === 'small' ? -3 : 0.95 * weightOf(char.toLowerCase());
    before = kind;
  }
  return score;
}

/** Russian and Ukrainian letters, the most frequent first. */
const BY_FREQUENCY = 'оеаинтсрвлкмдпуягызьбчйхжшюцщэфіїєґъёў';
const VOWELS = 'оеаиуяыьюэіїєъё';
const LATIN = /[a-zA-Z]/;

/** From 1.1 for the most frequent to 0.2 for the rarest. */
function weightOf(small: string): number {
  const rank = BY_FREQUENCY.indexOf(small);
  return rank === -1 ? 0 : 1.1 - (0.9 * rank) / BY_FREQUENCY.length;
}

/** koi8-u before koi8-r: it is the same but for eight letters, and the first of equals wins nothing. */
const CYRILLIC = ['windows-1251', 'koi8-u', 'ibm866', 'iso-8859-5'] as const;
const TYPOGRAPHY = '«»—–…№„“”’°\u00a0';

const decoders = new Map<string, InstanceType<typeof TextDecoder>>();

function decoderOf(charset: string): InstanceType<typeof TextDecoder> {
  const known = decoders.get(charset) ?? new TextDecoder(charset);
  decoders.set(charset, known);
  return known;
}

function kindOf(char: string): 'small' | 'capital' | 'none' {
  if ((char >= 'а' && char <= 'я') || 'ёіїєґў'.includes(char)) return 'small';
  return (char >= 'А' && char <= 'Я') || 'ЁІЇЄҐЎ'.includes(char) ? 'capital' : 'none';
}

export function countEightBit(sample: Uint8Array): number {
  let count = 0;
  for (const byte of sample) if (byte >= 0x80) count += 1;
  return count;
}

/** `ESC $ @`, `ESC $ B` or `ESC ( J` (RFC 1468). */
function hasJapaneseEscape(sample: Uint8Array): boolean {
  for (let at = sample.indexOf(0x1b); at !== -1; at = sample.indexOf(0x1b, at + 1)) {
    const [a, b] = [sample[at + 1], sample[at + 2]];
    if ((a === 0x24 && (b === 0x40 || b === 0x42)) || (a === 0x28 && b === 0x4a)) return true;
  }
  return false;
}

/** UTF-16 without a mark: much of every second byte is zero. */
export function wideCharset(sample: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (sample.length < 4 || !sample.includes(0)) return null;
  const zeros = [0, 0];
  sample.forEach((byte, at) => {
    if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = zeros;
  const isMuch = (zero: number, other: number): boolean => zero >= 4 && zero > sample.length / 16 && other < zero / 8;
  if (isMuch(odd, even)) return 'utf-16le';
  return isMuch(even, odd) ? 'utf-16be' : null;
}

function charsetOfLetters(sample: Uint8Array): string {
  if (countEightBit(sample) === 0) return 'windows-1252';
  const cyrillic = cyrillicCharset(sample);
  const found = analyse(sample);
  const others = found.filter(({ name }) => !NEVER.test(name));
  const [best] = others;
  const doubt = found.find(({ name }) => CYRILLIC_NAME.test(name))?.confidence ?? 0;
  // Greek and Chinese look like Russian letters too, but not like Russian.
  if (cyrillic !== null && (best === undefined || best.confidence < SURE || best.confidence < doubt + CONFIDENT)) return cyrillic;
  if (best && best.confidence >= CONFIDENT)
    return SEMITIC.test(best.name) ? semiticCharset(sample) : (WINDOWS_OF[best.name] ?? best.name.toLowerCase());
  // A word or two of an East Asian language: too little for statistics, but its bytes come in pairs.
  return eastAsianCharset(sample) ?? 'windows-1252';
}

/** Cyrillic is weighed by us; these are guessed at without being meant. */
const NEVER = /^(UTF-|ASCII|ISO-2022|KOI8|windows-1251|ISO-8859-5|IBM)/;
const CYRILLIC_NAME = /^(KOI8|windows-1251|ISO-8859-5)/;
/** What mail programs wrote under the name of these is the Windows charset, which has their letters in the same places. */
const WINDOWS_OF: Readonly<Record<string, string>> = {
  'ISO-8859-1': 'windows-1252',
  'ISO-8859-7': 'windows-1253',
  'ISO-8859-8': 'windows-1255',
  'ISO-8859-9': 'windows-1254',
};

const SEMITIC = /^(ISO-8859-8|windows-1255|windows-1256)/;

/** Where windows-1256 has the first half of the Arabic letters, windows-1255 has vowel points, which nobody writes in a mail. */
function semiticCharset(sample: Uint8Array): string {
  const between = (from: number, to: number): number => sample.filter((byte) => byte >= from && byte <= to).length;
  return between(0xc0, 0xdf) * 4 > between(0xe0, 0xfe) ? 'windows-1256' : 'windows-1255';
}

/** By where the first bytes of its pairs lie: a syllabary or the frequent letters of one charset. */
function eastAsianCharset(sample: Uint8Array): string | null {
  const leads: number[] = [];
  let low = false;
  for (let at = 0; at < sample.length; at += 1) {
    const [lead = 0, trail = 0] = [sample[at], sample[at + 1]];
    if (lead < 0x80) continue;
    if (lead === 0x80 || lead === 0xff || trail < 0x40) return null;
    low ||= trail < 0xa1;
    leads.push(lead);
    at += 1;
  }
  const within = (from: number, to: number): number => leads.filter((lead) => lead >= from && lead <= to).length;
  if (leads.length < 2) return null;
  if (low) return within(0xa4, 0xc6) === leads.length ? 'big5' : null;
  if (within(0xa4, 0xa5) * 3 >= leads.length) return 'euc-jp';
  // Signs stand in the same rows of both.
  const signs = within(0xa1, 0xa3);
  if (within(0xb0, 0xc8) + signs === leads.length) return 'euc-kr';
  return within(0xb0, 0xd7) + signs === leads.length ? 'gb18030' : null;
}
