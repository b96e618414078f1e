import { DeskError } from '@app/domain';
import { eventually } from '@app/testing';
import type { GroupConsumer, KafkaConsumerOptions } from './kafka-client.js';
import { KafkaGroup } from './kafka-group.js';
import type { RecordConsumer } from './record-consumer.js';

const RECORD = { offset: '0', timestamp: '0', key: null, value: null, headers: {} };

/** A consumer that joins at once, commits nothing any more, and fetches once more while it is closed, as kafkajs may. */
class LateConsumer implements GroupConsumer {
  readonly fetchedAt = performance.now();
  commits = 0;

  constructor(private readonly options: KafkaConsumerOptions) {}

  async start(): Promise<void> {
    this.options.onAssigned({ t: [0] }, 'first');
  }

  async close(): Promise<void> {
    this.options.onAssigned({ t: [0] }, 'second');
    void this.options.onFetched('t', 0, [RECORD], 1n);
  }

  async commit(): Promise<void> {
    this.commits++;
    throw new DeskError('unavailable', 'bus-away', 'it is disconnected');
  }

  seek(): void {}
  pause(): void {}
  resume(): void {}
}

/** Counts what reaches it. */
function counting(): RecordConsumer & { readonly topics: readonly string[]; handled: number } {
  return {
    group: 'g',
    topics: ['t'],
    maxBatch: 10,
    concurrency: 1,
    handled: 0,
    async onRecords(records) {
      this.handled += records.length;
    },
    released: async () => undefined,
    retryNow: () => undefined,
    standing: () => ({ stuck: false, atWork: false, wait: null }),
    close: () => undefined,
  };
}

test('what a consumer fetches while it is closed is left to the next one: nobody would stop its work any more', async () => {
  const consumer = counting();
  const made: LateConsumer[] = [];
  const connect = (): { consumer(options: KafkaConsumerOptions): GroupConsumer } => ({
    consumer: (options) => {
      const one = new LateConsumer(options);
      made.push(one);
      return one;
    },
  });
  const group = new KafkaGroup(connect, consumer, { id: 'g', sessionMs: 3_000 });
  await eventually(() => expect(group.health().health.partitions).toBe(1));
  await group.close();
  expect(made).toHaveLength(1);
  expect(group.health().health.partitions).toBe(0);
  expect(consumer.handled).toBe(0);
  expect(made[0]?.commits).toBe(0);
});
