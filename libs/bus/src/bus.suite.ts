import { deathSuite } from './death.suite.js';
import { deliverySuite } from './delivery.suite.js';
import { orderSuite } from './order.suite.js';
import { outageSuite } from './outage.suite.js';
import { parkingSuite } from './parking.suite.js';
import { payloadSuite } from './payload.suite.js';
import { tailAndFeedSuite } from './tail-and-feed.suite.js';
import type { ServerName } from './scene.suite.js';
import { quiet, type RunningWorld } from './worlds.suite.js';

/** The promises of `Bus`, as tests. Each implementation passes them all, on its real neighbours. */
export function busSuite(name: string, servers: readonly ServerName[], start: () => Promise<RunningWorld>): void {
  describe(`${name} keeps the promises of Bus`, () => {
    let world: RunningWorld;
    beforeAll(async () => {
      quiet();
      world = await start();
    });
    afterAll(async () => {
      await world.end();
    });

    deliverySuite(() => world);
    orderSuite(() => world);
    parkingSuite(() => world);
    payloadSuite(() => world);
    tailAndFeedSuite(() => world);
    deathSuite(() => world);
    outageSuite(() => world, servers);
  });
}
