import { isAscii, isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';
import { detectCharset } from './detect-charset.js';

/**
 * Makes text of a part's bytes. Never throws; what cannot be read becomes U+FFFD.
 *
 * The declared charset is believed unless the bytes contradict it: 8-bit bytes under `us-ascii`, or bytes that are no
 * UTF-8 under `utf-8`, are detected as if nothing had been declared.
 *
 * @param declared as the header says, any label or alias; null when it says nothing
 * @see https://encoding.spec.whatwg.org/#names-and-labels
 */
export function decodeText(bytes: Buffer, declared: string | null): string {
  const label = declared === null ? '' : normaliseLabel(declared);
  const plain = isAscii(bytes);
  if (plain && !MAY_ESCAPE.test(label))
    return label === '' && bytes.includes(0x1b) ? decodeAs(bytes, detectCharset(bytes)) : bytes.toString('latin1');
  const undeclared = label === '' || ASCII.test(label);
  if (undeclared || UTF8.test(label)) return isUtf8(bytes) ? stripBom(bytes.toString('utf8')) : decodeBroken(bytes, UTF8.test(label));
  return decodeAs(bytes, label);
}

/** Bytes that are no UTF-8. A few wrong ones among many right ones are damage, not another charset. */
function decodeBroken(bytes: Buffer, declaredUtf8: boolean): string {
  const text = bytes.toString('utf8');
  const wrong = text.split('\ufffd').length - 1;
  const right = (text.match(/[\u0080-\ufffc\u{10000}-\u{10ffff}]/gu) ?? []).length;
  return declaredUtf8 && wrong * 4 <= right ? stripBom(text) : decodeAs(bytes, detectCharset(bytes));
}

const UTF8 = /^(utf-?8|unicode-1-1-utf-8|utf8mb4)$/;
const ASCII = /^((us-)?ascii|ansi_x3\.4-1968|646|c|posix|unknown-8bit|x-unknown|8bit|binary)$/;
/** Charsets whose 7-bit bytes are not ASCII. */
const MAY_ESCAPE = /^(iso-2022|jis|utf-?7|utf-?16|utf-?32|hz|unicode|ucs|ebcdic|cp037)/;

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
  cp932: 'shift_jis',
  cp936: 'gbk',
  cp949: 'euc-kr',
  cp950: 'big5',
  unicode: 'utf-16le',
};

function normaliseLabel(declared: string): string {
  const label = declared
    .trim()
    .toLowerCase()
    .replace(/^["']+|["']+$/g, '');
  return ALIASES[label] ?? label;
}

function decodeAs(bytes: Buffer, label: string): string {
  const decoder = standardDecoder(label);
  if (decoder) return decoder.decode(bytes);
  if (iconv.encodingExists(label)) return stripBom(iconv.decode(bytes, label));
  const detected = isUtf8(bytes) ? 'utf-8' : detectCharset(bytes);
  return standardDecoder(detected)?.decode(bytes) ?? bytes.toString('latin1');
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
