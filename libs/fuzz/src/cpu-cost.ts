/** What `slowness` does takes this long on the machine that limits are written for, ms. */
const REFERENCE_MS = 32;

/**
 * What work takes of the processor, in ms of the machine that limits are written for: time that others have it, or that the machine
 * stands still, does not count, nor that it is a slow one. The work is done up to three times, and the least counts: what is
 * compiled or cleared away beside it is none of its own.
 *
 * @param limitMs what is less is not looked at again
 */
export async function cpuCost(work: () => unknown, limitMs: number): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let nth = 0; nth < 3 && least >= limitMs; nth += 1) {
    const cost = (await cpuMs(work)) / slowness();
    // What grows with the square of its text takes minutes: once is enough.
    if (cost > 10 * limitMs) return cost;
    least = Math.min(least, cost);
  }
  return least;
}

/** How many times slower this machine is now than the one that limits are written for; 1 for all that are quicker. */
export function slowness(): number {
  const started = process.cpuUsage();
  for (let n = 0; n < 6_000_000; n += 1) sum = (sum * 31 + n) | 0;
  return Math.max(1, msSince(started) / REFERENCE_MS);
}

/** Outside, so that the compiler cannot leave the loop out. */
let sum = 0;

async function cpuMs(work: () => unknown): Promise<number> {
  const started = process.cpuUsage();
  await work();
  return msSince(started);
}

function msSince(started: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1_000;
}
