import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { slowness } from '@app/fuzz';
import { eventually, type KafkaCluster, startKafka, startPostgres } from '@app/testing';
import kafkajs from 'kafkajs';
import { appendEvents } from './append-events.js';
import { KafkaClient } from './kafkajs/kafka-client.js';
import { checkTopics, migrateTopics } from './kafka-topics.js';
import { expectOrderPerKey, handledAll, inScene, Noted, PATIENTLY } from './scene.suite.js';
import { bareKafkaWorld, KAFKA_SETTINGS, quiet, type RunningWorld } from './worlds.suite.js';

/** What is Kafka's alone: its topics, its client's faults, records of strangers, the relay. */
describe('the size with Kafka', () => {
  let kafka: KafkaCluster;
  let world: RunningWorld;
  beforeAll(async () => {
    quiet();
    kafka = await startKafka({ settings: KAFKA_SETTINGS });
    world = await bareKafkaWorld(await startPostgres(), kafka);
  });
  afterAll(async () => {
    await world.end();
  });

  test(
    'a consumer that starts before there are topics waits for them and says so (fail:K14)',
    inScene(
      () => world,
      async (scene) => {
        const bus = await scene.bus();
        const { handled } = await scene.consume(bus);
        await eventually(
          async () => expect((await bus.health()).consumers).toMatchObject([{ state: 'waiting', reason: 'bus-away' }]),
          PATIENTLY,
        );
        await expect(bus.publish([scene.note('k', 0)])).rejects.toMatchObject({ fault: 'unavailable', code: 'bus-away' });
        expect((await checkTopics(kafka.brokers)).problems).toContainEqual({
          topic: 'ticket',
          problem: { code: 'topic-missing', params: {} },
        });

        expect((await migrateTopics(kafka.brokers)).created).toContain('ticket');
        const event = scene.note('k', 1);
        await eventually(() => bus.publish([event]), PATIENTLY);
        await handledAll(() => handled, [event]);
      },
    ),
    180_000,
  );

  test('topics are set for durability, changed only where needed, and what an operator set besides stays', async () => {
    expect(await migrateTopics(kafka.brokers)).toEqual({ created: [], changed: [] });
    const client = new KafkaClient(kafka.brokers, 'operator');
    const settings = (): Promise<Readonly<Record<string, string>>> =>
      client.withAdmin(async (admin) => (await admin.topics(['ticket']))[0]?.settings ?? {});
    expect(await settings()).toMatchObject({ 'flush.messages': '1', 'retention.ms': String(14 * 86_400_000), 'cleanup.policy': 'delete' });

    await client.withAdmin((admin) => admin.set('ticket', { 'retention.ms': '1000', 'segment.bytes': '50000000' }));
    const { problems } = await checkTopics(kafka.brokers);
    expect(problems).toContainEqual({
      topic: 'ticket',
      problem: { code: 'topic-setting', params: { setting: 'retention.ms', is: '1000', wanted: String(14 * 86_400_000) } },
    });
    expect(await migrateTopics(kafka.brokers)).toEqual({ created: [], changed: ['ticket'] });
    expect(await settings()).toMatchObject({ 'flush.messages': '1', 'retention.ms': String(14 * 86_400_000), 'segment.bytes': '50000000' });
    expect((await checkTopics(kafka.brokers)).problems).toEqual([]);
  });

  test('the check names the addresses that the brokers give to clients (fail:K15)', async () => {
    expect((await checkTopics(kafka.brokers)).brokers).toEqual(kafka.brokers);
  });

  test(
    'records that are no events of ours are parked once, whatever is in them, and the next ones go on (fail:K9)',
    inScene(
      () => world,
      async (scene) => {
        const bus = await scene.bus();
        const producer = new kafkajs.Kafka({ brokers: kafka.brokers, logLevel: kafkajs.logLevel.NOTHING }).producer({
          createPartitioner: kafkajs.Partitioners.DefaultPartitioner,
        });
        await producer.connect();
        const odd = [
          { value: 'no headers at all' },
          { value: null, key: 'tombstone' },
          { value: Buffer.from([0, 255]), key: '\0', headers: { id: 'no-uuid', type: scene.run, at: 'yesterday', data: '{"a": \0' } },
          { value: '{}', headers: { id: scene.run, type: 'ticket.noted.v1', at: '2026-01-01T00:00:00Z', data: 'not JSON' } },
        ];
        await producer.send({ topic: 'ticket', messages: odd });
        await producer.disconnect();
        const event = scene.note('k', 0);
        await bus.publish([event]);
        const parked = async (): Promise<number> =>
          (await scene.world.query(`select from parked where group_name like $1 || '%'`, [scene.group])).length;

        const first = await scene.consume(bus);
        await handledAll(() => first.handled, [event]);
        await eventually(async () => expect(await parked()).toBe(odd.length));
        const [broken] = await scene.world.query<{ code: string; data: string }>(
          `select reason->>'code' as code, data from parked where group_name = $1 and event_id = $2`,
          [scene.group, scene.run],
        );
        expect(broken).toEqual({ code: 'event-invalid', data: 'not JSON' });
      },
    ),
    180_000,
  );

  test(
    'an idle consumer takes less than 2 % of a core and warns of nothing (fail:K2, fail:K3)',
    inScene(
      () => world,
      async (scene) => {
        const child = scene.child();
        await child.waitForLine(/started/, PATIENTLY);
        const event = scene.note('k', 0);
        await (await scene.bus()).publish([event]);
        await child.waitForLine(/in hand/, PATIENTLY);
        // It has just begun and handled its first: what is left of that goes, what an idle consumer does stays.
        await eventually(async () => {
          const [before, from] = [cpuMs(child.pid), performance.now()];
          // A rate is measured over a time, not awaited.
          await wait(3_000);
          expect((cpuMs(child.pid) - before) / (performance.now() - from) / slowness()).toBeLessThan(0.02);
        }, PATIENTLY);
        expect(child.output).not.toMatch(/warning/i);
      },
    ),
    180_000,
  );

  test.each(['W4:before', 'W4:after'] as const)(
    'a relay that dies at %s: another carries on, in order, and nothing is lost (fault:M30, inv:I10)',
    async (point) => {
      await inScene(
        () => world,
        async (scene) => {
          const { handled } = await scene.consume(await scene.bus());
          const events = scene.notes(60, 3);
          const victim = scene.child({ relayUntil: point });
          await victim.waitForLine(/started/, PATIENTLY);
          for (let i = 0; i < events.length; i += 10) await appendEvents(scene.world.query, events.slice(i, i + 10));
          await victim.ended;
          expect(victim.end?.signal).toBe('SIGKILL');
          const another = scene.relay(await scene.bus());
          await handledAll(() => handled, events);
          await eventually(async () => expect(await another.health()).toMatchObject({ ok: true, consumers: [{ group: 'relay', lag: 0 }] }));
          expectOrderPerKey(handled);
          await eventually(async () =>
            expect(
              await scene.world.query(
                `select from positions p where group_name = 'relay' and exists (select from events e where e.partition = p.partition and e.id > p.id)`,
              ),
            ).toEqual([]),
          );
        },
      )();
    },
    180_000,
  );

  test(
    'a service that starts while the broker is away starts, and is told of events as soon as the broker is there',
    inScene(
      () => world,
      async (scene) => {
        await migrateTopics(kafka.brokers);
        await kafka.halt();
        const bus = await scene.bus();
        const told: string[] = [];
        const tail = await bus.tail([Noted], (events) => told.push(...events.map((event) => event.id)));
        await kafka.start();
        await eventually(async () => {
          await bus.publish([scene.note('k', 1)]);
          expect(told).not.toEqual([]);
        }, PATIENTLY);
        await tail.close();
      },
    ),
    180_000,
  );
});

/** User and system time of a process so far, in ms (proc_pid_stat(5): fields 14 and 15, in ticks of 10 ms). */
function cpuMs(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}
