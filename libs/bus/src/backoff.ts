/** Waits that grow from `firstMs` to `mostMs`, each shortened by up to half at random, so that processes do not come back together. */
export class Backoff {
  private tries = 0;

  constructor(
    private readonly firstMs: number,
    private readonly mostMs: number,
  ) {}

  nextMs(): number {
    const fullMs = Math.min(this.mostMs, this.firstMs * 2 ** this.tries++);
    return fullMs * (1 - Math.random() / 2);
  }

  reset(): void {
    this.tries = 0;
  }
}

/** Waits; ends early when the signal fires. Never rejects. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end, { once: true });
    function end(): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    }
  });
}

/** @returns whether the work ended in time; what it fails with is thrown */
export async function within(ms: number, work: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, ms, false);
  });
  try {
    return await Promise.race([work.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Resolves when the work has ended or the signal fires, whichever comes first; what the work fails with is thrown. */
export async function orAborted(work: Promise<unknown>, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  const fired = Promise.withResolvers<void>();
  const onAbort = (): void => fired.resolve();
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    await Promise.race([work, fired.promise]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
