import { randomUUID } from 'node:crypto';
import { Kafka, logLevel, Partitioners } from 'kafkajs';
import { startKafka } from './kafka.js';
import { isAlive } from './process.js';

test('a broker keeps what it acknowledged before a kill -9, and comes back on the same port', async () => {
  const cluster = await startKafka();
  const kafka = new Kafka({ brokers: cluster.brokers, logLevel: logLevel.NOTHING });
  const admin = kafka.admin();
  await admin.connect();
  expect(await admin.listTopics()).not.toContainEqual(expect.stringContaining('is-ready'));
  await admin.createTopics({ topics: [{ topic: 'kept', numPartitions: 2 }], waitForLeaders: false });
  await expect(admin.fetchTopicMetadata({ topics: ['never-made'] })).rejects.toThrow('This server does not host this topic-partition');
  await admin.disconnect();

  const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
  await producer.connect();
  await producer.send({ topic: 'kept', messages: [{ key: 'a', value: 'before' }] });
  await producer.disconnect();

  const pid = cluster.pid();
  await cluster.kill9();
  expect(isAlive(pid)).toBe(false);
  await cluster.restart();
  expect(await readOne(kafka, 'kept')).toBe('before');

  await cluster.restart();
  expect(await readOne(kafka, 'kept')).toBe('before');
  const last = cluster.pid();
  await cluster.stop();
  expect(isAlive(last)).toBe(false);
}, 120_000);

test('three brokers go on, and keep what they acknowledged, when one is killed', async () => {
  const cluster = await startKafka({ brokers: 3 });
  expect(cluster.brokers).toHaveLength(3);
  const kafka = new Kafka({ brokers: cluster.brokers, logLevel: logLevel.NOTHING });
  const admin = kafka.admin();
  await admin.connect();
  await admin.createTopics({ topics: [{ topic: 'shared', numPartitions: 3, replicationFactor: 3 }], waitForLeaders: false });
  await admin.disconnect();
  const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
  await producer.connect();
  await producer.send({ topic: 'shared', messages: [{ key: 'a', value: 'before' }], acks: -1 });
  await cluster.kill9(2);
  await producer.send({ topic: 'shared', messages: ['a', 'b', 'c'].map((key) => ({ key, value: 'after' })), acks: -1 });
  await producer.disconnect();
  await cluster.start();
  expect(await readSome(kafka, 'shared', 4)).toEqual(['after', 'after', 'after', 'before']);
  const pids = [1, 2, 3].map((broker) => cluster.pid(broker));
  await cluster.stop();
  expect(pids.filter((pid) => isAlive(pid))).toEqual([]);
}, 180_000);

async function readOne(kafka: Kafka, topic: string): Promise<string | undefined> {
  return (await readSome(kafka, topic, 1))[0];
}

async function readSome(kafka: Kafka, topic: string, count: number): Promise<string[]> {
  const consumer = kafka.consumer({ groupId: `reader-${randomUUID()}` });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  const values: string[] = [];
  await new Promise<void>((resolve) => {
    void consumer.run({
      eachMessage: async ({ message }) => {
        values.push(String(message.value));
        if (values.length === count) resolve();
      },
    });
  });
  await consumer.disconnect();
  return values.sort();
}
