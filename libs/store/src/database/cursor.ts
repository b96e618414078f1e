import { DeskError } from '@app/domain';

/**
 * Where a list goes on, as opaque text.
 *
 * @param kind names the list and its order: a cursor of another one is refused
 * @param keys of the last row, in the order of the list
 */
export function encodeCursor(kind: string, keys: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify([kind, ...keys.map(String)])).toString('base64url');
}

/** What a key of a list may look like: one that does not fit never reaches the database. */
const KEYS = {
  text: /^[^\0]*$/,
  uuid: /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/,
  int: /^-?\d{1,15}$/,
  time: /^\d{4,6}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?[+-]\d\d(:\d\d){0,2}$/,
};

/**
 * @param keys what each key is
 * @returns null when there is no cursor: from the beginning
 * @throws DeskError invalid/cursor-invalid
 */
export function decodeCursor(kind: string, keys: readonly (keyof typeof KEYS)[], cursor: string | undefined): readonly string[] | null {
  if (cursor === undefined) return null;
  const parts = parse(cursor);
  if (
    parts === null ||
    parts[0] !== kind ||
    parts.length !== keys.length + 1 ||
    !keys.every((key, at) => KEYS[key].test(parts[at + 1] ?? ''))
  ) {
    throw new DeskError('invalid', 'cursor-invalid', 'The cursor is not one of this list: ask for its beginning.');
  }
  return parts.slice(1);
}

/** The first `limit` rows, and the cursor of what follows: the statement asks for one row more than is shown. */
export function pageOf<Row>(rows: readonly Row[], limit: number, cursorOf: (last: Row) => string): { data: Row[]; next: string | null } {
  const data = rows.slice(0, limit);
  const last = data.at(-1);
  return { data, next: rows.length > limit && last !== undefined ? cursorOf(last) : null };
}

function parse(cursor: string): string[] | null {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(parts) && parts.every((part): part is string => typeof part === 'string') ? parts : null;
  } catch {
    return null;
  }
}
