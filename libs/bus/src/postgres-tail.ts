import { Backoff, pause } from './backoff.js';
import type { Query } from './query.js';
import { type Positions, passed, readHeads, readMerged } from './read-merged.js';
import type { TailListener } from './tail-listener.js';

const MOST_AT_ONCE = 500;
/** Where a notification was missed. */
const LOOK_EVERY_MS = 5_000;

/** Reads everything new, once for all listeners of this process. */
export class PostgresTail {
  private readonly listeners = new Set<TailListener>();
  /** Up to where the log was read; empty while nobody listens. */
  private readonly positions = new Map<number, bigint>();
  /** Partitions that may have something new. */
  private readonly news = new Set<number>();
  private readonly stop = new AbortController();
  private reading: Promise<void> | null = null;
  /** The statement under way. */
  private slice: Promise<void> = Promise.resolve();
  private looking: NodeJS.Timeout | null = null;

  constructor(private readonly query: Query) {}

  /** Of all listeners. */
  get topics(): readonly string[] {
    return [...new Set(Array.from(this.listeners).flatMap((listener) => listener.topics))];
  }

  /** From when this resolves on the listener hears everything. */
  async add(listener: TailListener): Promise<void> {
    this.listeners.add(listener);
    try {
      // What is being read does not know the listener's topics, and passes over them.
      await this.slice.catch(() => undefined);
      const heads = await readHeads(this.query);
      for (const [partition, head] of heads) if (!this.positions.has(partition)) this.positions.set(partition, head);
      listener.comeAt(heads);
    } catch (error) {
      this.listeners.delete(listener);
      throw error;
    }
    this.looking ??= setInterval(() => this.wake(), LOOK_EVERY_MS).unref();
    this.wake();
  }

  async remove(listener: TailListener): Promise<void> {
    this.listeners.delete(listener);
    if (this.listeners.size === 0) this.rest();
    await this.slice.catch(() => undefined);
  }

  /** There may be something new in these partitions, or (not given) in any. */
  wake(partitions: Iterable<number> = this.positions.keys()): void {
    for (const partition of partitions) if (this.positions.has(partition)) this.news.add(partition);
    if (this.news.size === 0 || this.stop.signal.aborted) return;
    this.reading ??= this.readOn().finally(() => {
      this.reading = null;
      this.wake([]);
    });
  }

  async close(): Promise<void> {
    this.stop.abort();
    this.rest();
    await this.reading;
  }

  private rest(): void {
    this.positions.clear();
    this.news.clear();
    if (this.looking) clearInterval(this.looking);
    this.looking = null;
  }

  private async readOn(): Promise<void> {
    const backoff = new Backoff(100, 5_000);
    while (this.news.size > 0 && !this.stop.signal.aborted) {
      const partitions = [...this.news];
      this.news.clear();
      try {
        this.slice = this.readOne(partitions);
        await this.slice;
        backoff.reset();
      } catch {
        for (const partition of partitions) if (this.positions.has(partition)) this.news.add(partition);
        await pause(backoff.nextMs(), this.stop.signal);
      }
    }
  }

  private async readOne(partitions: readonly number[]): Promise<void> {
    const after: Positions = new Map(partitions.map((partition) => [partition, this.positions.get(partition) ?? 0n]));
    const { rows, heads } = await readMerged(this.query, after, this.topics, MOST_AT_ONCE, true);
    const full = rows.length === MOST_AT_ONCE;
    for (const [partition, position] of passed(after, heads, full ? BigInt(rows.at(-1)?.id ?? 0) : null)) {
      // Nobody listened for a moment: whoever came since begins later.
      if (position > (this.positions.get(partition) ?? position)) this.positions.set(partition, position);
    }
    if (full) for (const partition of partitions) if (this.positions.has(partition)) this.news.add(partition);
    for (const listener of this.listeners) listener.hear(rows);
  }
}
