import { decompressRTF } from '@kenjiuno/decompressrtf';
import { deEncapsulateSync } from 'rtf-stream-parser';
import { decodeText } from '../charset.js';

/** Compressed bytes that are looked at: longer letters are pictures, which are files as well. */
const MAX_COMPRESSED = 2 * 1024 * 1024;

export type RtfWords = { readonly plain: string | null; readonly html: string | null };

/** What a compressed RTF body says (MS-OXRTFCP): the HTML or text that it holds (MS-OXRTFEX), or its own words. */
export function wordsOfRtf(compressed: Buffer): RtfWords | null {
  const rtf = decompressed(compressed);
  if (rtf === null) return null;
  try {
    const { mode, text } = deEncapsulateSync(rtf, {
      decode: (bytes, charset) => decodeText(bytes, charset),
      mode: 'either',
      warn: () => {},
    });
    const words = String(text);
    return mode === 'html' ? { plain: null, html: words } : { plain: words, html: null };
  } catch {
    return { plain: plainWords(rtf.toString('latin1')), html: null };
  }
}

function decompressed(compressed: Buffer): Buffer | null {
  if (compressed.length > MAX_COMPRESSED) return null;
  try {
    return Buffer.from(decompressRTF(Array.from(compressed)));
  } catch {
    return null;
  }
}

/** Groups whose words are not the letter's. */
const APART = /^\\(?:\*|fonttbl|colortbl|stylesheet|info|pict|object|header|footer|listtable|themedata|generator)/;
const TOKEN = /\\'([0-9a-f]{2})|\\u(-?\d{1,6}) ?(?:\\'[0-9a-f]{2}|\?)?|\\([a-z]{1,32})(-?\d{1,10})? ?|\\([^a-z])|([{}])|([^\\{}\r\n]+)/gi;
const BREAKS = new Set(['par', 'line', 'row', 'sect', 'page']);

/** RTF that holds nothing else: its words, with paragraphs and tabs, in the one charset that it names. */
function plainWords(rtf: string): string {
  const charset = `windows-${/\\ansicpg(\d{3,5})/.exec(rtf)?.[1] ?? '1252'}`;
  let text = '';
  let bytes = '';
  let depth = 0;
  let apart = Number.POSITIVE_INFINITY;
  const flush = (): void => {
    if (bytes !== '') text += decodeText(Buffer.from(bytes, 'latin1'), charset);
    bytes = '';
  };
  for (const token of rtf.matchAll(TOKEN)) {
    const [, hex, unicode, word, , symbol, brace, plain] = token;
    if (brace === '{') {
      depth += 1;
      if (APART.test(rtf.slice(token.index + 1, token.index + 20))) apart = Math.min(apart, depth);
    } else if (brace === '}') {
      depth -= 1;
      if (depth < apart) apart = Number.POSITIVE_INFINITY;
    }
    if (depth >= apart) continue;
    if (hex !== undefined) bytes += String.fromCharCode(Number.parseInt(hex, 16));
    else if (plain !== undefined) bytes += plain;
    else if (unicode !== undefined || word !== undefined || symbol !== undefined) {
      flush();
      if (unicode !== undefined) text += String.fromCharCode(Number(unicode) & 0xffff);
      else if (word !== undefined) text += BREAKS.has(word) ? '\n' : word === 'tab' || word === 'cell' ? '\t' : '';
      else text += symbol === '~' ? ' ' : /[\\{}]/.test(symbol ?? '') ? symbol : '';
    }
  }
  flush();
  return text.trim();
}
