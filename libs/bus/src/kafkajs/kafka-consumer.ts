import { asError } from '@app/domain';
import type { Consumer } from 'kafkajs';
import type { FetchedRecord } from '../kafka-record.js';
import { away, isUnanswered, reached } from './kafka-calls.js';

const COMMIT_MS = 15_000;

export type KafkaConsumerOptions = {
  readonly group: string;
  readonly topics: readonly string[];
  /** A member that says nothing for so long is dead. Handlers may take longer: heartbeats go on beside them. */
  readonly sessionMs: number;
  /** Where a group without offsets begins. */
  readonly fromBeginning: boolean;
  /** Called after each joining with the partitions that this member now holds, before anything of them is fetched. */
  readonly onAssigned: (assigned: Readonly<Record<string, readonly number[]>>, memberId: string) => void;
  /** Takes records of one partition. Until it resolves nothing more is fetched of any partition. */
  readonly onFetched: (topic: string, partition: number, records: readonly FetchedRecord[], highWatermark: bigint) => Promise<void>;
  /** The consumer has ended by itself and does not start again. */
  readonly onCrash: (error: Error) => void;
};

export class KafkaConsumer {
  /** When the broker last answered a fetch (ms, monotonic): at least every few seconds while all is well. */
  fetchedAt = performance.now();

  constructor(
    private readonly consumer: Consumer,
    private readonly options: KafkaConsumerOptions,
  ) {
    consumer.on(consumer.events.FETCH, () => {
      this.fetchedAt = performance.now();
    });
    consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
      this.fetchedAt = performance.now();
      options.onAssigned(payload.memberAssignment, payload.memberId);
    });
    consumer.on(consumer.events.CRASH, ({ payload }) => options.onCrash(away(payload.error)));
  }

  /**
   * Connects and joins the group.
   *
   * @throws DeskError unavailable/bus-away, also where a topic does not exist yet (fail:K14)
   */
  async start(): Promise<void> {
    const { topics, fromBeginning, onFetched } = this.options;
    await reached(this.consumer.connect());
    await reached(this.consumer.subscribe({ topics: [...topics], fromBeginning }));
    await reached(
      this.consumer.run({
        autoCommit: false,
        eachBatchAutoResolve: false,
        // Every fetched partition is taken at once; how many handlers work at once is our own gate's business.
        partitionsConsumedConcurrently: 64,
        eachBatch: async (fetched) => {
          const { batch } = fetched;
          if (!fetched.isRunning() || fetched.isStale()) return;
          const taken = onFetched(batch.topic, batch.partition, batch.messages.map(toFetched), BigInt(batch.highWatermark));
          // Only where the next fetch begins: what is committed is said by `commit` alone (fail:K13).
          fetched.resolveOffset(batch.lastOffset());
          await taken;
        },
      }),
    );
  }

  /**
   * Commits that everything before `next` is done. Where that is not answered the consumer is at its end: others of its calls hang
   * too.
   *
   * @throws DeskError unavailable/bus-away
   */
  async commit(topic: string, partition: number, next: bigint): Promise<void> {
    const commit = this.consumer.commitOffsets([{ topic, partition, offset: next.toString() }]);
    await reached(commit, COMMIT_MS).catch((error: unknown) => {
      if (isUnanswered(error)) this.options.onCrash(asError(error));
      throw error;
    });
  }

  seek(topic: string, partition: number, offset: bigint): void {
    this.consumer.seek({ topic, partition, offset: offset.toString() });
  }

  pause(topic: string, partition: number): void {
    this.consumer.pause([{ topic, partitions: [partition] }]);
  }

  resume(topic: string, partition: number): void {
    this.consumer.resume([{ topic, partitions: [partition] }]);
  }

  /** Leaves the group. */
  async close(): Promise<void> {
    await this.consumer.disconnect();
  }
}

function toFetched(message: {
  offset: string;
  timestamp: string;
  key: Buffer | null;
  value: Buffer | null;
  headers?: FetchedRecord['headers'] | undefined;
}): FetchedRecord {
  return { offset: message.offset, timestamp: message.timestamp, key: message.key, value: message.value, headers: message.headers ?? {} };
}
