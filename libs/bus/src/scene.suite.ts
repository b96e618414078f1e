import { contract, type EventOf } from '@app/contracts';
import { eventually, type RunningProcess, startProcess } from '@app/testing';
import { randomUUIDv7 as newId } from 'node:crypto';
import { z } from 'zod';
import type { Bus, Subscription } from './bus.js';
import type { MemberTiming } from './group-members.js';
import type { Patience } from './handler-calls.js';
import { makeEvent } from './make-event.js';
import type { Query } from './query.js';
import { Relay } from './relay.js';

/** How soon a process that says nothing counts as dead, and how a handler that does not answer is borne; default: `STEADILY`. */
export type OpenOptions = {
  readonly timing?: MemberTiming;
  readonly sessionMs?: number;
  readonly patience?: Patience;
  readonly onFatal?: (error: Error) => void;
};

/** A bus with its neighbours, real and running, as the suite needs it. One for each spec file. */
export type BusWorld = {
  /** Opens the bus as a process of its own would. */
  open(options?: OpenOptions): Promise<Bus>;
  /** The database, on connections that the product does not use. */
  readonly query: Query;
  readonly databaseUrl: string;
  readonly kafkaBrokers: readonly string[] | null;
  server(name: ServerName): { kill(): Promise<void>; start(): Promise<void> };
};

/** What must survive a `kill -9`. */
export type ServerName = 'PostgreSQL' | 'the broker';

/** What the tests send: `run` tells one test's events from another's, `act` tells a child process what to do with it. */
export const Noted = contract({
  type: 'ticket.noted.v1',
  topic: 'ticket',
  data: z.object({ run: z.string(), key: z.string(), n: z.int(), act: z.enum(['abort']).nullable().default(null) }),
  key: (data) => data.key,
});
export type Noted = EventOf<typeof Noted>;

export const Told = contract({
  type: 'reply.told.v1',
  topic: 'reply',
  data: z.object({ run: z.string(), key: z.string(), n: z.int() }),
  key: (data) => data.key,
});

type ChildOptions = { readonly lateMs?: number; readonly unhurried?: boolean; readonly relayUntil?: 'W4:before' | 'W4:after' };

export function makeTold(scene: Scene, n: number): EventOf<typeof Told> {
  return makeEvent(Told, { run: scene.run, key: scene.run, n });
}

type Handling = Partial<Pick<Subscription, 'group' | 'maxBatch' | 'concurrency'>> & {
  /** Sees this test's events alone. */
  readonly onEvents?: (events: readonly Noted[]) => Promise<void>;
};

/** One test: its buses, processes and events, and their end. */
export class Scene {
  readonly run = newId();
  readonly group = `suite-${this.run.slice(-12)}`;
  private readonly buses: Bus[] = [];
  private readonly relays: Relay[] = [];
  private readonly children: RunningProcess[] = [];

  constructor(readonly world: BusWorld) {}

  async bus(options: OpenOptions = {}): Promise<Bus> {
    const bus = await this.world.open(options);
    this.buses.push(bus);
    return bus;
  }

  note(key: string, n: number, act: 'abort' | null = null, payload: Buffer | null = null): Noted {
    return makeEvent(Noted, { run: this.run, key: `${this.run}:${key}`, n, act }, payload);
  }

  /** Events of several keys, numbered from 0 within each. */
  notes(count: number, keys: number): Noted[] {
    return Array.from({ length: count }, (_, i) => this.note(`k${i % keys}`, Math.floor(i / keys)));
  }

  /** Joins the group; gives what was handled without an error, in order. */
  async consume(bus: Bus, handling: Handling = {}): Promise<{ readonly handled: Noted[]; close(): Promise<void> }> {
    const handled: Noted[] = [];
    const { onEvents, ...rest } = handling;
    const consumption = await bus.consume({
      group: this.group,
      contracts: [Noted],
      ...rest,
      onEvents: async (events) => {
        const ours = events.filter((event) => event.data.run === this.run);
        if (ours.length === 0) return;
        await onEvents?.(ours);
        handled.push(...ours);
      },
    });
    return { handled, close: () => consumption.close() };
  }

  /** A process that joins the group and writes what it handled into the table `handled` (`consumer.suite.ts`). */
  child(options: ChildOptions = {}): RunningProcess {
    const { databaseUrl, kafkaBrokers } = this.world;
    const child = startProcess({
      name: 'a consumer',
      command: process.execPath,
      args: [
        '--import',
        '@oxc-node/core/register',
        '--trace-warnings',
        'libs/bus/src/consumer.suite.ts',
        JSON.stringify({ databaseUrl, kafkaBrokers, group: this.group, run: this.run, ...options }),
      ],
    });
    this.children.push(child);
    return child;
  }

  /** Carries the log in PostgreSQL to Kafka. */
  relay(bus: Bus): Relay {
    const relay = new Relay({ databaseUrl: this.world.databaseUrl, bus, instance: 'suite', timing: { renewMs: 300, deadAfterMs: 2_000 } });
    relay.start();
    this.relays.push(relay);
    return relay;
  }

  /** What child processes have handled: event ids, in the order of their transactions. */
  async handledByChildren(): Promise<
    readonly { readonly event_id: string; readonly n: number; readonly key: string; readonly pid: number }[]
  > {
    return this.world.query(`select event_id, n, key, pid from handled where run = $1 order by id`, [this.run]);
  }

  /** What of this test's events is parked. */
  async parked(): Promise<readonly { readonly event_id: string; readonly code: string; readonly attempts: number }[]> {
    return this.world.query(
      `select event_id, reason->>'code' as code, attempts from parked where group_name = $1 and position($2 in data) > 0 order by id`,
      [this.group, this.run],
    );
  }

  async end(): Promise<void> {
    await Promise.all(this.children.map((child) => child.kill9()));
    await Promise.all(this.relays.map((relay) => relay.close()));
    await Promise.all(this.buses.map((bus) => bus.close()));
  }
}

/** Runs a test in a scene of its own. */
export function inScene(world: () => BusWorld, play: (scene: Scene) => Promise<void>): () => Promise<void> {
  return async () => {
    const scene = new Scene(world());
    try {
      await play(scene);
    } finally {
      await scene.end();
    }
  };
}

/** Deaths, outages and the takeovers after them take their time, and processes that compile their sources when they start. */
export const PATIENTLY = { timeoutMs: 60_000 } as const;

/** Resolves when two processes of one group have half of the partitions each. */
export async function sharedAlike(...buses: readonly [Bus, Bus]): Promise<void> {
  await eventually(async () => {
    const healths = await Promise.all(buses.map((bus) => bus.health()));
    expect(healths.map(({ consumers }) => consumers[0]?.partitions)).toEqual([8, 8]);
  }, PATIENTLY);
}

export function numbersByKey(events: readonly Noted[]): ReadonlyMap<string, readonly number[]> {
  return new Map(
    Array.from(
      Map.groupBy(events, (event) => event.data.key),
      ([key, ofKey]) => [key, ofKey.map((event) => event.data.n)],
    ),
  );
}

export async function handledAll(handled: () => readonly Noted[], events: readonly Noted[], patience = PATIENTLY): Promise<void> {
  await eventually(() => {
    const ids = new Set(handled().map((event) => event.id));
    expect(events.filter((event) => !ids.has(event.id)).map((event) => event.data)).toEqual([]);
  }, patience);
}

/** Each number of each key once or more, first times in order: at least once, in order per key. */
export function expectOrderPerKey(events: readonly Noted[]): void {
  for (const [, numbers] of numbersByKey(events)) {
    const firsts = [...new Set(numbers)];
    expect(firsts).toEqual(firsts.toSorted((a, b) => a - b));
  }
}
