/** Who said longer ago than this that they type may have stopped (ms). */
const GOOD_FOR_MS = 5_000;

/**
 * Whether somebody who said so types still, as far as anybody knows.
 *
 * @param saidAt ISO 8601
 * @param nowMs since 1970
 */
export function isStillTyping(saidAt: string, nowMs: number): boolean {
  return nowMs - Date.parse(saidAt) <= GOOD_FOR_MS;
}
