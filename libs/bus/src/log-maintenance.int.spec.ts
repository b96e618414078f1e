import { eventually } from '@app/testing';
import pg from 'pg';
import { appendEvents } from './append-events.js';
import { EventFeed } from './event-feed.js';
import { LogMaintenance } from './log-maintenance.js';
import { inScene, type Noted } from './scene.suite.js';
import { postgresWorld, quiet } from './worlds.suite.js';

type World = Awaited<ReturnType<typeof postgresWorld>>;

describe('the log is kept small', () => {
  let world: World;
  let maintenance: LogMaintenance;
  beforeAll(async () => {
    quiet();
    world = await postgresWorld(15);
    maintenance = new LogMaintenance({ ownerUrl: world.ownerUrl, relayed: false });
  });
  afterAll(async () => {
    await world.end();
  });

  test(
    'a range is begun when the last is a day old, dropped when it is two weeks old and read by every group; cursors from before are told so',
    inScene(
      () => world,
      async (scene) => {
        const { query } = scene.world;
        const feed = new EventFeed(query);
        const beginning = await feed.now();
        const bus = await scene.bus();
        const old = await append(scene.notes(30, 10));
        expect(await maintenance.run()).toEqual({ begun: null, dropped: [] });

        await age('1 day');
        expect(await maintenance.run()).toEqual({ begun: 'events_r1', dropped: [] });
        const young = await append(scene.notes(20, 10));
        expect(await maintenance.run()).toEqual({ begun: null, dropped: [] });
        // Both ranges are one log to who reads.
        expect((await feed.after(beginning, { topics: ['ticket'], limit: 100 })).events.map((event) => event.id)).toEqual(
          ids([...old, ...young]),
        );

        // Two weeks old, but a group has not read it yet.
        await query(`insert into positions (group_name, partition) select 'slow', n from generate_series(0, 15) n`);
        await age('13 days');
        expect(await maintenance.run()).toEqual({ begun: 'events_r2', dropped: [] });
        await query(`delete from positions where group_name = 'slow'`);

        const { handled } = await scene.consume(bus);
        await eventually(() => expect(handled).toHaveLength(50));
        const middle = (await feed.after(beginning, { topics: ['ticket'], limit: 40 })).next;
        await eventually(async () => expect(await maintenance.run()).toEqual({ begun: null, dropped: ['events_r0'] }));

        expect(await query(`select from events`)).toHaveLength(20);
        await expect(feed.after(beginning, { topics: ['ticket'], limit: 10 })).rejects.toMatchObject({
          fault: 'missing',
          code: 'cursor-expired',
        });
        expect((await feed.after(middle, { topics: ['ticket'], limit: 100 })).events.map((event) => event.id)).toEqual(
          ids(young.slice(10)),
        );
        const now = await feed.now();
        const newest = await append(scene.notes(5, 5));
        expect((await feed.after(now, { topics: ['ticket'], limit: 100 })).events.map((event) => event.id)).toEqual(ids(newest));
        await eventually(() => expect(handled).toHaveLength(55));
        // A group that joins now begins at the oldest event kept.
        const late = await scene.consume(bus, { group: `${scene.group}-late` });
        await eventually(() => expect(late.handled).toHaveLength(25));
      },
    ),
  );

  test('one at a time: a second process has nothing to do meanwhile', async () => {
    const other = new pg.Client({ connectionString: world.ownerUrl });
    await other.connect();
    await other.query('select pg_advisory_lock(1869900907, -2)');
    expect(await maintenance.run()).toBeNull();
    await other.end();
    await eventually(async () => expect(await maintenance.run()).not.toBeNull());
  });

  test('publishers wait for a change of the tables for half a second at most: it gives way', async () => {
    await age('1 day');
    const reader = new pg.Client({ connectionString: world.databaseUrl });
    await reader.connect();
    await reader.query('begin');
    await reader.query('select from events limit 1');
    await expect(maintenance.run()).rejects.toMatchObject({ code: '55P03' });
    await reader.query('rollback');
    await reader.end();
    expect((await maintenance.run())?.begun).toMatch(/^events_r/);
  });

  /** As if the newest range had been written so long ago. */
  async function age(by: string): Promise<void> {
    await world.query(`update events set at = at - $1::interval`, [by]);
  }

  async function append(events: readonly Noted[]): Promise<readonly Noted[]> {
    await appendEvents(world.query, events);
    return events;
  }
});

function ids(events: readonly Noted[]): readonly string[] {
  return events.map((event) => event.id);
}
