import { asError, DeskError } from '@app/domain';
import { Logger } from '@nestjs/common';
// CommonJS, whose named exports Node does not see: everything but types comes by the default import.
import kafkajs, {
  type Admin,
  type Consumer,
  type ICustomPartitioner,
  type Kafka,
  type LogEntry,
  type Producer,
  type RecordMetadata,
  type RetryOptions,
} from 'kafkajs';
import RequestQueue from 'kafkajs/src/network/requestQueue/index.js';
import { within } from './backoff.js';
import type { FetchedRecord, KafkaRecord } from './kafka-record.js';

/**
 * The one file that knows kafkajs, so that another client is one file's work. It carries the corrections that kafkajs 2.2.4
 * needs, and gives the rest of the bus a small, typed Kafka.
 */
export class KafkaClient {
  private readonly kafka: Kafka;

  constructor(brokers: readonly string[], clientId: string) {
    this.kafka = new kafkajs.Kafka({
      brokers: [...brokers],
      clientId,
      connectionTimeout: 3_000,
      requestTimeout: 10_000,
      retry: RETRY,
      logLevel: kafkajs.logLevel.WARN,
      logCreator: () => tellOurLog,
    });
  }

  /** Connects a producer; after any error it is of no use any more (`KafkaProducer`). */
  async producer(): Promise<KafkaProducer> {
    const chosen = new Set<string>();
    const producer = this.kafka.producer({
      idempotent: true,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
      createPartitioner: () => noting(chosen),
      retry: RETRY,
    });
    await reached(producer.connect());
    return new KafkaProducer(producer, chosen);
  }

  /** Makes a consumer, which `start` connects. */
  consumer(options: KafkaConsumerOptions): KafkaConsumer {
    const { sessionMs } = options;
    const consumer = this.kafka.consumer({
      groupId: options.group,
      allowAutoTopicCreation: false,
      sessionTimeout: sessionMs,
      rebalanceTimeout: 30_000,
      heartbeatInterval: sessionMs / 5,
      // A long poll that is under way does not ask for a partition that is resumed meanwhile, and leaving waits for its end.
      maxWaitTimeInMs: Math.min(1_000, sessionMs / 10),
      // Restarts are ours: kafkajs gives up on some errors and restarts for ever on others (fail:K5, fail:K6).
      retry: { ...RETRY, restartOnFailure: async () => false },
    });
    return new KafkaConsumer(consumer, options);
  }

  async withAdmin<T>(work: (admin: KafkaAdmin) => Promise<T>): Promise<T> {
    const admin = this.kafka.admin({ retry: RETRY });
    await reached(admin.connect());
    try {
      return await work(new KafkaAdmin(admin));
    } finally {
      await admin.disconnect();
    }
  }
}

/** Together about 3 s: then the caller is told, or a connection of a new start tries again. */
const RETRY: RetryOptions = { retries: 5, initialRetryTime: 100, maxRetryTime: 1_000, factor: 0.2, multiplier: 2 };
/** Longer than kafkajs takes for its own retries where a broker does not answer. */
const CALL_MS = 30_000;
const COMMIT_MS = 15_000;
/** Brokers refuse larger batches of one partition (`max.message.bytes`, 1 MiB by default). */
const MOST_BYTES_AT_ONCE = 900_000;

export class KafkaProducer {
  constructor(
    private readonly producer: Producer,
    /** The partitions that the request in hand is for, as `topic/partition`. */
    private readonly chosen: Set<string>,
  ) {}

  /**
   * Resolves when all are acknowledged by all replicas in sync; in order for each key. One call at a time.
   *
   * After an error the producer must be thrown away: kafkajs gives the sequence numbers of what may have been written to the
   * next batch, which the broker then takes for a repetition and drops without a word.
   *
   * @throws DeskError unavailable/bus-away
   */
  async send(records: readonly KafkaRecord[]): Promise<void> {
    for (const chunk of chunks(records)) {
      const topics = Map.groupBy(chunk, (record) => record.topic);
      const topicMessages = Array.from(topics, ([topic, messages]) => ({ topic, messages: [...messages] }));
      this.chosen.clear();
      const answers = await reached(this.producer.sendBatch({ acks: -1, timeout: 10_000, topicMessages }));
      refuseUnanswered(this.chosen, answers);
    }
  }

  async close(): Promise<void> {
    await this.producer.disconnect();
  }
}

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

  async create(topics: readonly TopicSettings[]): Promise<void> {
    if (topics.length === 0) return;
    await reached(
      this.admin.createTopics({
        waitForLeaders: true,
        topics: topics.map(({ topic, partitions, replication, settings }) => ({
          topic,
          numPartitions: partitions,
          replicationFactor: replication,
          configEntries: Object.entries(settings).map(([name, value]) => ({ name, value })),
        })),
      }),
    );
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

function toFetched(message: {
  offset: string;
  timestamp: string;
  key: Buffer | null;
  value: Buffer | null;
  headers?: FetchedRecord['headers'] | undefined;
}): FetchedRecord {
  return { offset: message.offset, timestamp: message.timestamp, key: message.key, value: message.value, headers: message.headers ?? {} };
}

/** Kafka's own partitioner, which tells what it chose. */
function noting(chosen: Set<string>): ReturnType<ICustomPartitioner> {
  const choose = kafkajs.Partitioners.DefaultPartitioner();
  return (args) => {
    const partition = choose(args);
    chosen.add(`${args.topic}/${partition}`);
    return partition;
  };
}

/**
 * When a broker fails in the middle of a request to several, its partitions move to others; kafkajs tries again only with brokers
 * that have not answered yet, leaves out what has moved to one that has, and resolves. (Found with a broker killed under load.)
 */
function refuseUnanswered(chosen: ReadonlySet<string>, answers: readonly RecordMetadata[]): void {
  const answered = new Set(answers.map(({ topicName, partition }) => `${topicName}/${partition}`));
  const missing = [...chosen].filter((partition) => !answered.has(partition));
  if (missing.length > 0) throw away(new Error(`no acknowledgement for ${missing.join(', ')}`));
}

function* chunks(records: readonly KafkaRecord[]): Generator<readonly KafkaRecord[]> {
  let chunk: KafkaRecord[] = [];
  let bytes = 0;
  for (const record of records) {
    const size = (record.value?.length ?? 0) + Buffer.byteLength(record.headers.data) + Buffer.byteLength(record.key) + 200;
    if (chunk.length > 0 && bytes + size > MOST_BYTES_AT_ONCE) {
      yield chunk;
      [chunk, bytes] = [[], 0];
    }
    chunk.push(record);
    bytes += size;
  }
  if (chunk.length > 0) yield chunk;
}

/**
 * Gives every call of kafkajs an end: some promises of calls under way when a broker dies never settle (found with brokers killed
 * under load; fail:K4).
 *
 * @throws DeskError unavailable/bus-away
 */
async function reached<T>(call: Promise<T>, withinMs = CALL_MS): Promise<T> {
  try {
    if (await within(withinMs, call)) return await call;
  } catch (error) {
    throw away(error);
  }
  throw away(new Unanswered(`no answer within ${withinMs / 1000} s`));
}

class Unanswered extends Error {
  override readonly name = 'Unanswered';
}

function isUnanswered(error: unknown): boolean {
  return error instanceof DeskError && error.cause instanceof Unanswered;
}

/** Whatever kafkajs fails with after its retries: the events are fine (their size was checked), so that waiting is right. */
function away(thrown: unknown): Error {
  const error = asError(thrown);
  if (error instanceof DeskError) return error;
  return new DeskError('unavailable', 'bus-away', `Kafka cannot be used now: ${error.message}`, { cause: error });
}

/** kafkajs says the same again and again while a broker is away; what matters is told by health and by our own lines. */
function tellOurLog({ namespace, log }: LogEntry): void {
  new Logger('Kafka').debug({ message: log.message, namespace });
}

/**
 * After its first answer a connection of kafkajs 2.2.4 sets a timer of a negative delay, which is 1 ms, again and again for ever:
 * 5 % of a core for each idle connection, and a warning on Node 24 (fail:K2, fail:K3). A look is needed only where something
 * waits to be sent.
 *
 * @see https://github.com/tulios/kafkajs/issues/1751
 */
RequestQueue.prototype.scheduleCheckPendingRequests = function scheduleCheckPendingRequests(this: RequestQueue): void {
  if (this.throttleCheckTimeoutId !== null || this.pending.length === 0) return;
  this.throttleCheckTimeoutId = setTimeout(
    () => {
      this.throttleCheckTimeoutId = null;
      this.checkPendingRequests();
    },
    Math.max(this.throttledUntil - Date.now(), 10),
  );
};
