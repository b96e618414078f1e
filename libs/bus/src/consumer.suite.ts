// A process of its own for the suite: a consumer, which writes what it handles into the table `handled`, one transaction a batch;
// or a relay.
import { setTimeout as wait } from 'node:timers/promises';
import { PostgresConsumerLedger } from '@app/store';
import pg from 'pg';
import { z } from 'zod';
import type { Bus } from './bus.js';
import { armFault } from './commit-point.js';
import { PATIENCE } from './handler-calls.js';
import { KafkaBus } from './kafka-bus.js';
import { PostgresBus } from './postgres-bus.js';
import { Relay } from './relay.js';
import { Noted } from './scene.suite.js';
import { QUICKLY } from './worlds.suite.js';

const Args = z.object({
  databaseUrl: z.string(),
  kafkaBrokers: z.array(z.string()).nullable(),
  group: z.string(),
  run: z.string(),
  /** How long each batch takes. */
  lateMs: z.int().default(0),
  /** With the timing of production. */
  unhurried: z.boolean().default(false),
  /** Carries the log to Kafka instead, and ends itself at this point. */
  relayUntil: z.enum(['W4:before', 'W4:after']).nullable().default(null),
});

const { databaseUrl, kafkaBrokers, group, run, lateMs, unhurried, relayUntil } = Args.parse(JSON.parse(process.argv[2] ?? ''));
const pool = new pg.Pool({ connectionString: databaseUrl, max: 4 });
pool.on('error', () => undefined);
const ledger = new PostgresConsumerLedger(async <Row>(sql: string, params: readonly unknown[] = []) => {
  const { rows } = await pool.query(sql, [...params]);
  return rows as Row[];
});
const options = { ledger, instance: 'child', patience: PATIENCE, ...(unhurried ? {} : QUICKLY), onFatal: (error: Error) => fail(error) };
const bus: Bus = kafkaBrokers ? new KafkaBus({ ...options, brokers: kafkaBrokers }) : new PostgresBus({ ...options, databaseUrl });

if (relayUntil) {
  armFault(relayUntil);
  new Relay({ databaseUrl, bus, instance: 'child', timing: QUICKLY.timing }).start();
} else {
  await bus.consume({ group, contracts: [Noted], onEvents: take });
}
process.stdout.write('started\n');

async function take(events: readonly Noted[]): Promise<void> {
  const ours = events.filter((event) => event.data.run === run);
  if (ours.length === 0) return;
  process.stdout.write(`in hand ${ours.map((event) => `${event.data.key.split(':')[1]}=${event.data.n}`).join(' ')}\n`);
  if (ours.some((event) => event.data.act === 'abort')) process.abort();
  await wait(lateMs);
  await pool.query(
    `insert into handled (run, event_id, key, n, pid) select $1, e.id, e.key, e.n, $5 from unnest($2::uuid[], $3::text[], $4::int[]) as e(id, key, n)`,
    [run, ours.map((event) => event.id), ours.map((event) => event.data.key), ours.map((event) => event.data.n), process.pid],
  );
}

function fail(error: Error): never {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
}
