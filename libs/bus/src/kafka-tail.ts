import type { Contract, EventOf } from '@app/contracts';
import { Backoff, orAborted, pause, within } from './backoff.js';
import { EventDecoder } from './decode-event.js';
import type { KafkaClient } from './kafkajs/kafka-client.js';
import type { KafkaConsumer } from './kafkajs/kafka-consumer.js';
import { type FetchedRecord, fromKafkaRecord } from './kafka-record.js';
import { tell } from './tail-listener.js';

/** After a fetch the next one waits so long, so that more comes with it: ms that a wake-up may be late, for a tenth of the fetches. */
const REST_MS = 20;
/** How long a start waits for the broker, ms. */
const START_MS = 10_000;

/**
 * Everything new of some contracts, for one listener of this process: a consumer group of its own that never commits. Where it
 * stands is kept here, so that a broker's restart leaves no gap.
 */
export class KafkaTail<C extends Contract> {
  private readonly topics: readonly string[];
  private readonly next = new Map<string, bigint>();
  private readonly decoder: EventDecoder<C>;
  private readonly stop = new AbortController();
  private readonly listening = Promise.withResolvers<void>();
  private running: Promise<void> | null = null;

  constructor(
    private readonly connect: () => KafkaClient,
    private readonly group: { readonly id: string; readonly sessionMs: number },
    contracts: readonly C[],
    private readonly onEvents: (events: readonly EventOf<C>[]) => void,
  ) {
    this.topics = [...new Set(contracts.map((declared) => declared.topic))];
    this.decoder = new EventDecoder(contracts);
  }

  /**
   * Resolves when it listens: what is published from now on is told. While the bus is away it resolves after 10 s and goes on
   * trying, so that a service starts, and says that it is not ready, without a broker.
   */
  async start(): Promise<void> {
    this.running = this.run();
    await within(START_MS, this.listening.promise);
  }

  async close(): Promise<void> {
    this.stop.abort();
    this.listening.resolve();
    await this.running;
  }

  private async run(): Promise<void> {
    const backoff = new Backoff(500, 10_000);
    while (!this.stop.signal.aborted) {
      await this.standAtTheEnd()
        .then(() => this.runOne(() => backoff.reset()))
        .catch(() => undefined);
      await pause(backoff.nextMs(), this.stop.signal);
    }
  }

  /** Where the topics ended when it began to listen; only the first time. */
  private async standAtTheEnd(): Promise<void> {
    if (this.next.size > 0) return;
    await this.connect().withAdmin(async (admin) => {
      const ends = await Promise.all(this.topics.map(async (topic) => ({ topic, partitions: await admin.ends(topic) })));
      for (const { topic, partitions } of ends) {
        for (const [partition, end] of partitions) this.next.set(`${topic}/${partition}`, end);
      }
    });
  }

  private async runOne(joined: () => void): Promise<void> {
    const crash = Promise.withResolvers<never>();
    crash.promise.catch(() => undefined);
    const kafka: KafkaConsumer = this.connect().consumer({
      group: this.group.id,
      sessionMs: this.group.sessionMs,
      topics: this.topics,
      fromBeginning: false,
      onAssigned: (assigned) => {
        for (const [topic, partitions] of Object.entries(assigned)) {
          for (const partition of partitions) kafka.seek(topic, partition, this.next.get(`${topic}/${partition}`) ?? 0n);
        }
        joined();
        this.listening.resolve();
      },
      onFetched: async (topic, partition, records) => {
        this.take(topic, partition, records);
        await pause(REST_MS, this.stop.signal);
      },
      onCrash: crash.reject,
    });
    try {
      await orAborted(Promise.race([kafka.start(), crash.promise]), this.stop.signal);
      await orAborted(crash.promise, this.stop.signal);
    } finally {
      await within(
        3_000,
        kafka.close().catch(() => undefined),
      );
    }
  }

  private take(topic: string, partition: number, fetched: readonly FetchedRecord[]): void {
    const records = fetched.map((record) => fromKafkaRecord(topic, partition, record));
    const events = records.flatMap((record) => {
      const decoded = this.decoder.decode(record);
      return decoded.kind === 'event' ? [decoded.event] : [];
    });
    const last = records.at(-1);
    if (last) this.next.set(`${topic}/${partition}`, last.offset + 1n);
    if (events.length > 0) tell(this.onEvents, events);
  }
}
