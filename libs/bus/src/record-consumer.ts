import type { BusRecord } from './bus.js';
import type { RecordSource } from './record-source.js';

/** What a bus feeds records to: a group's handler (`EventConsumer`), or the relay. */
export type RecordConsumer = {
  readonly group: string;
  /** Null: all. */
  readonly topics: readonly string[] | null;
  readonly maxBatch: number;
  readonly concurrency: number;
  /** After a batch that was not full a source rests so long, ms, so that more gathers: each batch has its price (default 0). */
  readonly restMs?: number;
  /** Resolves when all may be committed; throws Interrupted when the source was taken away in between. */
  onRecords(records: readonly BusRecord[], source: RecordSource): Promise<void>;
  /** The source is given back in order. */
  released(source: RecordSource): Promise<void>;
  /** What was away is back: everything that waits tries again now. */
  retryNow(): void;
  standing(): Standing;
  close(): void;
};

export type Standing = {
  readonly stuck: boolean;
  readonly atWork: boolean;
  /** The longest wait for something unavailable, in ms. */
  readonly wait: { readonly ms: number; readonly reason: string } | null;
};
