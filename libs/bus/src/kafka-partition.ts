import type { BusRecord } from './bus.js';
import type { Gate } from './gate.js';
import type { RecordConsumer } from './record-consumer.js';
import { Interrupted, type RecordSource } from './record-source.js';
import { Steady, type Trouble } from './steady.js';

export type KafkaPartitionOptions = {
  readonly topic: string;
  readonly partition: number;
  readonly consumer: RecordConsumer;
  readonly gate: Gate;
  /** Commits that everything before `next` is done. */
  readonly commit: (next: bigint) => Promise<void>;
};

/**
 * What was fetched of one partition and is not handled yet, while this process holds it: cut into batches, handed over in
 * order, each committed after its handler.
 */
export class KafkaPartition {
  readonly source: RecordSource;
  /** Where fetched records go on; what comes again after a rebalance is below it. */
  private next: bigint | null = null;
  private highWatermark = 0n;
  private readonly queue: BusRecord[] = [];
  private readonly stop = new AbortController();
  private readonly steady: Steady;
  private working: Promise<void> | null = null;
  private abandoned = false;

  constructor(private readonly options: KafkaPartitionOptions) {
    const name = `${options.topic}/${options.partition}`;
    this.source = { name, signal: this.stop.signal, progress: (offset) => this.commit(offset + 1n) };
    this.steady = new Steady(`Handling ${name} for group ${options.consumer.group}`, this.stop.signal);
  }

  get trouble(): Trouble | null {
    return this.steady.trouble;
  }

  /** Records fetched or waiting at the broker, not handled yet. */
  get lag(): number {
    return this.queue.length + Math.max(0, Number(this.highWatermark - (this.next ?? this.highWatermark)));
  }

  /**
   * Takes what was fetched.
   *
   * @param highWatermark the offset that the partition's next record will get, as of the fetch
   * @returns resolves when nothing is left to do
   */
  add(records: readonly BusRecord[], highWatermark: bigint): Promise<void> {
    const { next } = this;
    this.queue.push(...(next === null ? records : records.filter((record) => record.offset >= next)));
    const last = records.at(-1);
    if (last && (next === null || last.offset >= next)) this.next = last.offset + 1n;
    this.highWatermark = highWatermark;
    return this.run();
  }

  /** Finishes the batch in hand and commits it; what is only fetched is left to the next holder. */
  async release(): Promise<void> {
    this.stop.abort();
    await this.working;
    await this.options.consumer.released(this.source);
  }

  /** Stops at once: nothing more is committed. */
  abandon(): void {
    this.abandoned = true;
    this.stop.abort();
  }

  private run(): Promise<void> {
    this.working ??= this.work()
      .finally(() => {
        this.working = null;
      })
      // Something may have come while the last batch was ending.
      .then(() => (this.queue.length > 0 && !this.stop.signal.aborted ? this.run() : undefined));
    return this.working;
  }

  private async work(): Promise<void> {
    const { gate } = this.options;
    try {
      while (this.queue.length > 0 && !this.stop.signal.aborted) await gate.through(() => this.handOver());
    } catch (error) {
      if (!(error instanceof Interrupted)) throw error;
    }
  }

  private async handOver(): Promise<void> {
    const { consumer } = this.options;
    const batch = this.queue.slice(0, consumer.maxBatch);
    const last = batch.at(-1);
    if (!last || this.stop.signal.aborted) return;
    await this.steady.run(() => consumer.onRecords(batch, this.source));
    this.queue.splice(0, batch.length);
    // A commit that could not be stored is tried again, and not the work: it is done.
    await this.steady.run(() => this.commit(last.offset + 1n));
  }

  /** Kafka takes a commit from any member of the group, also for a partition that is another's by now. */
  private async commit(next: bigint): Promise<void> {
    if (this.abandoned) throw new Interrupted();
    await this.options.commit(next);
  }
}
