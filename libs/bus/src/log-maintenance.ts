import { asError } from '@app/domain';
import { Logger } from '@nestjs/common';
import { Client } from 'pg';
import { Ticker } from './ticker.js';

export type LogMaintenanceOptions = {
  /** Of the role that owns the tables: making and dropping them is not the services' right. */
  readonly ownerUrl: string;
  /** Where the bus is Kafka only the relay's positions count: groups read there. */
  readonly relayed: boolean;
  /** How long events are kept at least, in days (default 14). */
  readonly keepDays?: number;
  /** How much time one range of the log holds, in hours (default 24): it is dropped whole. */
  readonly rangeHours?: number;
};

export type Maintained = {
  /** The range that was begun, e.g. `events_r3`, or null. */
  readonly begun: string | null;
  readonly dropped: readonly string[];
};

/** Numbers of a range: so many events are never written in the time that a range holds. */
const RANGE = 1_000_000_000n;
const EVERY_MS = 3_600_000;
/** Readers and writers of the log wait behind a change of its tables for at most this; then it is tried in the next hour. */
const LOCK_TIMEOUT = '500ms';

/**
 * Keeps the log from growing for ever: begins a new range of numbers each day and drops old ones, below the position of every
 * group and older than 14 days.
 *
 * A range is begun by moving the sequence to the range's first number, so that ranges follow time while they are cut by id.
 * Any number of processes may run it: one at a time does the work. Between runs it holds no connection.
 */
export class LogMaintenance {
  private ticker: Ticker | null = null;

  constructor(private readonly options: LogMaintenanceOptions) {}

  start(): void {
    this.ticker ??= new Ticker(EVERY_MS, () => this.runAndTell());
    this.ticker.soon();
  }

  async close(): Promise<void> {
    await this.ticker?.close();
  }

  /** One run, now; null when another process is at it. */
  async run(): Promise<Maintained | null> {
    const client = new Client({
      connectionString: this.options.ownerUrl,
      application_name: 'otklik log maintenance',
      connectionTimeoutMillis: 5_000,
      statement_timeout: 60_000,
    });
    client.on('error', () => undefined);
    await client.connect();
    try {
      const { rows } = await client.query<{ mine: boolean }>('select pg_try_advisory_lock(1869900907, -2) as mine');
      if (!rows[0]?.mine) return null;
      await client.query(`set lock_timeout = '${LOCK_TIMEOUT}'`);
      return { begun: await this.beginRange(client), dropped: await this.dropOld(client) };
    } finally {
      await client.end();
    }
  }

  private async runAndTell(): Promise<void> {
    try {
      const done = await this.run();
      if (done && (done.begun || done.dropped.length > 0)) new Logger('Bus').log({ message: 'log maintained', ...done });
    } catch (error) {
      new Logger('Bus').warn(`The log could not be maintained; it is tried again in an hour: ${asError(error).message}`);
    }
  }

  private async beginRange(client: Client): Promise<string | null> {
    const { rows } = await client.query<{ last: string; due: boolean }>(
      `select s.last_value as last,
              coalesce((select at from events where id >= s.last_value / $1 * $1 order by id limit 1)
                       <= now() - make_interval(hours => $2), false) as due
       from event_ids s`,
      [RANGE.toString(), this.options.rangeHours ?? 24],
    );
    const [state] = rows;
    if (!state?.due) return null;
    const range = BigInt(state.last) / RANGE + 1n;
    const name = `events_r${range}`;
    if (!(await isAttached(client, name))) {
      await inTransaction(client, async () => {
        await client.query(`create table ${name} (like events including all)`);
        await client.query(`alter table events attach partition ${name} for values from (${range * RANGE}) to (${(range + 1n) * RANGE})`);
      });
    }
    // Only after the range is there; numbers drawn before stay in the old one.
    await client.query(`select setval('event_ids', $1, false)`, [(range * RANGE).toString()]);
    return name;
  }

  private async dropOld(client: Client): Promise<string[]> {
    const { rows } = await client.query<{ name: string; range: string }>(
      `select c.relname as name, substring(c.relname from 9)::bigint as range
       from pg_inherits i join pg_class c on c.oid = i.inhrelid
       where i.inhparent = 'events'::regclass and c.relname ~ '^events_r[0-9]+$'
         and substring(c.relname from 9)::bigint < (select last_value / $1 from event_ids)
       order by range`,
      [RANGE.toString()],
    );
    const dropped: string[] = [];
    for (const { name, range } of rows) {
      // Oldest first: what follows a range that is kept is kept too.
      if (!(await this.mayGo(client, name))) break;
      await inTransaction(client, async () => {
        await client.query(`alter table events detach partition ${name}`);
        await client.query(`drop table ${name}`);
        await client.query(`update log_floor set id = $1`, [((BigInt(range) + 1n) * RANGE - 1n).toString()]);
      });
      dropped.push(name);
    }
    return dropped;
  }

  /** Old enough, and read by everybody. */
  private async mayGo(client: Client, name: string): Promise<boolean> {
    const { rows } = await client.query<{ may_go: boolean }>(
      `select coalesce((select at from ${name} order by id desc limit 1) < now() - make_interval(days => $1), true)
         and not exists (
           select from positions p where (p.group_name = 'relay') = $2 and exists (
             select from ${name} e where e.partition = p.partition and e.id > p.id)) as may_go`,
      [this.options.keepDays ?? 14, this.options.relayed],
    );
    return rows[0]?.may_go ?? false;
  }
}

/** A run that died between making the range and moving the sequence left it so. */
async function isAttached(client: Client, name: string): Promise<boolean> {
  const { rowCount } = await client.query(`select from pg_inherits where inhparent = 'events'::regclass and inhrelid = to_regclass($1)`, [
    name,
  ]);
  return rowCount === 1;
}

async function inTransaction(client: Client, work: () => Promise<void>): Promise<void> {
  await client.query('begin');
  try {
    await work();
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}
