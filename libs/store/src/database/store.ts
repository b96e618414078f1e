import type { BusEvent, Contract } from '@app/contracts';
import { appendEvents, commitPoint, makeEvent } from '@app/bus';
import type { DataSource, QueryRunner } from 'typeorm';
import type { z } from 'zod';
import { databaseError } from './database-error.js';
import type { Sql } from './sql.js';

/** The database. Statements outside a transaction stand alone; whatever must be true together goes through `transaction`. */
export class Store implements Sql {
  constructor(private readonly source: DataSource) {}

  async query<Row>(sql: string, params: readonly unknown[] = []): Promise<Row[]> {
    const runner = this.source.createQueryRunner();
    try {
      return await run<Row>(runner, sql, params);
    } catch (error) {
      throw databaseError(error);
    } finally {
      await runner.release();
    }
  }

  /**
   * Runs `work` in one transaction (READ COMMITTED); its events leave in the same commit, appended last.
   *
   * Only `tx` writes inside. When it throws `unavailable` the outcome may be unknown: the work must be one that can be redone.
   *
   * @param point names the commit for the fault campaign; one that tells nobody anything is none
   */
  async transaction<T>(work: (tx: Tx) => Promise<T>, point?: 'W5' | 'W6' | 'W7' | 'W7-result'): Promise<T> {
    const runner = this.source.createQueryRunner();
    try {
      await runner.connect();
      await runner.startTransaction();
      const tx = new Tx(runner);
      const result = await work(tx);
      await tx.outbox.append();
      const passed = tx.outbox.isEmpty ? undefined : point;
      if (passed) commitPoint(`${passed}:before`);
      await runner.commitTransaction();
      if (passed) commitPoint(`${passed}:after`);
      return result;
    } catch (error) {
      await rollback(runner);
      throw databaseError(error);
    } finally {
      await runner.release();
    }
  }

  async close(): Promise<void> {
    await this.source.destroy();
  }
}

/** One transaction: what it writes and the events it makes true. */
export class Tx implements Sql {
  readonly outbox: Outbox;

  constructor(private readonly runner: QueryRunner) {
    this.outbox = new Outbox(this);
  }

  query<Row>(sql: string, params: readonly unknown[] = []): Promise<Row[]> {
    return run<Row>(this.runner, sql, params);
  }
}

/** Events of a transaction: collected, and appended to the log as the last thing before COMMIT. */
export class Outbox {
  private readonly events: BusEvent[] = [];

  constructor(private readonly sql: Sql) {}

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
    if (!this.isEmpty) await appendEvents((sql, params) => this.sql.query(sql, params), this.events);
  }
}

async function run<Row>(runner: QueryRunner, sql: string, params: readonly unknown[]): Promise<Row[]> {
  const result = await runner.query(sql, [...params], true);
  return result.records;
}

/** A connection that is gone has rolled back already. */
async function rollback(runner: QueryRunner): Promise<void> {
  try {
    if (runner.isTransactionActive) await runner.rollbackTransaction();
  } catch {
    // The error that led here says more.
  }
}
