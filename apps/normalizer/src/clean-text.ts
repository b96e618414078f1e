import { types } from 'node:util';

/**
 * Takes out of every string what the database cannot hold: NUL, and halves of surrogate pairs. The original keeps them.
 *
 * Buffers and dates are left as they are.
 */
export function cleanText<T>(value: T): T;
export function cleanText(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('\0', '').toWellFormed();
  if (Array.isArray(value)) return value.map((item: unknown) => cleanText(item));
  if (value === null || typeof value !== 'object' || Buffer.isBuffer(value) || types.isDate(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]: [string, unknown]) => [key, cleanText(item)]));
}
