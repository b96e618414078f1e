import type { Contract, EventOf } from '@app/contracts';
import { Logger } from '@nestjs/common';
import { Backoff, pause } from './backoff.js';
import { EventDecoder } from './decode-event.js';
import type { Query } from './query.js';
import { type Positions, passed, readHeads, readMerged } from './read-merged.js';
import { toRecord } from './read-log.js';

const MOST_AT_ONCE = 500;
/** Where a notification was missed. */
const LOOK_EVERY_MS = 5_000;

/** Reads everything new of some contracts for one listener of this process. */
export class PostgresTail<C extends Contract> {
  readonly topics: readonly string[];
  private readonly positions = new Map<number, bigint>();
  private readonly decoder: EventDecoder<C>;
  private readonly stop = new AbortController();
  /** Partitions that may have something new. */
  private readonly news = new Set<number>();
  private reading: Promise<void> | null = null;
  private looking: NodeJS.Timeout | null = null;

  constructor(
    private readonly query: Query,
    contracts: readonly C[],
    private readonly onEvents: (events: readonly EventOf<C>[]) => void,
  ) {
    this.topics = [...new Set(contracts.map((declared) => declared.topic))];
    this.decoder = new EventDecoder(contracts);
  }

  /** From now on. */
  async start(): Promise<void> {
    for (const [partition, head] of await readHeads(this.query)) this.positions.set(partition, head);
    this.looking = setInterval(() => this.wake(), LOOK_EVERY_MS).unref();
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
    if (this.looking) clearInterval(this.looking);
    await this.reading;
  }

  private async readOn(): Promise<void> {
    const backoff = new Backoff(100, 5_000);
    while (this.news.size > 0 && !this.stop.signal.aborted) {
      const partitions = [...this.news];
      this.news.clear();
      try {
        await this.readOne(partitions);
        backoff.reset();
      } catch {
        partitions.forEach((partition) => this.news.add(partition));
        await pause(backoff.nextMs(), this.stop.signal);
      }
    }
  }

  private async readOne(partitions: readonly number[]): Promise<void> {
    const after: Positions = new Map(partitions.map((partition) => [partition, this.positions.get(partition) ?? 0n]));
    const { rows, heads } = await readMerged(this.query, after, this.topics, MOST_AT_ONCE, true);
    const full = rows.length === MOST_AT_ONCE;
    for (const [partition, position] of passed(after, heads, full ? BigInt(rows.at(-1)?.id ?? 0) : null)) {
      this.positions.set(partition, position);
    }
    if (full) partitions.forEach((partition) => this.news.add(partition));
    const events = rows.flatMap((row) => {
      const decoded = this.decoder.decode(toRecord(row));
      return decoded.kind === 'event' ? [decoded.event] : [];
    });
    if (events.length > 0) tell(this.onEvents, events);
  }
}

/** A listener cannot stop the tail of others; what it throws is a bug of its own. */
export function tell<E>(listener: (events: readonly E[]) => void, events: readonly E[]): void {
  try {
    listener(events);
  } catch (error) {
    new Logger('Bus').error('A listener of the tail failed.', error instanceof Error ? error.stack : String(error));
  }
}
