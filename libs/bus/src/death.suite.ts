import { eventually, type RunningProcess } from '@app/testing';
import { type BusWorld, inScene, PATIENTLY, type Scene } from './scene.suite.js';
import { QUICKLY } from './worlds.suite.js';

/** Processes that die with work in hand, for real. */
export function deathSuite(world: () => BusWorld): void {
  test(
    'a process killed in mid-batch: another takes over, redoes its range one event at a time, and parks nothing (fault:M30, fault:M38)',
    inScene(world, async (scene) => {
      const bus = await scene.bus(QUICKLY);
      const events = scene.notes(60, 3);
      const victim = scene.child({ lateMs: 60_000 });
      await victim.waitForLine(/started/, PATIENTLY);
      await bus.publish(events);
      await victim.waitForLine(/in hand k/, PATIENTLY);
      await victim.kill9();

      const sizes: number[] = [];
      const { handled } = await scene.consume(bus, { onEvents: async (batch) => void sizes.push(batch.length) });
      await eventually(() => expect(new Set(handled.map((event) => event.id)).size).toBe(events.length), PATIENTLY);
      expect(sizes).toContain(1);
      expect(await scene.parked()).toEqual([]);
      // An attempt is forgotten after its handler has resolved.
      const attempts = () => scene.world.query(`select from attempts where group_name = $1`, [scene.group]);
      await eventually(async () => expect(await attempts()).toHaveLength(0), PATIENTLY);
    }),
    180_000,
  );

  test(
    'an event whose handler ends the process is parked alone, after it did so three times alone; its neighbours are handled (fault:M39)',
    inScene(world, async (scene) => {
      const bus = await scene.bus(QUICKLY);
      const events = scene.notes(30, 1);
      const deadly = scene.note('k0', 500, 'abort');
      await bus.publish([...events.slice(0, 15), deadly, ...events.slice(15)]);
      let deaths = 0;
      for (let child = scene.child(); !(await handledOrDead(scene, child, events.length)); child = scene.child()) deaths++;
      expect(deaths).toBe(4);
      expect(await scene.parked()).toEqual([{ event_id: deadly.id, code: 'ended-the-process', attempts: 3 }]);
      const handled = (await scene.handledByChildren()).map((row) => row.event_id);
      expect(new Set(handled)).toEqual(new Set(events.map((event) => event.id)));
    }),
    300_000,
  );

  test(
    'processes that are killed one after the other with the same event in hand, twice alone: it is handled and not parked (fault:M30)',
    inScene(world, async (scene) => {
      const bus = await scene.bus(QUICKLY);
      const [event] = scene.notes(1, 1);
      if (!event) throw new Error('there is no event');
      await bus.publish([event]);
      for (let kills = 0; kills < 3; kills += 1) {
        const victim = scene.child({ lateMs: 60_000 });
        await victim.waitForLine(/in hand k/, PATIENTLY);
        await victim.kill9();
      }
      const { handled } = await scene.consume(bus);
      await eventually(() => expect(handled.map(({ id }) => id)).toEqual([event.id]), PATIENTLY);
      expect(await scene.parked()).toEqual([]);
    }),
    180_000,
  );

  test(
    'a process that was stopped and goes on when others have taken its work commits nothing over theirs (fault:M31)',
    inScene(world, async (scene) => {
      const bus = await scene.bus(QUICKLY);
      const events = scene.notes(40, 4);
      const zombie = scene.child({ lateMs: 500 });
      await zombie.waitForLine(/started/, PATIENTLY);
      await bus.publish(events);
      await zombie.waitForLine(/in hand k/, PATIENTLY);
      zombie.signal('SIGSTOP');

      const { handled } = await scene.consume(bus);
      const later = scene.notes(40, 4).map((event) => ({ ...event, data: { ...event.data, n: event.data.n + 100 } }));
      await bus.publish(later);
      await eventually(() => expect(new Set(handled.map((event) => event.id)).size).toBeGreaterThanOrEqual(later.length), PATIENTLY);
      zombie.signal('SIGCONT');

      const afterwards = scene.notes(40, 4).map((event) => ({ ...event, data: { ...event.data, n: event.data.n + 200 } }));
      await bus.publish(afterwards);
      await eventually(async () => {
        const ids = new Set([...handled.map((event) => event.id), ...(await scene.handledByChildren()).map((row) => row.event_id)]);
        expect([...events, ...later, ...afterwards].filter((event) => !ids.has(event.id))).toEqual([]);
      }, PATIENTLY);
      expect(await scene.parked()).toEqual([]);
    }),
    180_000,
  );
}

/** @returns true when all were handled, false when the process died before */
async function handledOrDead(scene: Scene, child: RunningProcess, count: number): Promise<boolean> {
  return eventually(async () => {
    const rows = await scene.handledByChildren();
    if (new Set(rows.map((row) => row.event_id)).size === count && (await scene.parked()).length === 1) return true;
    if (child.end) return false;
    throw new Error(`still running: ${rows.length} handled\n${child.output}`);
  }, PATIENTLY);
}
