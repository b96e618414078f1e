import { asError, DeskError } from '@app/domain';
import pg from 'pg';
import { within } from './backoff.js';
import { codeFor, faultOf } from './fault-of.js';

/** A statement that nobody answers is given up (a connection may be dead without a word), in ms. */
const STATEMENT_TIMEOUT_MS = 15_000;
const PROBE_MS = 2_000;
/** A connection that is used now and then is kept: making one takes longer than publishing. */
const IDLE_MS = 300_000;

/**
 * A small pool of the bus's own, so that neither waits for the other's connections.
 *
 * @param durable false: commits return before they are on disk. Enough for bookkeeping that may be redone.
 */
export function openPool(databaseUrl: string, name: string, max: number, durable: boolean): pg.Pool {
  const pool = new pg.Pool({
    ...connection(databaseUrl, name),
    max,
    idleTimeoutMillis: IDLE_MS,
    ...(durable ? {} : { options: '-c synchronous_commit=off' }),
  });
  // A broken idle connection is replaced at its next use, whose error is the one that counts.
  pool.on('error', () => undefined);
  return pool;
}

/** Whether the database answers, soon enough for a readiness probe. */
export async function answers(pool: pg.Pool): Promise<boolean> {
  return within(PROBE_MS, pool.query('select 1')).catch(() => false);
}

/** A connection that listens. */
export function openListener(databaseUrl: string, name: string): pg.Client {
  return new pg.Client(connection(databaseUrl, name));
}

/** What any statement of the bus fails with: `unavailable/bus-away` where waiting heals it. */
export function busError(thrown: unknown): Error {
  if (thrown instanceof DeskError || faultOf(thrown) !== 'unavailable') return asError(thrown);
  return new DeskError('unavailable', 'bus-away', `The bus cannot be reached now (${codeFor(thrown)}).`, { cause: thrown });
}

function connection(databaseUrl: string, name: string): pg.ClientConfig {
  return {
    connectionString: databaseUrl,
    application_name: `otklik bus ${name}`,
    connectionTimeoutMillis: 5_000,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    query_timeout: STATEMENT_TIMEOUT_MS + 2_000,
    lock_timeout: 10_000,
    idle_in_transaction_session_timeout: 10_000,
    keepAlive: true,
  };
}
