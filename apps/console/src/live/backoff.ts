const FIRST_MS = 500;
const LONGEST_MS = 30_000;

/**
 * How long to wait before connecting again.
 *
 * Drawn from the whole range up to the doubling limit, so that a thousand consoles that lost the same server do not come
 * back together.
 *
 * @param attempt failed attempts so far, from 0
 * @param random 0 to 1
 * @returns milliseconds
 */
export function backoffMs(attempt: number, random: number): number {
  const limit = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempt, 10));
  return Math.round(limit * (0.2 + 0.8 * random));
}
