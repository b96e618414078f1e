/** Charset of each font of a letter, by its number. */
export type FontCharsets = ReadonlyMap<string, string>;

/** The font table of RTF tells the charset of what is written in each font. */
export function charsetOfFonts(rtf: string): FontCharsets {
  const table = /\{\\fonttbl/.exec(rtf)?.index ?? -1;
  if (table === -1) return new Map();
  const fonts = rtf.slice(table, table + 64 * 1024).matchAll(/\\f(\d{1,5})(?:\\[a-z]+-?\d* ?){0,6}?\\fcharset(\d{1,3})/g);
  return new Map(
    Array.from(fonts, ([, font = '', charset = '']) => [font, CHARSETS[charset]] as const).filter(
      (entry): entry is readonly [string, string] => entry[1] !== undefined,
    ),
  );
}

export function charsetOfFont(fonts: FontCharsets, font: string | null): string | null {
  return font === null ? null : (fonts.get(font) ?? null);
}

/** `\fcharset` (RTF 1.9.1); 0 and 1 are the letter's own. */
const CHARSETS: Readonly<Record<string, string>> = {
  128: 'shift_jis',
  129: 'euc-kr',
  134: 'gbk',
  136: 'big5',
  161: 'windows-1253',
  162: 'windows-1254',
  163: 'windows-1258',
  177: 'windows-1255',
  178: 'windows-1256',
  186: 'windows-1257',
  204: 'windows-1251',
  222: 'windows-874',
  238: 'windows-1250',
};
