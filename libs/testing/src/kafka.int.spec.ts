import { Kafka, logLevel, Partitioners } from 'kafkajs';
import { startKafka } from './kafka.js';
import { isAlive } from './process.js';

test('a broker keeps what it acknowledged before a kill -9, and comes back on the same port', async () => {
  const cluster = await startKafka();
  const kafka = new Kafka({ brokers: cluster.brokers, logLevel: logLevel.NOTHING });
  const admin = kafka.admin();
  await admin.connect();
  expect(await admin.listTopics()).not.toContainEqual(expect.stringContaining('is-ready'));
  await admin.createTopics({ topics: [{ topic: 'kept', numPartitions: 2 }] });
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
});

async function readOne(kafka: Kafka, topic: string): Promise<string> {
  const consumer = kafka.consumer({ groupId: `reader-${Math.random()}` });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  const value = await new Promise<string>((resolve) => {
    void consumer.run({ eachMessage: async ({ message }) => resolve(String(message.value)) });
  });
  await consumer.disconnect();
  return value;
}
