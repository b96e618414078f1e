import type { BusEvent } from '@app/contracts';
import { DeskError } from '@app/domain';
import { eventually } from '@app/testing';
import { type BusWorld, handledAll, inScene, type Noted, PATIENTLY, sharedAlike } from './scene.suite.js';
import { BRISKLY } from './worlds.suite.js';

/** The table of `architecture.md` 4: what waits, what is redone alone, what is parked. */
export function parkingSuite(world: () => BusWorld): void {
  test(
    'what a handler refuses or fails on is tried three times and parked with its reason; the others go on (fail:K8, fail:K9)',
    inScene(world, async (scene) => {
      const bus = await scene.bus();
      const events = scene.notes(200, 5);
      const [refused, failing, late] = [scene.note('k0', 1_000), scene.note('k1', 1_000), scene.note('k2', 1_000)];
      const tries = new Map<string, number>();
      await bus.publish([...events.slice(0, 100), refused, failing, late, ...events.slice(100)]);
      const { handled } = await scene.consume(bus, {
        onEvents: async (batch) => {
          const bad = batch.find((event) => event.data.n === 1_000);
          if (bad && batch.length === 1) tries.set(bad.id, (tries.get(bad.id) ?? 0) + 1);
          for (const event of batch) {
            if (event.id === refused.id) throw new DeskError('conflict', 'ticket-changed', 'The ticket has changed.');
            if (event.id === failing.id) throw new TypeError('undefined is not a function');
            if (event.id === late.id) await Promise.resolve().then(() => Promise.reject(new RangeError('late')));
          }
        },
      });
      await handledAll(() => handled, events);
      await eventually(async () => expect(await scene.parked()).toHaveLength(3), PATIENTLY);
      const parked = new Map((await scene.parked()).map((row) => [row.event_id, row]));
      expect(parked.get(refused.id)).toMatchObject({ code: 'ticket-changed', attempts: 3 });
      expect(parked.get(failing.id)).toMatchObject({ code: 'handler-failed', attempts: 3 });
      expect(parked.get(late.id)).toMatchObject({ code: 'handler-failed', attempts: 3 });
      expect([...tries.values()]).toEqual([3, 3, 3]);
    }),
  );

  test(
    'the first event of a new group fails twice and then succeeds: handled once, not parked (fail:K13)',
    inScene(world, async (scene) => {
      const bus = await scene.bus();
      const event = scene.note('k', 0);
      await bus.publish([event]);
      let failures = 0;
      const { handled } = await scene.consume(bus, {
        onEvents: async () => {
          if (failures++ < 2) throw new Error('not yet');
        },
      });
      await handledAll(() => handled, [event]);
      expect(handled).toHaveLength(1);
      expect(await scene.parked()).toEqual([]);
    }),
  );

  test(
    'an unknown type or version, and data that its schema refuses, are parked unread; the rest goes on (fault:M24)',
    inScene(world, async (scene) => {
      const bus = await scene.bus();
      const events = scene.notes(10, 2);
      const unknown: BusEvent = { ...scene.note('k', 1), type: 'ticket.noted.v9' };
      const invalid: BusEvent = { ...scene.note('k', 2), data: { run: scene.run, n: 'three' } };
      await bus.publish([...events.slice(0, 5), unknown, invalid, ...events.slice(5)]);
      const { handled } = await scene.consume(bus);
      await handledAll(() => handled, events);
      await eventually(async () =>
        expect((await scene.parked()).map((row) => row.code).toSorted()).toEqual(['event-invalid', 'event-unknown']),
      );
    }),
  );

  test(
    'what was parked keeps its payload, and is handled when it is published again',
    inScene(world, async (scene) => {
      const bus = await scene.bus();
      const payload = Buffer.from([0, 255, 10, 0, 128]);
      const event = scene.note('k', 0, null, payload);
      let broken = true;
      const { handled } = await scene.consume(bus, {
        onEvents: async () => {
          if (broken) throw new DeskError('invalid', 'not-now', 'Refused.');
        },
      });
      await bus.publish([event]);
      await eventually(async () => expect(await scene.parked()).toHaveLength(1), PATIENTLY);
      const [row] = await scene.world.query<{ data: string; payload: Buffer }>(`select data, payload from parked where event_id = $1`, [
        event.id,
      ]);
      expect(JSON.parse(row?.data ?? '')).toEqual(event.data);
      expect(row?.payload).toEqual(payload);

      broken = false;
      await bus.publish([{ ...event, data: JSON.parse(row?.data ?? ''), payload: row?.payload ?? null }]);
      await handledAll(() => handled, [event]);
      expect(handled[0]?.payload).toEqual(payload);
    }),
  );

  test(
    'what is unavailable is waited for as long as it takes: health says so, nothing is parked, nothing else suffers (fail:K6)',
    inScene(world, async (scene) => {
      const bus = await scene.bus();
      const events = scene.notes(50, 5);
      let away = true;
      const { handled } = await scene.consume(bus, {
        onEvents: async () => {
          if (away) throw Object.assign(new Error('terminating connection due to administrator command'), { code: '57P01' });
        },
      });
      await bus.publish(events);
      await eventually(async () => {
        const { consumers } = await bus.health();
        expect(consumers).toMatchObject([{ group: scene.group, state: 'waiting', reason: '57P01' }]);
      });
      expect(handled).toEqual([]);
      away = false;
      await handledAll(() => handled, events);
      expect(handled).toHaveLength(events.length);
      await eventually(async () => expect((await bus.health()).consumers).toMatchObject([{ state: 'idle', lag: 0 }]), PATIENTLY);
      expect(await scene.parked()).toEqual([]);
    }),
  );

  test(
    'a handler slower than any lease or session keeps its partition, and holds up no other (fail:K10)',
    inScene(world, async (scene) => {
      const [one, two] = [await scene.bus(BRISKLY), await scene.bus(BRISKLY)];
      const slow = scene.note('slow', 0);
      const release = Promise.withResolvers<void>();
      const onEvents = async (batch: readonly Noted[]): Promise<void> => {
        if (batch.some((event) => event.id === slow.id)) await release.promise;
      };
      const first = await scene.consume(one, { onEvents });
      const second = await scene.consume(two, { onEvents });
      await sharedAlike(one, two);
      await one.publish([slow]);
      // More than the time after which a silent member counts as dead here.
      const until = performance.now() + 1.2 * BRISKLY.sessionMs;
      for (let n = 0; performance.now() < until; n++) {
        const others = Array.from({ length: 16 }, (_, i) => scene.note(`other${i}-${n}`, 0)).filter((event) => event.key !== slow.key);
        await one.publish(others);
        await eventually(() => {
          const ids = new Set([...first.handled, ...second.handled].map((event) => event.id));
          // Those of the slow one's partition wait behind it.
          expect(others.filter((event) => !ids.has(event.id)).length).toBeLessThan(8);
        }, PATIENTLY);
      }
      expect([...first.handled, ...second.handled]).not.toContainEqual(slow);
      release.resolve();
      await handledAll(() => [...first.handled, ...second.handled], [slow]);
      expect([...first.handled, ...second.handled].filter((event) => event.id === slow.id)).toHaveLength(1);
    }),
  );

  test(
    'a handler that never answers makes the bus unhealthy, and then ends the process (fail:K4)',
    inScene(world, async (scene) => {
      const fatal: Error[] = [];
      const bus = await scene.bus({ patience: { stuckMs: 300, fatalMs: 900 }, onFatal: (error) => void fatal.push(error) });
      const never = Promise.withResolvers<void>();
      await scene.consume(bus, { onEvents: () => never.promise });
      await bus.publish([scene.note('k', 0)]);
      await eventually(async () =>
        expect(await bus.health()).toMatchObject({ ok: false, consumers: [{ state: 'stuck', reason: 'handler-does-not-answer' }] }),
      );
      await eventually(() =>
        expect(fatal.map((error) => error.message)).toEqual([
          expect.stringContaining(`A handler of group ${scene.group} has not answered`),
        ]),
      );
      never.resolve();
    }),
  );
}
