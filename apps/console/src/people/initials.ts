/** How many colours there are for people (`face.module.css`). */
export const TONES = 8;

/** Two letters for a person: of the first and the last word; of an address, its first two. */
export function initialsOf(name: string): string {
  const words = name.split(/[^\p{L}\p{N}\p{Extended_Pictographic}]+/u).filter(Boolean);
  const [first = '?', last] = [words[0], words.length > 1 ? words.at(-1) : undefined];
  const letters = last === undefined ? Array.from(first).slice(0, 2) : [firstOf(first), firstOf(last)];
  return letters.join('').toUpperCase();
}

function firstOf(word: string): string {
  return Array.from(word)[0] ?? '';
}

/** The colour of a person, by id, so that it stays when the name changes. */
export function toneOf(id: string): number {
  let sum = 0;
  for (const char of id) sum = (sum * 31 + (char.codePointAt(0) ?? 0)) % 9973;
  return sum % TONES;
}
