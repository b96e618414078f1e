import type { BusEvent, Contract } from '@app/contracts';
import { appendEvents, commitPoint, makeEvent } from '@app/bus';
import type { DataSource } from 'typeorm';
import type { PoolClient, QueryResultRow } from 'pg';
import type { z } from 'zod';
import { databaseError } from './database-error.js';
import type { PlannedSql } from './sql.js';

/** How a transaction is run. */
export type TransactionOptions = {
  /** Names the commit for the fault campaign; one that tells nobody anything is none. */
  readonly point?: 'W5' | 'W6' | 'W7' | 'W7-result';
  /** All its statements are `planned` (default: false). */
  readonly isPlanned?: boolean;
};

/** The database. Statements outside a transaction stand alone; whatever must be true together goes through `transaction`. */
export class Store implements PlannedSql {
  constructor(private readonly source: DataSource) {}

  query<Row>(sql: string, params: readonly unknown[] = []): Promise<Row[]> {
    return this.connected((connection) => run<Row>(connection, sql, params));
  }

  planned<Row>(sql: string, params: readonly unknown[] = []): Promise<Row[]> {
    return this.connected((connection) => runPlanned<Row>(connection, sql, params));
  }

  /**
   * Runs `work` in one transaction (READ COMMITTED); its events leave in the same commit, appended last.
   *
   * Only `tx` writes inside. When it throws `unavailable` the outcome may be unknown: the work must be one that can be redone.
   */
  transaction<T>(work: (tx: Tx) => Promise<T>, { point, isPlanned = false }: TransactionOptions = {}): Promise<T> {
    return this.connected(async (connection) => {
      await connection.query(isPlanned ? BEGIN_PLANNED : 'begin');
      try {
        const tx = new Tx(connection, isPlanned);
        const result = await work(tx);
        await tx.outbox.append();
        const passed = tx.outbox.isEmpty ? undefined : point;
        if (passed) commitPoint(`${passed}:before`);
        await connection.query('commit');
        if (passed) commitPoint(`${passed}:after`);
        return result;
      } catch (error) {
        // A connection that is gone has rolled back already; the error that led here says more.
        await connection.query('rollback').catch(() => undefined);
        throw error;
      }
    });
  }

  async close(): Promise<void> {
    await this.source.destroy();
  }

  /** Past TypeORM, which knows no names of statements and takes its time for each. */
  private async connected<T>(work: (connection: PoolClient) => Promise<T>): Promise<T> {
    const runner = this.source.createQueryRunner();
    try {
      return await work(await runner.connect());
    } catch (error) {
      throw databaseError(error);
    } finally {
      await runner.release();
    }
  }
}

/** By itself PostgreSQL plans anew for lists that are shorter than it supposes (ten), which takes longer than reading by them. */
const BEGIN_PLANNED = `begin; set local plan_cache_mode = force_generic_plan`;

/** One transaction: what it writes and the events it makes true. */
export class Tx implements PlannedSql {
  readonly outbox: Outbox;

  constructor(
    private readonly connection: PoolClient,
    private readonly isPlanned: boolean,
  ) {
    this.outbox = new Outbox(this);
  }

  query<Row>(sql: string, params: readonly unknown[] = []): Promise<Row[]> {
    return this.isPlanned ? this.planned(sql, params) : run<Row>(this.connection, sql, params);
  }

  planned<Row>(sql: string, params: readonly unknown[] = []): Promise<Row[]> {
    return runPlanned<Row>(this.connection, sql, params);
  }
}

/** Events of a transaction: collected, and appended to the log as the last thing before COMMIT. */
export class Outbox {
  private readonly events: BusEvent[] = [];

  constructor(private readonly sql: PlannedSql) {}

  get isEmpty(): boolean {
    return this.events.length === 0;
  }

  add<C extends Contract>(declared: C, data: z.input<C['data']>): void {
    this.events.push(makeEvent(declared, data));
  }

  /** An event that was published before, with its id: groups that handled it know it again. */
  addAgain(event: BusEvent): void {
    this.events.push(event);
  }

  /** Called once, by `Store.transaction`: the partitions are locked from here to the commit. */
  async append(): Promise<void> {
    if (!this.isEmpty) await appendEvents((sql, params) => this.sql.planned(sql, params), this.events);
  }
}

async function run<Row>(connection: PoolClient, sql: string, params: readonly unknown[]): Promise<Row[]> {
  const { rows } = await connection.query<Row & QueryResultRow>(sql, [...params]);
  return rows;
}

const names = new Map<string, string>();

/** A statement has one name in this process: its connections know it by that. */
function nameOf(sql: string): string {
  const known = names.get(sql);
  if (known !== undefined) return known;
  const name = `planned_${names.size}`;
  names.set(sql, name);
  return name;
}

async function runPlanned<Row>(connection: PoolClient, sql: string, params: readonly unknown[]): Promise<Row[]> {
  const { rows } = await connection.query<Row & QueryResultRow>({ name: nameOf(sql), text: sql, values: [...params] });
  return rows;
}
