import { eventually, type KafkaCluster, startKafka, startPostgres } from '@app/testing';
import { checkTopics, migrateTopics } from './kafka-topics.js';
import { publishUntil } from './outage.suite.js';
import { expectOrderPerKey, handledAll, inScene, type Noted, PATIENTLY } from './scene.suite.js';
import { bareKafkaWorld, KAFKA_SETTINGS, QUICKLY, quiet, type RunningWorld } from './worlds.suite.js';

describe('three brokers', () => {
  let kafka: KafkaCluster;
  let world: RunningWorld;
  beforeAll(async () => {
    quiet();
    kafka = await startKafka({ brokers: 3, settings: KAFKA_SETTINGS });
    world = await bareKafkaWorld(await startPostgres(), kafka);
  }, 180_000);
  afterAll(async () => {
    await world.end();
  });

  test(
    'topics have three copies, two of them at each acknowledgement; one broker killed under load stops nothing and loses nothing (fault:M19)',
    inScene(
      () => world,
      async (scene) => {
        await migrateTopics(kafka.brokers);
        expect(await checkTopics(kafka.brokers)).toMatchObject({ problems: [] });
        const [publisher, consumer] = [await scene.bus(QUICKLY), await scene.bus(QUICKLY)];
        const { handled } = await scene.consume(consumer);
        const acknowledged: Noted[] = [];
        const stop = new AbortController();
        const publishing = publishUntil(
          stop.signal,
          publisher,
          (n) => Array.from({ length: 5 }, (_, k) => scene.note(`k${k}`, n)),
          acknowledged,
        );
        await eventually(() => expect(handled.length).toBeGreaterThan(50), PATIENTLY);

        await kafka.kill9(2);
        const then = acknowledged.length;
        await eventually(() => expect(acknowledged.length).toBeGreaterThan(then + 200), PATIENTLY);
        stop.abort();
        await publishing;
        await handledAll(() => handled, acknowledged);
        expectOrderPerKey(handled);
        expect(await scene.parked()).toEqual([]);
      },
    ),
    180_000,
  );
});
