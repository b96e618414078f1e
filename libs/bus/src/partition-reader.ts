import type pg from 'pg';
import { pause } from './backoff.js';
import type { Gate } from './gate.js';
import { readPartition } from './read-log.js';
import type { RecordConsumer } from './record-consumer.js';
import { Interrupted, type RecordSource } from './record-source.js';
import { Steady, type Trouble } from './steady.js';

/** A partition as it was taken: `epoch` grows with each taking, and every write carries it. */
export type Taken = { readonly partition: number; readonly epoch: bigint; readonly id: bigint };

export type ReaderOptions = {
  readonly pool: pg.Pool;
  readonly member: string;
  readonly consumer: RecordConsumer;
  readonly gate: Gate;
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
  private stored: bigint;
  private readonly stop = new AbortController();
  private readonly steady: Steady;
  private news = true;
  /** Whether the last slice left something behind. */
  private more = false;
  private reading: Promise<void> | null = null;

  constructor(
    readonly taken: Taken,
    private readonly options: ReaderOptions,
  ) {
    this.position = taken.id;
    this.stored = taken.id;
    this.head = taken.id;
    this.steady = new Steady(`Reading partition ${taken.partition} for group ${options.consumer.group}`, this.stop.signal);
    this.source = { name: String(taken.partition), signal: this.stop.signal, progress: (offset) => this.commit(offset) };
  }

  get partition(): number {
    return this.taken.partition;
  }

  get trouble(): Trouble | null {
    return this.steady.trouble;
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
    await this.options.consumer.released(this.source);
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
    if (this.reading !== null || this.position <= this.stored) return;
    await this.commit(this.position).catch((error: unknown) => {
      // Lost meanwhile: somebody else stores it.
      if (!(error instanceof Interrupted)) throw error;
    });
  }

  private async readOn(): Promise<void> {
    const { restMs = 0 } = this.options.consumer;
    try {
      while (this.news && !this.stop.signal.aborted) {
        await this.steady.run(() => this.options.gate.through(() => this.readOne()));
        if (restMs > 0 && !this.more) await pause(restMs, this.stop.signal);
      }
    } catch (error) {
      if (!(error instanceof Interrupted)) throw error;
    }
  }

  private async readOne(): Promise<void> {
    if (this.stop.signal.aborted) return;
    const { pool, consumer } = this.options;
    // What is told from here on is not in this slice for sure.
    this.news = false;
    const slice = await this.steady.run(() => readPartition(pool, this.partition, this.position, consumer.topics, consumer.maxBatch));
    if (slice.lookedTo > this.head) this.head = slice.lookedTo;
    const last = slice.records.at(-1);
    if (last) {
      await consumer.onRecords(slice.records, this.source);
      // A commit that could not be stored is tried again, and not the work: it is done.
      await this.steady.run(() => this.commit(last.offset));
    }
    this.position = slice.lookedTo;
    this.more = slice.more;
    if (slice.more) this.news = true;
  }

  /** @throws Interrupted when the partition belongs to somebody else now */
  private async commit(offset: bigint): Promise<void> {
    if (offset <= this.stored) return;
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
    return [this.options.consumer.group, this.partition, this.options.member, this.taken.epoch.toString()];
  }
}
