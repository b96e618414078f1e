import { asError, DeskError } from '@app/domain';
import { sqlState } from './database-error.js';

/**
 * Says of a connection that could not be made where it went, and which of the causes it was.
 *
 * @param url of the database; its password is never told
 * @returns DeskError unavailable/database-login-refused {place, user}, unavailable/database-missing {place} or
 *   unavailable/database-unreachable {place, error}
 */
export function databaseUnreachable(url: string, thrown: unknown): DeskError {
  const { place, user } = partsOf(url);
  const error = sqlState(thrown) ?? asError(thrown).message;
  // 28000: the server's pg_hba.conf has no line for this user, database and address.
  if (error === '28P01' || error === '28000') {
    return new DeskError('unavailable', 'database-login-refused', `PostgreSQL at ${place} refuses the user ${user} (${error}).`, {
      cause: thrown,
      params: { place, user },
    });
  }
  if (error === '3D000') {
    return new DeskError('unavailable', 'database-missing', `PostgreSQL has no database at ${place}.`, {
      cause: thrown,
      params: { place },
    });
  }
  return new DeskError('unavailable', 'database-unreachable', `No PostgreSQL answers at ${place} (${error}).`, {
    cause: thrown,
    params: { place, error },
  });
}

/** A URL whose password holds a sign that ends the host is not taken apart: a piece of the password would pass for the host. */
function partsOf(url: string): { place: string; user: string } {
  if (!URL.canParse(url) || /[?#].*@/.test(url)) return { place: '(?)', user: '(?)' };
  const { hostname, port, pathname, username } = new URL(url);
  return { place: `${hostname}:${port || 5432}${pathname}`, user: decodeURIComponent(username) };
}
