import { decompressRTF } from '@kenjiuno/decompressrtf';
import { decodeText } from '../charset.js';
import { charsetOfFont, charsetOfFonts, type FontCharsets } from './rtf-fonts.js';

/** Bytes that are looked at, before and after decompression: longer letters are pictures, which are files as well. */
const MAX_COMPRESSED = 2 * 1024 * 1024;
const MAX_RTF = 8 * 1024 * 1024;

export type RtfWords = { readonly plain: string | null; readonly html: string | null };

/** What a compressed RTF body says (MS-OXRTFCP): the HTML that it was made of (MS-OXRTFEX), or its own words. */
export function wordsOfRtf(compressed: Buffer): RtfWords | null {
  const rtf = decompressed(compressed);
  if (rtf === null) return null;
  const isHtml = /\\fromhtml1/.test(rtf.slice(0, 1_000));
  const words = new RtfReader(rtf, isHtml).read();
  return isHtml ? { plain: null, html: words } : { plain: words.trim(), html: null };
}

function decompressed(compressed: Buffer): string | null {
  // The size after decompression is the second number of the head.
  if (compressed.length < 16 || compressed.length > MAX_COMPRESSED || compressed.readUInt32LE(4) > MAX_RTF) return null;
  try {
    return Buffer.from(decompressRTF(Array.from(compressed)).slice(0, MAX_RTF)).toString('latin1');
  } catch {
    return null;
  }
}

/** What holds within a group, and ends with it. */
type Group = {
  /** None of it is a word of the letter: tables of fonts, pictures, and what RTF has beside the HTML. */
  apart: boolean;
  /** `\htmlrtf`: it is there for programs that know no HTML. */
  forRtf: boolean;
  /** Font number, null: none was chosen. */
  font: string | null;
};

const TOKEN = /\\'([0-9a-f]{2})|\\u(-?\d{1,6}) ?|\\([a-z]{1,32})(-?\d{1,10})? ?|\\([^a-z])|([{}])|([^\\{}\r\n]+)/gi;
/** Groups whose words are not the letter's; `\*` begins those that a program may pass over. */
const APART = /^(fonttbl|colortbl|stylesheet|info|pict|object|header|footer|listtable|listoverridetable|themedata|generator)$/;
const SIGNS: Readonly<Record<string, string>> = {
  par: '\n',
  line: '\n',
  row: '\n',
  sect: '\n',
  page: '\n',
  tab: '\t',
  cell: '\t',
  lquote: '‘',
  rquote: '’',
  ldblquote: '“',
  rdblquote: '”',
  bullet: '•',
  endash: '–',
  emdash: '—',
};

/** Walks over RTF once and takes the words that are meant. */
class RtfReader {
  private readonly groups: Group[] = [];
  private group: Group = { apart: false, forRtf: false, font: null };
  private readonly fonts: FontCharsets;
  private readonly charset: string;
  private text = '';
  private bytes = '';
  /** A Unicode character is followed by what stands for it where it is not known. */
  private skip = 0;
  private starred = false;

  constructor(
    private readonly rtf: string,
    private readonly isHtml: boolean,
  ) {
    this.charset = `windows-${/\\ansicpg(\d{3,5})/.exec(rtf.slice(0, 2_000))?.[1] ?? '1252'}`;
    this.fonts = charsetOfFonts(rtf);
  }

  read(): string {
    for (const [, hex, unicode, word, value, symbol, brace, plain] of this.rtf.matchAll(TOKEN)) {
      if (brace !== undefined) this.brace(brace);
      else if (word !== undefined) this.control(word.toLowerCase(), value);
      else if (symbol === '*') this.starred = true;
      else this.character(hex, unicode, symbol, plain);
    }
    this.flush();
    return this.text;
  }

  private brace(brace: string): void {
    this.flush();
    this.starred = false;
    if (brace === '{') this.groups.push({ ...this.group });
    else this.group = this.groups.pop() ?? this.group;
  }

  private control(word: string, value: string | undefined): void {
    const { starred } = this;
    this.starred = false;
    if (word === 'htmltag' && starred && this.isHtml) this.group.forRtf = false;
    else if (starred || APART.test(word)) this.group.apart = true;
    else if (word === 'htmlrtf') {
      this.flush();
      this.group.forRtf = value !== '0';
    } else if (word === 'f' || word === 'plain') {
      this.flush();
      this.group.font = word === 'f' ? (value ?? null) : null;
    } else if (SIGNS[word] !== undefined) this.add(SIGNS[word]);
  }

  private character(hex: string | undefined, unicode: string | undefined, symbol: string | undefined, plain: string | undefined): void {
    if (unicode !== undefined) {
      this.add(String.fromCharCode(Number(unicode) & 0xffff));
      this.skip = 1;
    } else if (hex !== undefined) this.addBytes(String.fromCharCode(Number.parseInt(hex, 16)));
    else if (plain !== undefined) this.addBytes(plain);
    else if (symbol === '~') this.add('\u00a0');
    else if (symbol === '\n' || symbol === '\r') this.add('\n');
    else if (symbol !== undefined && /[\\{}]/.test(symbol)) this.addBytes(symbol);
  }

  private isShown(): boolean {
    return !this.group.apart && !(this.isHtml && this.group.forRtf);
  }

  private add(text: string): void {
    this.flush();
    this.skip = 0;
    if (this.isShown()) this.text += text;
  }

  private addBytes(bytes: string): void {
    const kept = bytes.slice(this.skip);
    this.skip = 0;
    if (this.isShown()) this.bytes += kept;
  }

  private flush(): void {
    if (this.bytes !== '')
      this.text += decodeText(Buffer.from(this.bytes, 'latin1'), charsetOfFont(this.fonts, this.group.font) ?? this.charset);
    this.bytes = '';
  }
}
