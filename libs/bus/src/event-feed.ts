import { TOPICS, type Topic } from '@app/contracts';
import { DeskError } from '@app/domain';
import { decodeCursor, encodeCursor } from './feed-cursor.js';
import type { Query } from './query.js';
import { type MergedRow, type Positions, passed, readHeads, readMerged } from './read-merged.js';

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

/**
 * Reads the event log in PostgreSQL after an opaque cursor: everything that happened since, in order per key, in both sizes.
 *
 * A cursor holds a position for each partition of the log, since an event with a lower number may be committed later in another
 * partition. What is published to Kafka alone is not in it.
 */
export class EventFeed {
  /** Of the log; the same for as long as this process lives. */
  private partitions: number | null = null;

  /** @param query is given the same few statements again and again */
  constructor(private readonly query: Query) {}

  /** The cursor of this moment: what is committed later comes after it. */
  async now(): Promise<string> {
    const heads = await readHeads(this.query);
    const [row] = await this.query<{ id: string }>(`select id from log_floor`);
    const floor = BigInt(row?.id ?? 0);
    // Where a partition is empty, or was emptied, the cursor must not look older than what was dropped.
    return encodeCursor(new Map(Array.from(heads, ([partition, head]) => [partition, head > floor ? head : floor])));
  }

  /**
   * @param of.limit most events, > 0
   * @throws DeskError missing/cursor-expired, invalid/cursor-invalid
   */
  async after(cursor: string, of: { readonly topics: readonly Topic[]; readonly limit: number }): Promise<FeedPage> {
    this.partitions ??= await this.countPartitions();
    const after = decodeCursor(cursor, this.partitions);
    const { rows, heads, floor } = await readMerged(this.query, after, of.topics, of.limit, false);
    refuseExpired(after, floor);
    const more = rows.length === of.limit;
    const events = rows.map((row) => toFeedEvent(row, encodeCursor(passed(after, heads, BigInt(row.id)))));
    return { events, next: encodeCursor(passed(after, heads, more ? BigInt(rows.at(-1)?.id ?? 0) : null)), more };
  }

  private async countPartitions(): Promise<number> {
    const [row] = await this.query<{ n: number }>(`select bus_partitions() as n`);
    return row?.n ?? 0;
  }
}

/** A cursor that has passed anything that is still kept has missed nothing: ranges are dropped oldest first. */
function refuseExpired(after: Positions, floor: bigint): void {
  if (Array.from(after.values()).some((position) => position >= floor)) return;
  throw new DeskError('missing', 'cursor-expired', 'The events after this cursor are kept no more: load the state anew.');
}

function toFeedEvent(row: MergedRow, cursor: string): FeedEvent {
  const topic = TOPICS.find((each) => each === row.topic);
  if (topic === undefined) throw new Error(`Event ${row.event_id} is of the unknown topic ${row.topic}.`);
  return { cursor, id: row.event_id, type: row.type, topic, key: row.key, at: row.at.toISOString(), data: JSON.parse(row.data) };
}
