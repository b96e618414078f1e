const LONGEST_BYTES = 200;

/**
 * The name of an uploaded file, harmless to show and to offer for saving: no folders, no characters that cannot be seen or
 * that turn the writing around, and short enough for every file system with its ending kept.
 */
export function fileName(given: string): string {
  const plain = given
    .toWellFormed()
    .normalize('NFC')
    .replace(/^.*[/\\]/s, '')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (mark) => (mark === ZERO_WIDTH_JOINER ? mark : ''))
    .replace(/^[.\s]+|(?<![.\s])[.\s]+$/g, '');
  if (plain === '') return 'file';
  const ending = /\.[\p{L}\p{N}]{1,12}$/u.exec(plain)?.[0] ?? '';
  return cut(plain.slice(0, plain.length - ending.length), LONGEST_BYTES - Buffer.byteLength(ending)) + ending;
}

/** Emoji of several parts are joined by it. */
const ZERO_WIDTH_JOINER = '\u200d';

/** By whole characters as people count them. */
function cut(text: string, longestBytes: number): string {
  let kept = '';
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (Buffer.byteLength(kept) + Buffer.byteLength(segment) > longestBytes) break;
    kept += segment;
  }
  return kept;
}
