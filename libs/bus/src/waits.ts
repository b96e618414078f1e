import { pause } from './backoff.js';
import type { RecordSource } from './record-source.js';

type Wait = { readonly since: number; readonly reason: string; stop: AbortController };

/** The sources of a group that wait for something unavailable, since when and why. */
export class Waits {
  private readonly waiting = new Map<RecordSource, Wait>();

  /** Waits; ends early when the source is taken away, or by `cutShort`. */
  async wait(source: RecordSource, ms: number, reason: string): Promise<void> {
    const stop = new AbortController();
    this.waiting.set(source, { since: this.waiting.get(source)?.since ?? performance.now(), reason, stop });
    await pause(ms, AbortSignal.any([stop.signal, source.signal]));
    if (source.signal.aborted) this.over(source);
  }

  /** What the source waited for is over. When it was because it is there again, it may be there for the others too. */
  over(source: RecordSource, answered = false): void {
    if (this.waiting.delete(source) && answered) this.cutShort();
  }

  /** What was away is back: everything that waits tries again now. */
  cutShort(): void {
    for (const wait of this.waiting.values()) wait.stop.abort();
  }

  /** The longest wait: how long and why; null when nothing waits. */
  longest(): { readonly ms: number; readonly reason: string } | null {
    const [first] = Array.from(this.waiting.values()).sort((a, b) => a.since - b.since);
    return first ? { ms: performance.now() - first.since, reason: first.reason } : null;
  }
}
