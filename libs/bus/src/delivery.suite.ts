import { eventually } from '@app/testing';
import {
  type BusWorld,
  expectOrderPerKey,
  handledAll,
  inScene,
  makeTold,
  numbersByKey,
  PATIENTLY,
  sharedAlike,
  Told,
} from './scene.suite.js';

/** At least once, in order per key, to every group; partitions shared and handed over without a loss. */
export function deliverySuite(world: () => BusWorld): void {
  test(
    'every event arrives, in order per key, and once while nothing fails',
    inScene(world, async (scene) => {
      const bus = await scene.bus();
      const { handled } = await scene.consume(bus);
      const events = scene.notes(600, 7);
      for (let i = 0; i < events.length; i += 50) await bus.publish(events.slice(i, i + 50));
      await handledAll(() => handled, events);
      expect(handled).toHaveLength(events.length);
      expectOrderPerKey(handled);
    }),
  );

  test(
    'calls that are not awaited leave in the order they were made',
    inScene(world, async (scene) => {
      const bus = await scene.bus();
      const { handled } = await scene.consume(bus);
      const events = scene.notes(200, 1);
      await Promise.all(events.map((event) => bus.publish([event])));
      await handledAll(() => handled, events);
      expect(handled.map((event) => event.data.n)).toEqual(events.map((event) => event.data.n));
    }),
  );

  test(
    'each group gets everything, also one that joins later: it begins at the oldest event kept',
    inScene(world, async (scene) => {
      const bus = await scene.bus();
      const early = await scene.consume(bus);
      const events = scene.notes(40, 4);
      await bus.publish(events);
      await handledAll(() => early.handled, events);
      const late = await scene.consume(bus, { group: `${scene.group}-late` });
      await handledAll(() => late.handled, events);
    }),
  );

  test(
    'a batch is never longer than the group asked for, and of one partition',
    inScene(world, async (scene) => {
      const bus = await scene.bus();
      const events = scene.notes(100, 1);
      await bus.publish(events);
      const sizes: number[] = [];
      const { handled } = await scene.consume(bus, { maxBatch: 8, onEvents: async (batch) => void sizes.push(batch.length) });
      await handledAll(() => handled, events);
      expect(Math.max(...sizes)).toBe(8);
    }),
  );

  test(
    'events of other contracts on the same topic are passed over',
    inScene(world, async (scene) => {
      const bus = await scene.bus();
      const told: number[] = [];
      await bus.consume({
        group: scene.group,
        contracts: [Told],
        onEvents: async (events) => void told.push(...events.filter((event) => event.data.run === scene.run).map((event) => event.data.n)),
      });
      await bus.publish([...scene.notes(5, 1), makeTold(scene, 1), ...scene.notes(5, 1), makeTold(scene, 2)]);
      await eventually(() => expect(told).toEqual([1, 2]));
      expect(await scene.parked()).toEqual([]);
    }),
  );

  test(
    'two processes share the partitions; when one leaves, the other gets all, and nothing is handled twice',
    inScene(world, async (scene) => {
      const [one, two] = [await scene.bus(), await scene.bus()];
      const first = await scene.consume(one);
      const second = await scene.consume(two);
      await sharedAlike(one, two);
      const events = scene.notes(300, 40);
      const later = events.splice(150);
      await one.publish(events);
      await handledAll(() => [...first.handled, ...second.handled], events);
      expect(first.handled.length).toBeGreaterThan(0);
      expect(second.handled.length).toBeGreaterThan(0);

      await second.close();
      await one.publish(later);
      await handledAll(() => first.handled, later);
      const all = [...first.handled, ...second.handled];
      expect(all).toHaveLength(events.length + later.length);
      expectOrderPerKey(second.handled.concat(first.handled.filter((event) => later.includes(event))));
    }),
  );

  test(
    'who closes finishes what is in hand and commits it: the next one is given only what is left (fail:K22)',
    inScene(world, async (scene) => {
      const [one, two] = [await scene.bus(), await scene.bus()];
      const events = scene.notes(200, 5);
      await one.publish(events);
      let batches = 0;
      const inHand = Promise.withResolvers<void>();
      const release = Promise.withResolvers<void>();
      const first = await scene.consume(one, {
        maxBatch: 5,
        onEvents: async () => {
          batches += 1;
          if (batches < 6) return;
          inHand.resolve();
          await release.promise;
        },
      });
      await inHand.promise;
      const closing = first.close();
      release.resolve();
      await closing;
      const before = first.handled.length;
      expect(before).toBeLessThan(events.length);
      const second = await scene.consume(two);
      await handledAll(() => [...first.handled, ...second.handled], events);
      expect(first.handled).toHaveLength(before);
      expect(second.handled).toHaveLength(events.length - before);
      for (const [key, numbers] of numbersByKey([...first.handled, ...second.handled]))
        expect([key, numbers]).toEqual([key, numbers.toSorted((a, b) => a - b)]);
    }),
  );

  test(
    'members that come and go lose nothing, and the group never stands still (fail:K10, fault:M22)',
    inScene(world, async (scene) => {
      const bus = await scene.bus();
      const stays = await scene.consume(bus);
      const guests: (typeof stays)[] = [];
      const events = scene.notes(1_200, 50);
      const publishing = (async () => {
        for (let i = 0; i < events.length; i += 20) await bus.publish(events.slice(i, i + 20));
      })();
      for (let i = 0; i < 3; i++) {
        const beside = await scene.bus();
        const guest = await scene.consume(beside);
        guests.push(guest);
        await eventually(async () => expect((await beside.health()).consumers[0]?.partitions).toBeGreaterThan(0), PATIENTLY);
        await guest.close();
      }
      await publishing;
      await handledAll(() => [stays, ...guests].flatMap((member) => member.handled), events);
      expect(await scene.parked()).toEqual([]);
    }),
  );

  test(
    'one group twice in one process is refused in words',
    inScene(world, async (scene) => {
      const bus = await scene.bus();
      await scene.consume(bus);
      await expect(scene.consume(bus)).rejects.toThrow(`Group ${scene.group} is consumed twice`);
    }),
  );
}
