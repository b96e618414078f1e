const FIRST_MS = 1_000;
const LONGEST_MS = 60_000;

/**
 * How long to wait before the next try, ms: doubling from one second to a minute, less up to half by chance, so that many mailboxes
 * of one server do not come back at once.
 *
 * @param failures in a row, at least 1
 * @param chance from 0 to 1
 */
export function backoffMs(failures: number, chance: number): number {
  return Math.min(FIRST_MS * 2 ** Math.min(failures - 1, 16), LONGEST_MS) * (1 - chance / 2);
}
