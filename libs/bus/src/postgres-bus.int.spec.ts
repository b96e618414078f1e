import { eventually } from '@app/testing';
import { busSuite } from './bus.suite.js';
import { PostgresBus } from './postgres-bus.js';
import { MEMBER_TIMING } from './group-members.js';
import { PATIENCE } from './handler-calls.js';
import { inScene, PATIENTLY } from './scene.suite.js';
import { postgresWorld, quiet, type RunningWorld } from './worlds.suite.js';

busSuite('PostgresBus on PostgreSQL 18', ['PostgreSQL'], () => postgresWorld(18));
busSuite('PostgresBus on PostgreSQL 15', ['PostgreSQL'], () => postgresWorld(15));

describe('PostgresBus with the timing of production', () => {
  let world: RunningWorld;
  beforeAll(async () => {
    quiet();
    const quick = await postgresWorld(18);
    const { databaseUrl, ledger } = quick;
    const open: RunningWorld['open'] = async () =>
      new PostgresBus({ databaseUrl, ledger, instance: 'suite', patience: PATIENCE, onFatal: () => undefined });
    world = { ...quick, open };
  });
  afterAll(async () => {
    await world.end();
  });

  test(
    'the partitions of a dead process are taken over when it has been silent for 7 s, by who looks every 2 s',
    inScene(
      () => world,
      async (scene) => {
        const bus = await scene.bus();
        const victim = scene.child({ unhurried: true });
        await victim.waitForLine(/started/, PATIENTLY);
        await bus.publish([scene.note('k', 0)]);
        await victim.waitForLine(/in hand/, PATIENTLY);
        await scene.consume(bus);
        await victim.kill9();
        expect(MEMBER_TIMING).toEqual({ renewMs: 2_000, deadAfterMs: 7_000 });
        const killedAt = performance.now();
        await eventually(async () => expect((await bus.health()).consumers).toMatchObject([{ partitions: 16 }]), PATIENTLY);
        // The 9 s of the timing, and what a busy machine takes; where nothing told of the death, it would be for ever.
        expect(performance.now() - killedAt).toBeLessThan(30_000);
      },
    ),
    180_000,
  );
});
