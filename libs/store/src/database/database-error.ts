import { asError, DeskError } from '@app/domain';

/**
 * Errors that waiting heals: connection lost (08, 57P), serialization and deadlock (40), lock and statement timeouts
 * (55P03, 57014), resources (53).
 *
 * @see https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const PASSING = /^(08...|40001|40P01|55P03|57014|57P0[1-5]|53...|25P03)$/;
const CONNECTION = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH']);
const CUT =
  /Connection terminated|not queryable|timeout exceeded when trying to connect|Client has encountered a connection error|Driver not Connected/i;

/** Names what waiting heals `unavailable`; any other error of the database is a bug and stays as it is. */
export function databaseError(thrown: unknown): Error {
  const error = asError(thrown);
  if (error instanceof DeskError) return error;
  const code = sqlState(error);
  const passing = (code !== null && (PASSING.test(code) || CONNECTION.has(code))) || CUT.test(error.message);
  if (!passing) return error;
  return new DeskError('unavailable', 'database-away', `The database cannot answer now (${code ?? 'connection lost'}).`, { cause: error });
}

/** The SQLSTATE (or the socket's code) of an error of pg, also inside TypeORM's own. */
export function sqlState(error: unknown): string | null {
  if (typeof error !== 'object' || error === null) return null;
  if ('driverError' in error && error.driverError !== error) {
    const inner = sqlState(error.driverError);
    if (inner !== null) return inner;
  }
  return 'code' in error && typeof error.code === 'string' ? error.code : null;
}
