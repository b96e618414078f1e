import { eventually } from '@app/testing';
import { appendEvents } from './append-events.js';
import { EventFeed } from './event-feed.js';
import { type BusWorld, inScene, makeTold, Noted, Told } from './scene.suite.js';

/** What wakes the sockets, and what they read then. */
export function tailAndFeedSuite(world: () => BusWorld): void {
  test(
    'tail gives each of two instances everything from now on, in order per key, and nothing from before',
    inScene(world, async (scene) => {
      const buses = [await scene.bus(), await scene.bus()];
      await buses[0]?.publish([scene.note('k', -1)]);
      const seen: number[][] = [[], []];
      await Promise.all(
        buses.map((bus, i) =>
          bus.tail([Noted, Told], (events) => {
            seen[i]?.push(...events.filter((event) => event.data.run === scene.run).map((event) => event.data.n));
          }),
        ),
      );
      for (let n = 0; n < 20; n++) await buses[n % 2]?.publish([scene.note('k', n)]);
      await buses[0]?.publish([makeTold(scene, 100)]);
      const twenty = Array.from({ length: 20 }, (_, n) => n);
      for (const numbers of seen) {
        await eventually(() => expect(numbers.toSorted((a, b) => a - b)).toEqual([...twenty, 100]));
        expect(numbers.filter((n) => n < 100)).toEqual(twenty);
      }
    }),
  );

  test(
    'a tail that is closed hears nothing more, and a listener that throws does not silence it',
    inScene(world, async (scene) => {
      const bus = await scene.bus();
      const seen: number[] = [];
      const tail = await bus.tail([Noted], (events) => {
        seen.push(...events.filter((event) => event.data.run === scene.run).map((event) => event.data.n));
        throw new Error('a bug of the listener');
      });
      await bus.publish([scene.note('k', 1)]);
      await eventually(() => expect(seen).toEqual([1]));
      await bus.publish([scene.note('k', 2)]);
      await eventually(() => expect(seen).toEqual([1, 2]));
      await tail.close();
      const { handled } = await scene.consume(bus);
      await bus.publish([scene.note('k', 3)]);
      await eventually(() => expect(handled.map((event) => event.data.n)).toContain(3));
      expect(seen).toEqual([1, 2]);
    }),
  );

  test(
    'the feed goes on after its cursor, over all partitions, page by page: each event once, in order per key',
    inScene(world, async (scene) => {
      const { query } = scene.world;
      const feed = new EventFeed(query);
      const start = await feed.now();
      const events = scene.notes(95, 30);
      await appendEvents(query, events);
      await appendEvents(query, [makeTold(scene, 1)]);
      const read: string[] = [];
      let cursor = start;
      for (let more = true; more; ) {
        const page = await feed.after(cursor, { topics: ['ticket'], limit: 10 });
        read.push(...page.events.map((event) => event.id));
        ({ next: cursor, more } = page);
      }
      expect(read).toEqual(events.map((event) => event.id));
      expect(await feed.after(cursor, { topics: ['ticket'], limit: 10 })).toMatchObject({ events: [], more: false });

      const [third] = (await feed.after(start, { topics: ['ticket'], limit: 3 })).events.slice(-1);
      const resumed = await feed.after(third?.cursor ?? '', { topics: ['ticket'], limit: 200 });
      expect(resumed.events.map((event) => event.id)).toEqual(read.slice(3));
      expect(resumed.events[0]).toMatchObject({ type: Noted.type, topic: 'ticket', key: events[3]?.key, data: events[3]?.data });
      expect((await feed.after(start, { topics: ['reply'], limit: 10 })).events).toHaveLength(1);
    }),
  );

  test(
    'a cursor that the feed never gave out is refused in words',
    inScene(world, async (scene) => {
      const feed = new EventFeed(scene.world.query);
      for (const cursor of ['', 'x', 'AQ', 'AQAAAA', `${await feed.now()}A`, '💥']) {
        await expect(feed.after(cursor, { topics: ['ticket'], limit: 1 })).rejects.toMatchObject({
          fault: 'invalid',
          code: 'cursor-invalid',
        });
      }
    }),
  );
}
