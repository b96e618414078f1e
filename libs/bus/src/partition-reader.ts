import { asError } from '@app/domain';
import { Logger } from '@nestjs/common';
import type pg from 'pg';
import { Backoff, pause } from './backoff.js';
import type { BusRecord } from './bus.js';
import type { Gate } from './gate.js';
import { codeFor, faultOf } from './fault-of.js';
import { readPartition } from './read-log.js';
import { Interrupted, type RecordSource } from './record-source.js';

/** A partition as it was taken: `epoch` grows with each taking, and every write carries it. */
export type Taken = { readonly partition: number; readonly epoch: bigint; readonly id: bigint };

export type ReaderOptions = {
  readonly pool: pg.Pool;
  readonly group: string;
  readonly member: string;
  readonly topics: readonly string[];
  readonly maxBatch: number;
  readonly gate: Gate;
  readonly onRecords: (records: readonly BusRecord[], source: RecordSource) => Promise<void>;
  readonly onReleased: (source: RecordSource) => Promise<void>;
  /** The partition belongs to somebody else now. */
  readonly onLost: (reader: PartitionReader) => void;
};

/** Reads one partition for one group while this process holds it: read, hand over, commit, one batch after the other. */
export class PartitionReader {
  readonly source: RecordSource;
  /** Up to where the partition was looked through. */
  position: bigint;
  /** The newest event known to be there. */
  head: bigint;
  /** Why it cannot read or commit now, and since when (ms, monotonic). */
  trouble: { readonly since: number; readonly reason: string } | null = null;
  private stored: bigint;
  private readonly stop = new AbortController();
  private readonly log = new Logger('Bus');
  private news = true;
  private reading: Promise<void> | null = null;

  constructor(
    readonly taken: Taken,
    private readonly options: ReaderOptions,
  ) {
    this.position = taken.id;
    this.stored = taken.id;
    this.head = taken.id;
    this.source = { name: String(taken.partition), signal: this.stop.signal, progress: (offset) => this.commit(offset) };
  }

  get partition(): number {
    return this.taken.partition;
  }

  /** There may be something new: reads it, now or after what is in hand. */
  wake(): void {
    this.news = true;
    this.reading ??= this.readOn().finally(() => {
      this.reading = null;
      if (this.news && !this.stop.signal.aborted) this.wake();
    });
  }

  /** Finishes what is in hand, commits it and gives the partition back. */
  async release(): Promise<void> {
    this.stop.abort();
    await this.reading;
    await this.options.onReleased(this.source);
    await this.options.pool.query(
      `with released as (
         update positions set holder = null, id = $5
         where group_name = $1 and partition = $2 and holder = $3 and epoch = $4 returning group_name
       ) select pg_notify('otklik_bus', 'group ' || group_name) from released`,
      [...this.identity(), this.position.toString()],
    );
  }

  /** Stops at once: what is in hand is not committed any more. */
  abandon(): void {
    this.stop.abort();
  }

  /** Stores how far it looked through events that are not for this group, so that old ones can be dropped. */
  async storePosition(): Promise<void> {
    if (this.reading === null && this.position > this.stored) await this.commit(this.position);
  }

  private async readOn(): Promise<void> {
    try {
      while (this.news && !this.stop.signal.aborted) await this.steadily(() => this.options.gate.through(() => this.readOne()));
    } catch (error) {
      if (!(error instanceof Interrupted)) throw error;
    }
  }

  private async readOne(): Promise<void> {
    if (this.stop.signal.aborted) return;
    const { pool, topics, maxBatch, onRecords } = this.options;
    // What is told from here on is not in this slice for sure.
    this.news = false;
    const slice = await this.steadily(() => readPartition(pool, this.partition, this.position, topics, maxBatch));
    if (slice.lookedTo > this.head) this.head = slice.lookedTo;
    const last = slice.records.at(-1);
    if (last) {
      await onRecords(slice.records, this.source);
      // A commit that could not be stored is tried again, and not the work: it is done.
      await this.steadily(() => this.commit(last.offset));
    }
    this.position = slice.lookedTo;
    if (slice.more) this.news = true;
  }

  /**
   * Does it, and again until it succeeds. Also what waiting may not heal (tables not migrated yet, a right that is missing):
   * health tells, and nothing is lost by waiting.
   *
   * @throws Interrupted when the partition is not ours any more
   */
  private async steadily<T>(work: () => Promise<T>): Promise<T> {
    const backoff = new Backoff(100, 5_000);
    for (;;) {
      try {
        const result = await work();
        this.trouble = null;
        return result;
      } catch (error) {
        if (error instanceof Interrupted) throw error;
        if (this.stop.signal.aborted) throw new Interrupted();
        this.trouble = { since: this.trouble?.since ?? performance.now(), reason: codeFor(error) };
        if (faultOf(error) !== 'unavailable')
          this.log.error(`Partition ${this.partition} of group ${this.options.group} cannot be read.`, asError(error).stack);
        await pause(backoff.nextMs(), this.stop.signal);
      }
    }
  }

  /** @throws Interrupted when the partition belongs to somebody else now */
  private async commit(offset: bigint): Promise<void> {
    const { rowCount } = await this.options.pool.query({
      name: 'bus_commit_position',
      text: `update positions set id = $5 where group_name = $1 and partition = $2 and holder = $3 and epoch = $4`,
      values: [...this.identity(), offset.toString()],
    });
    if (rowCount === 0) {
      this.abandon();
      this.options.onLost(this);
      throw new Interrupted();
    }
    this.stored = offset;
    if (offset > this.position) this.position = offset;
  }

  private identity(): [string, number, string, string] {
    return [this.options.group, this.partition, this.options.member, this.taken.epoch.toString()];
  }
}
