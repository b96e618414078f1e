const FIRST_MS = 500;
const LONGEST_MS = 30_000;

/**
 * How long to wait before the next try.
 *
 * Spread over half of the interval, so that the visitors of a server that restarts do not all come back at once.
 *
 * @param failures tries that failed in a row, from 1
 * @param random from 0 to 1
 */
export function backoffMs(failures: number, random: number): number {
  const longest = Math.min(FIRST_MS * 2 ** failures, LONGEST_MS);
  return longest * (0.5 + random / 2);
}
