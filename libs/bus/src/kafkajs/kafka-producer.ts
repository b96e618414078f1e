import type { Producer, RecordMetadata } from 'kafkajs';
import type { KafkaRecord } from '../kafka-record.js';
import { away, reached } from './kafka-calls.js';

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
