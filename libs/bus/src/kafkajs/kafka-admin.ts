import { setTimeout as wait } from 'node:timers/promises';
import kafkajs, { type Admin } from 'kafkajs';
import { away, reached } from './kafka-calls.js';

/** How long brokers may take to agree who leads a new topic. */
const LED_WITHIN_MS = 30_000;
const LOOK_EVERY_MS = 100;

export type TopicSettings = {
  readonly topic: string;
  readonly partitions: number;
  readonly replication: number;
  readonly settings: Readonly<Record<string, string>>;
};

export class KafkaAdmin {
  constructor(private readonly admin: Admin) {}

  /** `host:port` as the brokers name themselves to clients. */
  async brokers(): Promise<readonly string[]> {
    const { brokers } = await reached(this.admin.describeCluster());
    return brokers.map(({ host, port }) => `${host}:${port}`);
  }

  /** What is set for each of these topics that exists; `settings` are those set for the topic itself. */
  async topics(names: readonly string[]): Promise<readonly TopicSettings[]> {
    const existing = new Set(await reached(this.admin.listTopics()));
    const wanted = names.filter((name) => existing.has(name));
    if (wanted.length === 0) return [];
    const { topics } = await reached(this.admin.fetchTopicMetadata({ topics: wanted }));
    const { resources } = await reached(
      this.admin.describeConfigs({
        includeSynonyms: false,
        resources: wanted.map((name) => ({ type: kafkajs.ConfigResourceTypes.TOPIC, name })),
      }),
    );
    return topics.map(({ name, partitions }) => ({
      topic: name,
      partitions: partitions.length,
      replication: Math.min(...partitions.map((partition) => partition.replicas.length)),
      settings: Object.fromEntries(
        (resources.find((resource) => resource.resourceName === name)?.configEntries ?? [])
          .filter((entry) => entry.configSource === SET_FOR_TOPIC)
          .map((entry) => [entry.configName, entry.configValue]),
      ),
    }));
  }

  /** Resolves when each has its leaders. */
  async create(topics: readonly TopicSettings[]): Promise<void> {
    if (topics.length === 0) return;
    await reached(
      this.admin.createTopics({
        waitForLeaders: false,
        topics: topics.map(({ topic, partitions, replication, settings }) => ({
          topic,
          numPartitions: partitions,
          replicationFactor: replication,
          configEntries: Object.entries(settings).map(([name, value]) => ({ name, value })),
        })),
      }),
    );
    await this.led(topics.map(({ topic }) => topic));
  }

  /** kafkajs' own waiting gives up where the broker that is asked has not heard of a new topic yet. */
  private async led(topics: string[]): Promise<void> {
    const end = performance.now() + LED_WITHIN_MS;
    for (;;) {
      const known = await reached(this.admin.fetchTopicMetadata({ topics })).catch((error: unknown) => {
        if (performance.now() < end) return null;
        throw error;
      });
      if (known?.topics.every(({ partitions }) => partitions.every(({ leader }) => leader >= 0))) return;
      if (performance.now() >= end) throw away(new Error('no broker leads a new topic'));
      await wait(LOOK_EVERY_MS);
    }
  }

  /** Replaces all that is set for the topic itself. */
  async set(topic: string, settings: Readonly<Record<string, string>>): Promise<void> {
    const configEntries = Object.entries(settings).map(([name, value]) => ({ name, value }));
    await reached(
      this.admin.alterConfigs({
        validateOnly: false,
        resources: [{ type: kafkajs.ConfigResourceTypes.TOPIC, name: topic, configEntries }],
      }),
    );
  }

  async addPartitions(topic: string, count: number): Promise<void> {
    await reached(this.admin.createPartitions({ topicPartitions: [{ topic, count }] }));
  }

  /** The offset that the next record of each partition will get. */
  async ends(topic: string): Promise<ReadonlyMap<number, bigint>> {
    const offsets = await reached(this.admin.fetchTopicOffsets(topic));
    return new Map(offsets.map(({ partition, high }) => [partition, BigInt(high)]));
  }
}

/** `configSource` of an entry that was set for the topic, not inherited (DescribeConfigs, DYNAMIC_TOPIC_CONFIG). */
const SET_FOR_TOPIC: number = 1;
