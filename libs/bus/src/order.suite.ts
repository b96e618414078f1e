import { setTimeout as wait } from 'node:timers/promises';
import { FUZZ_SEED } from '@app/fuzz';
import { eventually, seededRandom } from '@app/testing';
import pg from 'pg';
import { appendEvents } from './append-events.js';
import { type BusWorld, expectOrderPerKey, handledAll, inScene, type Noted, type Scene } from './scene.suite.js';

/** Order of events that leave in transactions, through the log: publishers commit in another order than they began. */
export function orderSuite(world: () => BusWorld): void {
  test(
    'an append that waits for another transaction comes after it, and neither is skipped',
    inScene(world, async (scene) => {
      const { handled } = await scene.consume(await scene.bus());
      const [first, second] = scene.notes(2, 1);
      await withTransactions(scene, 2, async ([slow, quick]) => {
        await slow.append([first]);
        const waiting = quick.append([second]);
        // The partition is locked from the first append to its commit.
        await eventually(async () =>
          expect(await scene.world.query(`select 1 from pg_locks where locktype = 'advisory' and not granted`)).toHaveLength(1),
        );
        await slow.commit();
        await waiting;
        await quick.commit();
      });
      await handledAll(() => handled, defined([first, second]));
      expect(handled.map((event) => event.data.n)).toEqual([0, 1]);
    }),
  );

  test(
    'a transaction that began first and appends last comes last: the order is that of the appends, not of transaction ids',
    inScene(world, async (scene) => {
      const { handled } = await scene.consume(await scene.bus());
      const [first, second] = scene.notes(2, 1);
      await withTransactions(scene, 2, async ([older, younger]) => {
        await older.write();
        await younger.write();
        await younger.append([first]);
        await younger.commit();
        await older.append([second]);
        await older.commit();
      });
      await handledAll(() => handled, defined([first, second]));
      expect(handled.map((event) => event.data.n)).toEqual([0, 1]);
    }),
  );

  test(
    'between partitions a lower number may be committed later: it is delivered, not skipped',
    inScene(world, async (scene) => {
      const { handled } = await scene.consume(await scene.bus());
      const [low, high] = await ofTwoPartitions(scene);
      await withTransactions(scene, 2, async ([slow, quick]) => {
        await slow.append([low]);
        await quick.append([high]);
        await quick.commit();
        await handledAll(() => handled, [high]);
        await slow.commit();
      });
      await handledAll(() => handled, [low, high]);
      expect(handled.map((event) => event.id)).toEqual([high.id, low.id]);
    }),
  );

  test(
    'many publishers that lock their row and commit at random: each key in its own order, nothing lost (inv:I4)',
    inScene(world, async (scene) => {
      const [one, two] = [await scene.consume(await scene.bus()), await scene.consume(await scene.bus())];
      await scene.world.query(`insert into handled (run, key, n) select $1, 'k' || k, 0 from generate_series(0, 5) k`, [scene.run]);
      const published: Noted[] = [];
      await withTransactions(scene, 4, (transactions) =>
        Promise.all(
          transactions.map(async (transaction) => {
            for (let i = 0; i < 40; i++) published.push(...(await transaction.countAndAppend(i)));
          }),
        ),
      );
      const handled = (): Noted[] => [...one.handled, ...two.handled];
      await handledAll(handled, published);
      expect(handled()).toHaveLength(published.length);
      // A key is handled by one process at a time, so each process saw a part of its numbers, in order.
      expectOrderPerKey(one.handled);
      expectOrderPerKey(two.handled);
    }),
  );

  test(
    'a transaction that is rolled back publishes nothing',
    inScene(world, async (scene) => {
      const { handled } = await scene.consume(await scene.bus());
      const [undone, done] = scene.notes(2, 1);
      await withTransactions(scene, 2, async ([first, second]) => {
        await first.append([undone]);
        await first.rollback();
        await second.append([done]);
        await second.commit();
      });
      await handledAll(() => handled, defined([done]));
      expect(handled).toHaveLength(1);
    }),
  );
}

/** How long each publisher takes. */
const random = seededRandom(FUZZ_SEED);

/** A publisher's transaction, as the store's: rows first, events last. */
class Transaction {
  private open = false;

  constructor(
    private readonly client: pg.Client,
    private readonly scene: Scene,
  ) {}

  async append(events: readonly (Noted | undefined)[]): Promise<void> {
    await this.begin();
    await appendEvents((sql, params) => this.client.query(sql, [...params]), defined(events));
  }

  /** Takes a transaction id. */
  async write(): Promise<void> {
    await this.begin();
    await this.client.query(`insert into handled (run, key) values ($1, 'other')`, [this.scene.run]);
  }

  /** Draws the next number of two keys under their rows' locks, and appends events that carry them. */
  async countAndAppend(i: number): Promise<Noted[]> {
    const keys = [`k${i % 6}`, `k${(i * 5 + 1) % 6}`].toSorted();
    await this.begin();
    const events: Noted[] = [];
    for (const key of new Set(keys)) {
      const { rows } = await this.client.query<{ n: number }>(
        `update handled set n = n + 1 where run = $1 and key = $2 and event_id is null returning n`,
        [this.scene.run, key],
      );
      events.push(this.scene.note(key, rows[0]?.n ?? 0));
    }
    await wait(random() * 5);
    await this.append(events);
    await this.commit();
    return events;
  }

  async commit(): Promise<void> {
    await this.client.query('commit');
    this.open = false;
  }

  async rollback(): Promise<void> {
    await this.client.query('rollback');
    this.open = false;
  }

  private async begin(): Promise<void> {
    if (!this.open) await this.client.query('begin');
    this.open = true;
  }
}

async function withTransactions<N extends number>(
  scene: Scene,
  count: N,
  work: (transactions: N extends 2 ? [Transaction, Transaction] : Transaction[]) => Promise<unknown>,
): Promise<void> {
  const clients = Array.from({ length: count }, () => new pg.Client({ connectionString: scene.world.databaseUrl }));
  try {
    await Promise.all(clients.map((client) => client.connect()));
    const transactions = clients.map((client) => new Transaction(client, scene));
    await work(transactions as N extends 2 ? [Transaction, Transaction] : Transaction[]);
  } finally {
    await Promise.all(clients.map((client) => client.end()));
  }
}

async function ofTwoPartitions(scene: Scene): Promise<[Noted, Noted]> {
  const first = scene.note('first', 0);
  for (let i = 0; ; i++) {
    const other = scene.note(`other${i}`, 0);
    const [row] = await scene.world.query<{ apart: boolean }>(`select bus_partition($1) <> bus_partition($2) as apart`, [
      first.key,
      other.key,
    ]);
    if (row?.apart) return [first, other];
  }
}

function defined<T>(values: readonly (T | undefined)[]): T[] {
  return values.filter((value) => value !== undefined);
}
