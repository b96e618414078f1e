import { asError } from '@app/domain';
import { Logger } from '@nestjs/common';
import { Backoff, pause } from './backoff.js';
import { codeFor, faultOf } from './fault-of.js';
import { Interrupted } from './record-source.js';

/** Why something cannot go on now, and since when (ms, monotonic). */
export type Trouble = { readonly since: number; readonly reason: string };

/**
 * Does work again until it succeeds, also where waiting may not heal (tables not migrated yet, a right that is missing): health
 * tells, and nothing is lost by waiting.
 */
export class Steady {
  trouble: Trouble | null = null;

  constructor(
    private readonly what: string,
    private readonly signal: AbortSignal,
  ) {}

  /** @throws Interrupted when the signal has fired */
  async run<T>(work: () => Promise<T>): Promise<T> {
    const backoff = new Backoff(100, 5_000);
    for (;;) {
      try {
        const result = await work();
        this.trouble = null;
        return result;
      } catch (error) {
        if (error instanceof Interrupted) throw error;
        if (this.signal.aborted) throw new Interrupted();
        this.trouble = { since: this.trouble?.since ?? performance.now(), reason: codeFor(error) };
        if (faultOf(error) !== 'unavailable') new Logger('Bus').error(`${this.what} fails; it is tried again.`, asError(error).stack);
        await pause(backoff.nextMs(), this.signal);
      }
    }
  }
}
