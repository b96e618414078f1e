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
  private positions: Positions = new Map();
  private readonly decoder: EventDecoder<C>;
  private readonly stop = new AbortController();
  private news = false;
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
    this.positions = await readHeads(this.query);
    this.looking = setInterval(() => this.wake(), LOOK_EVERY_MS).unref();
  }

  wake(): void {
    this.news = true;
    if (this.positions.size === 0 || this.stop.signal.aborted) return;
    this.reading ??= this.readOn().finally(() => {
      this.reading = null;
      if (this.news) this.wake();
    });
  }

  async close(): Promise<void> {
    this.stop.abort();
    if (this.looking) clearInterval(this.looking);
    await this.reading;
  }

  private async readOn(): Promise<void> {
    const backoff = new Backoff(100, 5_000);
    while (this.news && !this.stop.signal.aborted) {
      this.news = false;
      try {
        await this.readOne();
        backoff.reset();
      } catch {
        this.news = true;
        await pause(backoff.nextMs(), this.stop.signal);
      }
    }
  }

  private async readOne(): Promise<void> {
    const { rows, heads } = await readMerged(this.query, this.positions, this.topics, MOST_AT_ONCE, true);
    const full = rows.length === MOST_AT_ONCE;
    this.positions = passed(this.positions, heads, full ? BigInt(rows.at(-1)?.id ?? 0) : null);
    if (full) this.news = true;
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
