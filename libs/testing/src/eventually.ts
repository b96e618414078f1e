import { setTimeout as wait } from 'node:timers/promises';

export type Patience = {
  /** How long the fact may take to become true (default 30,000: what takes a second on a quiet machine takes ten on a busy one). */
  readonly timeoutMs?: number;
  /** Pause between two looks (default 25). */
  readonly everyMs?: number;
};

/** What each look may take, however late it begins: on a machine that stood still the last one would else have no time at all, ms. */
const LOOK_MS = 1_000;

/**
 * Looks again and again until `fact` no longer throws, and gives what it returned.
 *
 * @throws what the last look threw; an Error of its own if the only look never ended
 */
export async function eventually<T>(fact: () => T | Promise<T>, patience: Patience = {}): Promise<T> {
  const timeoutMs = patience.timeoutMs ?? 30_000;
  const deadline = performance.now() + timeoutMs;
  let lastError: unknown = new Error(`not known after ${timeoutMs} ms: the first look has not ended`);
  for (;;) {
    try {
      return await beforeDeadline(fact, deadline, lastError);
    } catch (error) {
      lastError = error;
    }
    if (performance.now() >= deadline) throw lastError;
    await wait(patience.everyMs ?? 25);
  }
}

/**
 * Looks until `look` gives something other than null, undefined and false, and gives that.
 *
 * @param what the fact in words, for the message when it does not come true
 */
export function until<T>(
  what: string,
  look: () => T | null | undefined | false | Promise<T | null | undefined | false>,
  patience: Patience = {},
): Promise<T> {
  return eventually(async () => {
    const found = await look();
    if (found === null || found === undefined || found === false) throw new Error(`not so within the time given: ${what}`);
    return found;
  }, patience);
}

async function beforeDeadline<T>(fact: () => T | Promise<T>, deadline: number, lastError: unknown): Promise<T> {
  const stop = new AbortController();
  const late = wait(Math.max(deadline - performance.now(), LOOK_MS), undefined, { signal: stop.signal, ref: true }).then(() => {
    throw lastError;
  });
  late.catch(() => undefined);
  try {
    return await Promise.race([Promise.resolve().then(fact), late]);
  } finally {
    stop.abort();
  }
}
