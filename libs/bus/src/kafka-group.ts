import { Logger } from '@nestjs/common';
import { Backoff, orAborted, pause, within } from './backoff.js';
import { consumerHealth } from './consumer-health.js';
import { codeFor } from './fault-of.js';
import { Gate } from './gate.js';
import type { KafkaClient } from './kafkajs/kafka-client.js';
import type { KafkaConsumer } from './kafkajs/kafka-consumer.js';
import { KafkaPartition } from './kafka-partition.js';
import { type FetchedRecord, fromKafkaRecord } from './kafka-record.js';
import type { RecordConsumer } from './record-consumer.js';
import type { Trouble } from './steady.js';

/** So long a fetch waits for its handlers; then the slow partition is paused and the others go on. */
const PATIENCE_MS = 1_000;
/** No answer to any fetch for so long: the client hangs and is made anew (fail:K4). */
const SILENCE_MS = 60_000;
/** Leaving takes at most so long where the broker does not answer. */
const CLOSE_MS = 3_000;

/**
 * One consumer group of this process on Kafka.
 *
 * Runs one kafkajs consumer after the other: one that crashes, hangs or cannot connect is thrown away and a new one made, with
 * growing waits, for as long as it takes.
 */
export class KafkaGroup {
  private readonly partitions = new Map<string, KafkaPartition>();
  private readonly gate: Gate;
  private readonly stop = new AbortController();
  private readonly log = new Logger('Bus');
  private readonly running: Promise<void>;
  private memberId = '';
  private trouble: Trouble | null = { since: performance.now(), reason: 'joining' };

  constructor(
    /** Makes a client for each consumer, so that none inherits another's broken connections. */
    private readonly connect: () => KafkaClient,
    private readonly consumer: RecordConsumer & { readonly topics: readonly string[] },
    private readonly group: { readonly id: string; readonly sessionMs: number },
  ) {
    this.gate = new Gate(consumer.concurrency);
    this.running = this.run();
  }

  health(): ReturnType<typeof consumerHealth> {
    const held = [...this.partitions.values()];
    const lag = held.reduce((sum, partition) => sum + partition.lag, 0);
    return consumerHealth(this.consumer, { lag, partitions: held.length, troubles: [this.trouble, ...held.map((each) => each.trouble)] });
  }

  /** Finishes what is in hand, commits it and leaves the group. */
  async close(): Promise<void> {
    this.stop.abort();
    await this.running;
    this.consumer.close();
  }

  private async run(): Promise<void> {
    const backoff = new Backoff(500, 10_000);
    while (!this.stop.signal.aborted) {
      try {
        await this.runOne(() => backoff.reset());
      } catch (error) {
        this.trouble = { since: this.trouble?.since ?? performance.now(), reason: codeFor(error) };
        this.log.warn({ message: 'consumer ended, it is started again', group: this.consumer.group, reason: codeFor(error) });
      }
      await pause(backoff.nextMs(), this.stop.signal);
    }
  }

  /** One consumer's life: until it ends by itself (throws) or the group is left (resolves). */
  private async runOne(joined: () => void): Promise<void> {
    const crash = Promise.withResolvers<never>();
    crash.promise.catch(() => undefined);
    const kafka: KafkaConsumer = this.connect().consumer({
      group: this.group.id,
      sessionMs: this.group.sessionMs,
      topics: this.consumer.topics,
      fromBeginning: true,
      onAssigned: (assigned, memberId) => {
        this.assign(assigned, memberId, kafka);
        this.trouble = null;
        joined();
      },
      onFetched: (topic, partition, records, highWatermark) => this.take(topic, partition, records, highWatermark, kafka),
      onCrash: crash.reject,
    });
    let isStarting = true;
    const starting = kafka.start().finally(() => {
      isStarting = false;
    });
    try {
      await orAborted(Promise.race([starting, crash.promise]), this.stop.signal);
      await this.untilLeftOrSilent(kafka, crash.promise);
      await Promise.all(Array.from(this.partitions.values(), (partition) => partition.release()));
    } finally {
      this.abandonAll();
      const wasStarting = isStarting;
      await end(kafka);
      // Told to leave while it joins, kafkajs goes on joining: it is told again when it has.
      if (wasStarting && (await within(CLOSE_MS, starting).catch(() => false))) await end(kafka);
      this.abandonAll();
    }
  }

  private abandonAll(): void {
    for (const partition of this.partitions.values()) partition.abandon();
    this.partitions.clear();
  }

  private assign(assigned: Readonly<Record<string, readonly number[]>>, memberId: string, kafka: KafkaConsumer): void {
    const before = new Map(this.partitions);
    this.partitions.clear();
    // A new member id: the group had given this member up, and others have worked on meanwhile.
    const expelled = memberId !== this.memberId;
    this.memberId = memberId;
    for (const [topic, partitions] of Object.entries(assigned)) {
      for (const partition of partitions) {
        const name = `${topic}/${partition}`;
        const kept = expelled ? undefined : before.get(name);
        if (kept) before.delete(name);
        this.partitions.set(name, kept ?? this.open(topic, partition, kafka));
      }
    }
    for (const partition of before.values()) partition.abandon();
  }

  private open(topic: string, partition: number, kafka: KafkaConsumer): KafkaPartition {
    const { consumer, gate } = this;
    // It may have been paused when it was last ours.
    kafka.resume(topic, partition);
    return new KafkaPartition({ topic, partition, consumer, gate, commit: (next) => kafka.commit(topic, partition, next) });
  }

  private async take(
    topic: string,
    number: number,
    records: readonly FetchedRecord[],
    highWatermark: bigint,
    kafka: KafkaConsumer,
  ): Promise<void> {
    const partition = this.partitions.get(`${topic}/${number}`);
    if (!partition) return;
    const read = records.map((record) => fromKafkaRecord(topic, number, record));
    const done = partition.add(read, highWatermark);
    if (await within(PATIENCE_MS, done)) return;
    kafka.pause(topic, number);
    void done.then(() => kafka.resume(topic, number)).catch(() => undefined);
  }

  private async untilLeftOrSilent(kafka: KafkaConsumer, crashed: Promise<never>): Promise<void> {
    while (!this.stop.signal.aborted) {
      await Promise.race([crashed, pause(5_000, this.stop.signal)]);
      if (performance.now() - kafka.fetchedAt > SILENCE_MS) throw new Error(`No fetch was answered for ${SILENCE_MS / 1000} s.`);
    }
  }
}

async function end(kafka: KafkaConsumer): Promise<void> {
  await within(
    CLOSE_MS,
    kafka.close().catch(() => undefined),
  );
}
