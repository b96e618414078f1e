import { DeskError } from '@app/domain';
import { eventually } from '@app/testing';
import type { Bus } from './bus.js';
import { type BusWorld, expectOrderPerKey, inScene, type Noted, PATIENTLY, type ServerName } from './scene.suite.js';
import { QUICKLY } from './worlds.suite.js';

/** Servers killed with `kill -9` under load and started again: nothing acknowledged is lost. */
export function outageSuite(world: () => BusWorld, servers: readonly ServerName[]): void {
  for (const name of servers) {
    test(
      `${name} is killed and comes back: nothing acknowledged is lost, consumers go on by themselves (fail:K5, fail:K7, fault:M19, fault:M25)`,
      inScene(world, async (scene) => {
        const server = scene.world.server(name);
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
        await server.kill();
        await eventually(async () => expect((await consumer.health()).ok).toBe(false), PATIENTLY);
        await server.start();
        const back = acknowledged.length;
        await Promise.race([publishing, eventually(() => expect(acknowledged.length).toBeGreaterThan(back + 50), PATIENTLY)]);
        stop.abort();
        await publishing;

        await eventually(() => {
          const ids = new Set(handled.map((event) => event.id));
          expect(acknowledged.filter((event) => !ids.has(event.id)).map((event) => event.data)).toEqual([]);
        }, PATIENTLY);
        expectOrderPerKey(handled);
        await eventually(
          async () => expect(await consumer.health()).toMatchObject({ ok: true, consumers: [{ state: 'idle' }] }),
          PATIENTLY,
        );
        expect(await scene.parked()).toEqual([]);
      }),
      300_000,
    );
  }
}

/** Batches a second, at most: what waits when a server is back is to be handled soon. */
const BATCHES_A_SECOND = 200;

/** Publishes batch after batch; one that failed is published again, as intake does. */
export async function publishUntil(signal: AbortSignal, bus: Bus, batch: (n: number) => Noted[], acknowledged: Noted[]): Promise<void> {
  for (let n = 0; !signal.aborted; n++) {
    const events = batch(n);
    for (let done = false; !done; ) {
      try {
        await bus.publish(events);
        acknowledged.push(...events);
        done = true;
        await new Promise((resolve) => setTimeout(resolve, 1000 / BATCHES_A_SECOND));
      } catch (error) {
        expect(error).toBeInstanceOf(DeskError);
        expect(error).toMatchObject({ fault: 'unavailable', code: 'bus-away' });
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
  }
}
