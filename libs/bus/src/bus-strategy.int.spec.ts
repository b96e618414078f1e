import 'reflect-metadata';
import type { EventOf } from '@app/contracts';
import { DeskError } from '@app/domain';
import { RethrowFilter } from '@app/service';
import { eventually } from '@app/testing';
import { Controller } from '@nestjs/common';
import { type MicroserviceOptions, RpcException } from '@nestjs/microservices';
import { Test } from '@nestjs/testing';
import { throwError } from 'rxjs';
import type { Bus } from './bus.js';
import { BusStrategy } from './bus-strategy.js';
import { OnEvents } from './on-events.js';
import { inScene, Noted, PATIENTLY, type Scene, Told } from './scene.suite.js';
import { postgresWorld, quiet, type RunningWorld, STEADILY } from './worlds.suite.js';

/** How the handler of the test fails, by the number of the event. */
const FAILURES: Readonly<Record<number, () => Promise<void>>> = {
  1: () => {
    throw new Error('at once');
  },
  2: () => Promise.reject(new RpcException('refused')),
  // What a handler of Nest may return, whatever our types say of it.
  3: async () => {
    const stream: unknown = throwError(() => new Error('in a stream'));
    return stream as never;
  },
  4: async () => {
    await Promise.resolve();
    throw new DeskError('invalid', 'reply-too-long', 'After an await.');
  },
};

@Controller()
class Consumer {
  static handled: number[] = [];

  @OnEvents({ group: 'nest', contracts: [Noted, Told], maxBatch: 10 })
  async onEvents(events: readonly (EventOf<typeof Noted> | EventOf<typeof Told>)[]): Promise<void> {
    for (const { data } of events) {
      const fail = FAILURES[data.n];
      if (fail) return fail();
    }
    Consumer.handled.push(...events.map((event) => event.data.n));
  }
}

@Controller()
class Double {
  @OnEvents({ group: 'nest', contracts: [Noted] })
  async onEvents(): Promise<void> {}
}

describe('BusStrategy', () => {
  let world: RunningWorld;
  beforeAll(async () => {
    world = await postgresWorld(18);
  });
  afterAll(async () => {
    await world.end();
  });

  test(
    'however a handler fails, its event is tried again and then parked with what was thrown, and the others are handled (fail:K8)',
    inScene(
      () => world,
      async (scene) => {
        const bus = await scene.bus();
        const app = await listening(bus, [Consumer]);
        try {
          await bus.publish([0, 1, 2, 3, 4, 5].map((n) => scene.note(`k${n}`, n)));
          await eventually(async () => expect(await parkedCodes(scene)).toHaveLength(4), PATIENTLY);
          expect((await parkedCodes(scene)).toSorted()).toEqual(['handler-failed', 'handler-failed', 'handler-failed', 'reply-too-long']);
          await eventually(() => expect(Consumer.handled.toSorted((a, b) => a - b)).toEqual([0, 5]));
        } finally {
          await app.close();
        }
      },
    ),
  );

  test(
    'closing the app leaves the group: another takes its partitions at once',
    inScene(
      () => world,
      async (scene) => {
        const timing = { ...STEADILY.timing, deadAfterMs: 60_000 };
        const [first, second] = [await scene.bus({ timing }), await scene.bus({ timing })];
        const app = await listening(first, [Consumer]);
        await eventually(async () => expect((await first.health()).consumers).toMatchObject([{ partitions: 16 }]));
        await app.close();
        const next = await listening(second, [Consumer]);
        // Left to be found dead, it would keep them for a minute.
        await eventually(async () => expect((await second.health()).consumers).toMatchObject([{ partitions: 16 }]));
        await next.close();
      },
    ),
  );

  test(
    'one group for two handlers is refused at start',
    inScene(
      () => world,
      async (scene) => {
        const bus = await scene.bus();
        await expect(listening(bus, [Consumer, Double])).rejects.toThrow('Two handlers name the group nest');
      },
    ),
  );
});

async function listening(bus: Bus, controllers: readonly (new () => object)[]) {
  const module = await Test.createTestingModule({ controllers: [...controllers] }).compile();
  const app = module.createNestMicroservice<MicroserviceOptions>({ strategy: new BusStrategy(bus) });
  app.useGlobalFilters(new RethrowFilter());
  quiet();
  await app.listen();
  return app;
}

async function parkedCodes(scene: Scene): Promise<readonly string[]> {
  const rows = await scene.world.query<{ code: string }>(
    `select reason->>'code' as code from parked where group_name = 'nest' and position($1 in data) > 0`,
    [scene.run],
  );
  return rows.map((row) => row.code);
}
