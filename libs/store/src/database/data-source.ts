import { DataSource } from 'typeorm';
import { MIGRATIONS } from '../migrations/index.js';

/**
 * How long a statement may take, in ms: a person waits for 5 s at most, a service for 15 s (`goals.md`).
 * Migrations have no limit.
 */
export const STATEMENT_TIMEOUT_MS = { request: 5_000, service: 15_000, migration: 0 } as const;

/** Made for the service role: no DDL, bounded statements, nothing left open in a transaction. */
export function serviceDataSource(url: string, name: string, poolSize: number): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    poolSize,
    applicationName: `otklik ${name}`,
    connectTimeoutMS: 5_000,
    extra: {
      statement_timeout: STATEMENT_TIMEOUT_MS.service,
      lock_timeout: 5_000,
      idle_in_transaction_session_timeout: 10_000,
      keepAlive: true,
    },
    poolErrorHandler: () => {
      // A broken idle connection is replaced at its next use, whose error is the one that counts.
    },
  });
}

export function migrationDataSource(url: string): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    poolSize: 1,
    applicationName: 'otklik migrate',
    migrations: MIGRATIONS,
    migrationsTableName: 'migrations',
    migrationsTransactionMode: 'each',
  });
}
