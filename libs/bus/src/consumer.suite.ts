// A process of its own that consumes, for the suite: what it handles it writes into the table `handled`, in one transaction a batch.
import { setTimeout as wait } from 'node:timers/promises';
import { PostgresConsumerLedger } from '@app/store';
import pg from 'pg';
import { z } from 'zod';
import type { Bus } from './bus.js';
import { KafkaBus } from './kafka-bus.js';
import { PostgresBus } from './postgres-bus.js';
import { Noted } from './scene.suite.js';
import { QUICKLY } from './worlds.suite.js';

const Args = z.object({
  databaseUrl: z.string(),
  kafkaBrokers: z.array(z.string()).nullable(),
  group: z.string(),
  run: z.string(),
  /** How long each batch takes. */
  lateMs: z.int().default(0),
});

const { databaseUrl, kafkaBrokers, group, run, lateMs } = Args.parse(JSON.parse(process.argv[2] ?? ''));
const pool = new pg.Pool({ connectionString: databaseUrl, max: 4 });
pool.on('error', () => undefined);
const ledger = new PostgresConsumerLedger(async <Row>(sql: string, params: readonly unknown[] = []) => {
  const { rows } = await pool.query(sql, [...params]);
  return rows as Row[];
});
const options = { ledger, instance: 'child', ...QUICKLY, onFatal: (error: Error) => fail(error) };
const bus: Bus = kafkaBrokers ? new KafkaBus({ ...options, brokers: kafkaBrokers }) : new PostgresBus({ ...options, databaseUrl });

await bus.consume({
  group,
  contracts: [Noted],
  onEvents: async (events) => {
    const ours = events.filter((event) => event.data.run === run);
    if (ours.length === 0) return;
    process.stdout.write(`in hand ${ours.map((event) => `${event.data.key.split(':')[1]}=${event.data.n}`).join(' ')}\n`);
    if (ours.some((event) => event.data.act === 'abort')) process.abort();
    if (ours.some((event) => event.data.act === 'hang')) await new Promise(() => undefined);
    await wait(lateMs);
    await pool.query(
      `insert into handled (run, event_id, key, n, pid) select $1, e.id, e.key, e.n, $5 from unnest($2::uuid[], $3::text[], $4::int[]) as e(id, key, n)`,
      [run, ours.map((event) => event.id), ours.map((event) => event.data.key), ours.map((event) => event.data.n), process.pid],
    );
  },
});
process.stdout.write('consuming\n');

process.on('SIGTERM', () => {
  void bus.close().then(() => process.exit(0));
});

function fail(error: Error): never {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
}
