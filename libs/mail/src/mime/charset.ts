import { isAscii, isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';
import { countEightBit, cyrillicCharset, cyrillicScore, detectCharset, wideCharset } from './detect-charset.js';
import { unshifted } from './shifted-charset.js';

/**
 * Makes text of a part's bytes. Never throws; what cannot be read becomes U+FFFD.
 *
 * A byte order mark decides. Otherwise the declared charset is believed unless the bytes contradict it: 8-bit bytes under
 * `us-ascii`, bytes that are no UTF-8 under `utf-8`, UTF-8 under another name, Russian in another charset than the one named.
 *
 * @param declared as the header says, any label or alias; null when it says nothing
 * @see https://encoding.spec.whatwg.org/#names-and-labels
 */
export function decodeText(bytes: Buffer, declared: string | null): string {
  const label = declared === null ? '' : normaliseLabel(declared);
  if (isAscii(bytes) && !MAY_ESCAPE.test(label)) return decodeAscii(bytes, label === '' || ASCII.test(label) || UTF8.test(label));
  const marked = byteOrderMark(bytes);
  if (marked !== null) return decodeAs(bytes, marked);
  const undeclared = label === '' || ASCII.test(label);
  if (undeclared || UTF8.test(label)) return isUtf8(bytes) ? decodeUtf8(bytes) : decodeBroken(bytes, UTF8.test(label));
  return decodeAs(bytes, contradicted(bytes, label) ?? label);
}

/** Whether bytes under this declaration have to be guessed, so that a longer sample helps. */
export function isUndeclared(declared: string | null): boolean {
  const label = declared === null ? '' : normaliseLabel(declared);
  return label === '' || ASCII.test(label) || UTF8.test(label);
}

/** 7 bits: only ISO-2022-JP and UTF-16 hide in them where nothing is declared. */
function decodeAscii(bytes: Buffer, undeclared: boolean): string {
  if (!undeclared || !(bytes.includes(0x1b) || bytes.includes(0))) return bytes.toString('latin1');
  return decodeAs(bytes, detectCharset(bytes));
}

function byteOrderMark(bytes: Buffer): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 'utf-8' : null;
}

/** UTF-8, unless there are zeros in it as in no text but UTF-16. */
function decodeUtf8(bytes: Buffer): string {
  const wide = bytes.includes(0) ? wideCharset(bytes.subarray(0, 4096)) : null;
  return wide === null ? stripBom(bytes.toString('utf8')) : decodeAs(bytes, wide);
}

/** The charset that the bytes are plainly in, where it is not the declared one; null where there is no doubt. */
function contradicted(bytes: Buffer, label: string): string | null {
  if (MAY_ESCAPE.test(label)) return /^(utf-?16|unicode|ucs-?2)$/.test(label) ? wideCharset(bytes.subarray(0, 4096)) : null;
  if (isUtf8(bytes) && isPlainlyUtf8(bytes.toString('utf8', 0, 4096), MULTIBYTE.test(label))) return 'utf-8';
  if (!SINGLE_BYTE.test(label)) return null;
  const sample = bytes.subarray(0, 4096);
  const eightBit = countEightBit(sample);
  // Some words: a single one may be a name in another alphabet.
  if (eightBit < 8) return null;
  if (CYRILLIC.test(label)) return otherCyrillic(sample, label, eightBit);
  return WESTERN.test(label) ? hiddenCyrillic(sample, eightBit) : null;
}

/** Text of another charset is UTF-8 by chance only for a letter or two, and then seldom one that people write. */
function isPlainlyUtf8(text: string, pairsAreLetters: boolean): boolean {
  const letters = text.match(/[\u0080-\ufffc\u{10000}-\u{10ffff}]/gu) ?? [];
  if (letters.length > (pairsAreLetters ? 3 : 1)) return true;
  return !pairsAreLetters && /^[\u00c0-\u017f\u0400-\u04ff\u2010-\u2044\u20ac]$/.test(letters[0] ?? '');
}

/** Windows-1251 that is named koi8-r, and the like: words in one, soup in the other. */
function otherCyrillic(sample: Buffer, label: string, eightBit: number): string | null {
  const other = cyrillicCharset(sample);
  if (other === null) return null;
  const asDeclared = cyrillicScore(standardDecoder(label)?.encoding ?? label, sample);
  return cyrillicScore(other, sample) > 1.15 * asDeclared + 0.1 * eightBit ? other : null;
}

/** Russian in windows-1251 that is named Western: its words are all 8-bit letters, as no Western word is. */
function hiddenCyrillic(sample: Buffer, eightBit: number): string | null {
  const text = sample.toString('latin1');
  const inWords = (text.match(/[\u0080-\u00ff]{4,}/g) ?? []).join('').length;
  return inWords > 0.5 * eightBit ? cyrillicCharset(sample) : null;
}

/** Bytes that are no UTF-8. A few wrong ones among many right ones are damage, not another charset. */
function decodeBroken(bytes: Buffer, declaredUtf8: boolean): string {
  const text = bytes.toString('utf8');
  const wrong = text.split('\ufffd').length - 1;
  const right = (text.match(/[\u0080-\ufffc\u{10000}-\u{10ffff}]/gu) ?? []).length;
  // Where nothing is declared, only a letter cut off at the end is damage.
  const isDamage = declaredUtf8 ? wrong * 4 <= right : wrong * 20 <= right;
  return isDamage ? stripBom(text) : decodeAs(bytes, detectCharset(bytes));
}

const UTF8 = /^(utf-?8|unicode-1-1-utf-8|utf8mb4)$/;
const SINGLE_BYTE = /^(iso-?8859-?\d+|windows-?\d+|latin-?\d|l\d|cp\d+|koi8-[ru]|ibm866|x-mac-\w+|macintosh)$/;
const CYRILLIC = /^(windows-1251|koi8-[ru]|ibm866|iso-8859-5|cp1251|cp866|x-mac-cyrillic)$/;
const WESTERN = /^(iso-?8859-?(1|15)|latin-?1|l1|windows-?1252|cp1252)$/;
const MULTIBYTE = /^(gb|big5|euc|shift|sjis|x-sjis|ks_c|hz|ms932|cp9)/;
const ASCII =
  /^((us-)?ascii|ansi_x3\.4-1968|646|c|posix|unknown(-8bit)?|x-unknown|x-user-defined|user-defined|default([-_]charset)?|none|null|undefined|[78]bit|binary|base64|hex|quoted-printable)$/;
/** Charsets whose 7-bit bytes are not ASCII. */
const MAY_ESCAPE = /^(iso-2022|jis|cp5022|utf-?7|utf-?16|utf-?32|hz|unicode|ucs|ebcdic|cp037)/;

/** Seen in mail, not among the Encoding Standard's labels. */
const ALIASES: Readonly<Record<string, string>> = {
  windows1251: 'windows-1251',
  win1251: 'windows-1251',
  'win-1251': 'windows-1251',
  'cp-1251': 'windows-1251',
  windows1252: 'windows-1252',
  koi8r: 'koi8-r',
  koi8u: 'koi8-u',
  'koi8-ru': 'koi8-u',
  'cp-866': 'ibm866',
  jis: 'iso-2022-jp',
  iso2022jp: 'iso-2022-jp',
  'iso2022-jp': 'iso-2022-jp',
  'iso-2022-jp-ms': 'iso-2022-jp',
  cp50220: 'iso-2022-jp',
  cp50221: 'iso-2022-jp',
  cp932: 'shift_jis',
  cp936: 'gbk',
  gb_2312: 'gbk',
  chinesebig5: 'big5',
  'big5-eten': 'big5',
  euc_kr: 'euc-kr',
  euckr: 'euc-kr',
  eucjp: 'euc-jp',
  'eucjp-ms': 'euc-jp',
  cp51932: 'euc-jp',
  'ansi_x3.110-1983': 'windows-1252',
  ansi: 'windows-1252',
  cp949: 'euc-kr',
  cp950: 'big5',
  unicode: 'utf-16le',
  'ucs-2': 'utf-16le',
  'x-gbk': 'gbk',
  'gb_2312-80': 'gbk',
  ks_c_5601: 'euc-kr',
  'x-windows-949': 'euc-kr',
  'windows-31j': 'shift_jis',
  utf7: 'utf-7',
  'x-unicode-2-0-utf-7': 'utf-7',
  'unicode-1-1-utf-7': 'utf-7',
  'utf 8': 'utf-8',
  utf_8: 'utf-8',
  iso8859_1: 'windows-1252',
  iso_8859_1: 'windows-1252',
};

function normaliseLabel(declared: string): string {
  const label = declared
    .trim()
    .toLowerCase()
    .replace(/^["']+|["']+$/g, '')
    .replace(/[-_]charset$/, '');
  return ALIASES[label] ?? label;
}

function decodeAs(bytes: Buffer, label: string): string {
  const plain = unshifted(bytes, label);
  if (plain !== null) return decodeAs(plain.bytes, plain.charset);
  const decoder = standardDecoder(label);
  const full = FULL_TABLES[decoder?.encoding ?? ''];
  if (full !== undefined) return iconv.decode(bytes, full);
  if (decoder) return decoder.decode(decoder.encoding === 'iso-2022-jp' ? withoutIdleEscapes(bytes) : bytes);
  if (iconv.encodingExists(label)) return stripBom(iconv.decode(bytes, label));
  const detected = isUtf8(bytes) ? 'utf-8' : detectCharset(bytes);
  return standardDecoder(detected)?.decode(bytes) ?? bytes.toString('latin1');
}

/** The Encoding Standard's tables, where the runtime has shorter ones: Windows's Korean syllables (UHC), Hong Kong's characters. */
const FULL_TABLES: Readonly<Record<string, string>> = { 'euc-kr': 'cp949', big5: 'big5hkscs' };

/** An escape that another follows at once, as where two encoded words are joined, means nothing; the decoder would show a U+FFFD. */
function withoutIdleEscapes(bytes: Buffer): Buffer {
  // oxlint-disable-next-line no-control-regex -- escapes are controls
  return Buffer.from(bytes.toString('latin1').replace(/\u001b(?:\([BJI]|\$[@B])(?=\u001b[($])/g, ''), 'latin1');
}

type Decoder = InstanceType<typeof TextDecoder>;

const decoders = new Map<string, Decoder | null>();

/** Decoders are kept: making one costs more than decoding a header with it. */
function standardDecoder(label: string): Decoder | null {
  const known = decoders.get(label);
  if (known !== undefined) return known;
  const made = makeDecoder(label);
  // Labels come from strangers: unknown ones are not remembered for ever.
  if (made || decoders.size < 200) decoders.set(label, made);
  return made;
}

function makeDecoder(label: string): Decoder | null {
  try {
    return new TextDecoder(label);
  } catch {
    return null;
  }
}

function stripBom(text: string): string {
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}
