import type { Topic } from '@app/contracts';
import type { Query } from './query.js';

/** One event of the log, without its payload, and the cursor that goes on after it. */
export type FeedEvent = {
  readonly cursor: string;
  readonly id: string;
  readonly type: string;
  readonly topic: Topic;
  readonly key: string;
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly data: unknown;
};

export type FeedPage = {
  readonly events: readonly FeedEvent[];
  /** Goes on after everything looked at, also what the topics left out. */
  readonly next: string;
  /** Whether there may be more to read now. */
  readonly more: boolean;
};

/** Reads the event log in PostgreSQL after an opaque cursor: what happened since, in order per key, in both sizes. */
export class EventFeed {
  constructor(private readonly query: Query) {}

  /** The cursor of this moment: what is committed later comes after it. */
  async now(): Promise<string> {
    throw new Error(`not built yet ${typeof this.query}`);
  }

  /**
   * @param limit most events, > 0
   * @throws DeskError missing/cursor-expired, invalid/cursor-invalid
   */
  async after(cursor: string, of: { readonly topics: readonly Topic[]; readonly limit: number }): Promise<FeedPage> {
    throw new Error(`not built yet ${cursor} ${of.limit}`);
  }
}
