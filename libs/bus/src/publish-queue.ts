import type { BusEvent } from '@app/contracts';
import { checkSize } from './event-size.js';
import { faultOf } from './fault-of.js';

const MOST_EVENTS = 500;
const MOST_BYTES = 4 * 1024 * 1024;

type Call<E> = { readonly events: readonly E[]; readonly bytes: number; resolve(): void; reject(error: unknown): void };

/**
 * Publishes what its callers give, one flush at a time, so that events leave in the order of the calls.
 * Calls that come while a flush is under way leave together in the next one.
 */
export class PublishQueue<E extends BusEvent = BusEvent> {
  private readonly calls: Call<E>[] = [];
  private flushing: Promise<void> | null = null;

  constructor(private readonly flush: (events: readonly E[]) => Promise<void>) {}

  /** @throws DeskError invalid/event-too-large, and what the flush throws */
  async publish(events: readonly E[]): Promise<void> {
    if (events.length === 0) return;
    const bytes = events.reduce((sum, event) => sum + checkSize(event), 0);
    return new Promise((resolve, reject) => {
      this.calls.push({ events, bytes, resolve, reject });
      this.flushing ??= this.run();
    });
  }

  /** Resolves when nothing is left to publish. */
  async drained(): Promise<void> {
    await this.flushing;
  }

  private async run(): Promise<void> {
    // Lets the calls of this turn gather first.
    await Promise.resolve();
    while (this.calls.length > 0) await this.flushTogether(this.take());
    this.flushing = null;
  }

  /** At least one call; more while they fit. */
  private take(): Call<E>[] {
    const taken: Call<E>[] = [];
    let count = 0;
    let bytes = 0;
    for (const call of this.calls) {
      count += call.events.length;
      bytes += call.bytes;
      if (taken.length > 0 && (count > MOST_EVENTS || bytes > MOST_BYTES)) break;
      taken.push(call);
    }
    this.calls.splice(0, taken.length);
    return taken;
  }

  /** One caller's bad event is not another's fault: what is refused together is tried apart, in the same order. */
  private async flushTogether(calls: readonly Call<E>[]): Promise<void> {
    try {
      await this.flush(calls.flatMap((call) => call.events));
      calls.forEach((call) => call.resolve());
    } catch (error) {
      if (calls.length === 1 || faultOf(error) === 'unavailable') calls.forEach((call) => call.reject(error));
      else for (const call of calls) await this.flushTogether([call]);
    }
  }
}
