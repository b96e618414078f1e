import { setTimeout as wait } from 'node:timers/promises';

/** A rate that is kept whatever the answers do: who waits for them measures their own patience. */
export type Rate = { readonly perSecond: number; readonly seconds: number };

/**
 * Calls `send` for each of a steady row of messages, as close to its time as this process can.
 *
 * @param send given the message's number and when it was due (ms, `performance.now`): delays count from then
 */
export async function atRate({ perSecond, seconds }: Rate, send: (n: number, dueAt: number) => void): Promise<void> {
  const count = Math.round(perSecond * seconds);
  const startedAt = performance.now();
  for (let n = 0; n < count; ) {
    const due = (performance.now() - startedAt) * (perSecond / 1_000);
    for (; n < count && n <= due; n += 1) send(n, startedAt + (n / perSecond) * 1_000);
    await wait(1);
  }
}

/** CPU of this process between two calls, in shares of a core: a load that cannot keep up says nothing of what it measures. */
export function ownCpu(): () => number {
  const [startedAt, before] = [performance.now(), process.cpuUsage()];
  return () => {
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1_000 / (performance.now() - startedAt);
  };
}
