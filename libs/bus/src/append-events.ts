import type { BusEvent } from '@app/contracts';
import { checkSize } from './event-size.js';
import { packBytes } from './pack-bytes.js';

/**
 * Appends events to the log in PostgreSQL, in the order given: the last thing a transaction does before its COMMIT.
 *
 * From here to the commit the partitions of their keys are locked, which makes number order commit order within each.
 *
 * @throws DeskError invalid/event-too-large; what the database throws
 */
export async function appendEvents(
  query: (sql: string, params: readonly unknown[]) => Promise<unknown>,
  events: readonly BusEvent[],
): Promise<void> {
  if (events.length === 0) return;
  for (const event of events) checkSize(event);
  const payloads = packBytes(events.map((event) => event.payload));
  const call = `select bus_append($1::uuid[], $2::text[], $3::text[], $4::text[], $5::timestamptz[], $6::text[], $7::bytea, $8::int[], $9::int[])`;
  await query(call, [
    events.map((event) => event.id),
    events.map((event) => event.topic),
    events.map((event) => event.type),
    events.map((event) => event.key),
    events.map((event) => event.at),
    events.map((event) => JSON.stringify(event.data)),
    payloads.bytes,
    payloads.starts,
    events.map((event) => event.payload?.length ?? null),
  ]);
}
