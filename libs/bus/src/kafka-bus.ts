import { randomUUID } from 'node:crypto';
import type { Contract, EventOf } from '@app/contracts';
import { Bus, type BusHealth, type Consumption, type Subscription, type Tail } from './bus.js';
import { within } from './backoff.js';
import type { ConsumerLedger } from './consumer-ledger.js';
import { busHealth } from './consumer-health.js';
import { EventConsumer } from './event-consumer.js';
import type { Patience } from './handler-calls.js';
import { KafkaClient } from './kafkajs/kafka-client.js';
import type { KafkaProducer } from './kafkajs/kafka-producer.js';
import { KafkaGroup } from './kafka-group.js';
import { type OutgoingEvent, toKafkaRecord } from './kafka-record.js';
import { KafkaTail } from './kafka-tail.js';
import { PublishQueue } from './publish-queue.js';

export type KafkaBusOptions = {
  readonly brokers: readonly string[];
  readonly ledger: ConsumerLedger;
  readonly instance: string;
  readonly patience: Patience;
  readonly onFatal: (error: Error) => void;
  /** How long a process may say nothing before the group gives its partitions to others (default 10 s). */
  readonly sessionMs?: number;
};

/** The time in which a dead process is replaced; heartbeats go on beside the handlers, so that a slow one needs no more. */
const SESSION_MS = 10_000;

/** A broker that was heard of within this time needs no question of its own. */
const HEARD_MS = 5_000;
const PROBE_MS = 3_000;

/** The bus of many machines: Apache Kafka, each of our topics one of its topics (`migrateTopics` makes them). */
export class KafkaBus extends Bus {
  private readonly queue = new PublishQueue<OutgoingEvent>((events) => this.send(events));
  private readonly groups = new Map<string, KafkaGroup>();
  private readonly tails = new Set<{ close(): Promise<void> }>();
  private producing: Promise<KafkaProducer> | null = null;
  private heardAt = Number.NEGATIVE_INFINITY;

  constructor(private readonly options: KafkaBusOptions) {
    super();
  }

  /** What the relay carries names the partition that it has in the log. */
  async publish(events: readonly OutgoingEvent[]): Promise<void> {
    await this.queue.publish(events);
  }

  async consume<C extends Contract>(subscription: Subscription<C>): Promise<Consumption> {
    const { ledger, patience, onFatal } = this.options;
    const { group } = subscription;
    if (this.groups.has(group)) throw new Error(`Group ${group} is consumed twice in one process: give each consumer a group of its own.`);
    const consumer = new EventConsumer(subscription, ledger, patience, onFatal);
    const joined = new KafkaGroup(() => this.client(group), consumer, { id: `otklik.${group}`, sessionMs: this.sessionMs });
    this.groups.set(group, joined);
    return {
      close: async () => {
        await joined.close();
        this.groups.delete(group);
      },
    };
  }

  async tail<C extends Contract>(contracts: readonly C[], onEvents: (events: readonly EventOf<C>[]) => void): Promise<Tail> {
    const id = `otklik.tail.${this.options.instance}.${randomUUID()}`;
    const tail = new KafkaTail(() => this.client('tail'), { id, sessionMs: this.sessionMs }, contracts, onEvents);
    await tail.start();
    this.tails.add(tail);
    return {
      close: async () => {
        this.tails.delete(tail);
        await tail.close();
      },
    };
  }

  async health(): Promise<BusHealth> {
    return busHealth(
      await this.reachable(),
      Array.from(this.groups.values(), (group) => group.health()),
    );
  }

  async close(): Promise<void> {
    const groups = Array.from(this.groups.values(), (group) => group.close());
    await Promise.all([this.queue.drained(), ...groups, ...Array.from(this.tails, (tail) => tail.close())]);
    this.groups.clear();
    await this.dropProducer();
  }

  private get sessionMs(): number {
    return this.options.sessionMs ?? SESSION_MS;
  }

  private client(use: string): KafkaClient {
    return new KafkaClient(this.options.brokers, `${this.options.instance} ${use}`);
  }

  private async send(events: readonly OutgoingEvent[]): Promise<void> {
    try {
      this.producing ??= this.client('publish').producer();
      await (await this.producing).send(events.map(toKafkaRecord));
      this.heardAt = performance.now();
    } catch (error) {
      void this.dropProducer();
      throw error;
    }
  }

  private async dropProducer(): Promise<void> {
    const producing = this.producing;
    this.producing = null;
    const producer = await producing?.catch(() => null);
    if (producer)
      await within(
        PROBE_MS,
        producer.close().catch(() => undefined),
      );
  }

  private async reachable(): Promise<boolean> {
    if (performance.now() - this.heardAt < HEARD_MS) return true;
    const probe = this.client('probe').withAdmin((admin) => admin.brokers());
    const answered = await within(PROBE_MS, probe).catch(() => false);
    if (answered) this.heardAt = performance.now();
    return answered;
  }
}
