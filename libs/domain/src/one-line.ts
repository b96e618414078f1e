/**
 * One line without controls, nor marks that turn the direction of writing: for values that come from strangers (`threat:E1`).
 *
 * @param most characters; what is longer ends in `…`
 * @returns null when nothing is left
 */
export function oneLine(value: string, most: number): string | null {
  const line = value
    .replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim();
  const characters = Array.from(line);
  const cut =
    characters.length > most
      ? `${characters
          .slice(0, most - 1)
          .join('')
          .trimEnd()}…`
      : line;
  return cut === '' ? null : cut;
}
