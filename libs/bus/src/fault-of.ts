import { asError, DeskError } from '@app/domain';

/** Connection lost, serialization and deadlock, lock and statement timeouts, resources used up (`architecture.md` 4). */
const PASSING_STATE = /^(08\w{3}|40001|40P01|55P03|57014|57P0\d|53\w{3}|25P03)$/;
const PASSING_CODE = new Set([
  'ENOSPC',
  'EDQUOT',
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);
/** What pg and TypeORM say of a connection that is gone, without any code. */
const CUT =
  /connection terminated|not queryable|timeout exceeded when trying to connect|query read timeout|connection error|not connected/i;

/**
 * What a handler's error means for the bus. `unavailable` is waited for; `refused` (a DeskError of another fault) and `bug` are
 * redone alone and parked.
 */
export function faultOf(thrown: unknown): 'unavailable' | 'refused' | 'bug' {
  for (const error of withCauses(thrown)) {
    if (error instanceof DeskError) return error.fault === 'unavailable' ? 'unavailable' : 'refused';
    const code = codeOf(error);
    if (code !== null && (PASSING_STATE.test(code) || PASSING_CODE.has(code))) return 'unavailable';
    if (code === null && CUT.test(error.message)) return 'unavailable';
  }
  return 'bug';
}

/** A short code for logs and health: a DeskError's, an SQLSTATE, a system error's, or the error's class. */
export function codeFor(thrown: unknown): string {
  const error = asError(thrown);
  return error instanceof DeskError ? error.code : (codeOf(error) ?? error.name);
}

function codeOf(error: Error): string | null {
  return 'code' in error && typeof error.code === 'string' ? error.code : null;
}

/** TypeORM keeps the driver's error inside its own; an AggregateError is what a refused connection to `localhost` gives. */
function* withCauses(thrown: unknown): Generator<Error> {
  let error: Error | null = asError(thrown);
  for (let depth = 0; error !== null && depth < 5; depth++) {
    yield error;
    error = innerOf(error);
  }
}

function innerOf(error: Error): Error | null {
  const inner =
    'driverError' in error ? error.driverError : 'errors' in error && Array.isArray(error.errors) ? error.errors[0] : error.cause;
  return inner === undefined || inner === null || inner === error ? null : asError(inner);
}
