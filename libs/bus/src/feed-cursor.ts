import { DeskError } from '@app/domain';
import type { Positions } from './read-merged.js';

/** The first byte of a cursor, so that another form can follow. */
const FORM = 1;

/**
 * Writes positions as an opaque text: the lowest of them, then how far each is above it, in partition order, as base-128
 * numbers in base64url. About 40 to 100 characters.
 */
export function encodeCursor(positions: Positions): string {
  const ids = Array.from({ length: positions.size }, (_, partition) => positions.get(partition) ?? 0n);
  const lowest = ids.reduce((low, id) => (id < low ? id : low), ids[0] ?? 0n);
  const bytes = [FORM, ...encodeNumber(lowest), ...ids.flatMap((id) => encodeNumber(id - lowest))];
  return Buffer.from(bytes).toString('base64url');
}

/** @throws DeskError invalid/cursor-invalid */
export function decodeCursor(cursor: string, partitions: number): Positions {
  const bytes = Buffer.from(cursor, 'base64url');
  const numbers = bytes[0] === FORM ? decodeNumbers(bytes.subarray(1)) : null;
  const [lowest, ...above] = numbers ?? [];
  if (lowest === undefined || above.length !== partitions || bytes.toString('base64url') !== cursor) {
    throw new DeskError('invalid', 'cursor-invalid', 'This is no cursor that the feed gave out.');
  }
  return new Map(above.map((distance, partition) => [partition, lowest + distance]));
}

function encodeNumber(number: bigint): number[] {
  const bytes: number[] = [];
  let rest = number;
  for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  return [...bytes, Number(rest)];
}

/** @returns null when the last number is cut or one is larger than a position can be */
function decodeNumbers(bytes: Buffer): bigint[] | null {
  const numbers: bigint[] = [];
  let number = 0n;
  let shift = 0n;
  for (const byte of bytes) {
    number |= BigInt(byte & 127) << shift;
    shift += 7n;
    if (shift > 63n) return null;
    if (byte > 127) continue;
    numbers.push(number);
    [number, shift] = [0n, 0n];
  }
  return shift === 0n ? numbers : null;
}
