import { Logger } from '@nestjs/common';
// CommonJS, whose named exports Node does not see: everything but types comes by the default import.
import kafkajs, { type ICustomPartitioner, type Kafka, type LogEntry, type RetryOptions } from 'kafkajs';
import './idle-timer.js';
import { KafkaAdmin } from './kafka-admin.js';
import { reached } from './kafka-calls.js';
import { KafkaConsumer, type KafkaConsumerOptions } from './kafka-consumer.js';
import { KafkaProducer } from './kafka-producer.js';

/**
 * Kafka as the rest of the bus has it: small, typed, and with the corrections that kafkajs 2.2.4 needs. This folder alone knows kafkajs, so
 * that another client is one folder's work.
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

/** Kafka's own partitioner, which tells what it chose. */
function noting(chosen: Set<string>): ReturnType<ICustomPartitioner> {
  const choose = kafkajs.Partitioners.DefaultPartitioner();
  return (args) => {
    const partition = choose(args);
    chosen.add(`${args.topic}/${partition}`);
    return partition;
  };
}

/** kafkajs says the same again and again while a broker is away; what matters is told by health and by our own lines. */
function tellOurLog({ namespace, log }: LogEntry): void {
  new Logger('Kafka').debug({ message: log.message, namespace });
}
