import type { Contract, EventOf } from '@app/contracts';
import { Logger } from '@nestjs/common';
import { EventDecoder } from './decode-event.js';
import { toRecord } from './read-log.js';
import type { MergedRow, Positions } from './read-merged.js';

/** One that hears everything new of some contracts, from where the log stood when it came. */
export class TailListener<C extends Contract = Contract> {
  readonly topics: readonly string[];
  private readonly decoder: EventDecoder<C>;
  /** Null: it has not come yet. */
  private since: Positions | null = null;

  constructor(
    contracts: readonly C[],
    private readonly onEvents: (events: readonly EventOf<C>[]) => void,
  ) {
    this.topics = [...new Set(contracts.map((declared) => declared.topic))];
    this.decoder = new EventDecoder(contracts);
  }

  comeAt(heads: Positions): void {
    this.since = heads;
  }

  hear(rows: readonly MergedRow[]): void {
    const { since } = this;
    if (since === null) return;
    const events = rows.flatMap((row) => {
      if (!this.topics.includes(row.topic) || BigInt(row.id) <= (since.get(row.partition) ?? 0n)) return [];
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
