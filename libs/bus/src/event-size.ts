import type { BusEvent } from '@app/contracts';
import { DeskError } from '@app/domain';

/** The largest record on the bus, encoded (64 kB, `goals.md`). */
export const RECORD_LIMIT_BYTES = 64 * 1024;

/** Id, time and the names of the four Kafka headers, with their lengths. */
const FIXED_BYTES = 128;

/** What an event takes on the bus: header, key and payload, in bytes. The same on both buses. */
export function encodedSize(event: BusEvent): number {
  const header = Buffer.byteLength(JSON.stringify(event.data)) + Buffer.byteLength(event.type) + Buffer.byteLength(event.topic);
  return FIXED_BYTES + header + Buffer.byteLength(event.key) + (event.payload?.length ?? 0);
}

/**
 * @returns the encoded size, in bytes
 * @throws DeskError invalid/event-too-large
 */
export function checkSize(event: BusEvent): number {
  const size = encodedSize(event);
  if (size <= RECORD_LIMIT_BYTES) return size;
  throw new DeskError(
    'invalid',
    'event-too-large',
    `Event ${event.id} (${event.type}) takes ${size} bytes, more than ${RECORD_LIMIT_BYTES}: send large content by claim check.`,
    { params: { type: event.type, size, limit: RECORD_LIMIT_BYTES } },
  );
}
