const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** After the first tries; then hourly. */
const FIRST_DELAYS_MS = [1, 5, 15, 60].map((minutes) => minutes * MINUTE_MS);
/** How long a deferred mail is tried, as mail servers do (RFC 5321 4.5.4.1 says four to five days; people want to know sooner). */
const GIVE_UP_MS = 48 * HOUR_MS;

/**
 * How long after a refused-for-now try comes the next; null when it was tried for two days.
 *
 * @param attempts so far, at least 1
 */
export function retryDelayMs(attempts: number): number | null {
  let waited = 0;
  for (let attempt = 1; attempt < attempts; attempt += 1) waited += delayAfter(attempt);
  return waited + delayAfter(attempts) > GIVE_UP_MS ? null : delayAfter(attempts);
}

function delayAfter(attempt: number): number {
  return FIRST_DELAYS_MS[attempt - 1] ?? HOUR_MS;
}
