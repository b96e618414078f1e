import type pg from 'pg';
import type { BusRecord } from './bus.js';

/** A batch holds at most so many bytes of payload (but one event at least), so that memory stays bounded. */
const MOST_BYTES = 4 * 1024 * 1024;

export type LogRow = {
  partition: number;
  id: string;
  event_id: string;
  topic: string;
  type: string;
  key: string;
  at: Date;
  data: string;
  payload: Buffer | null;
};

export type LogSlice = {
  readonly records: readonly BusRecord[];
  /** Up to where the partition was looked through. */
  readonly lookedTo: bigint;
  /** Whether more was there when it was read. */
  readonly more: boolean;
};

/**
 * What stands in one partition after a position, of some topics (null: of all).
 *
 * The head comes from the same snapshot: since number order is commit order in a partition, nothing can appear below it later.
 */
export async function readPartition(
  pool: pg.Pool,
  partition: number,
  after: bigint,
  topics: readonly string[] | null,
  limit: number,
): Promise<LogSlice> {
  const { rows } = await pool.query<Partial<LogRow> & { head: string | null; more: boolean | null }>({
    name: 'bus_read_partition',
    text: `
      with found as materialized (
        select partition, id, event_id, topic, type, key, at, data::text as data, payload,
               sum(coalesce(octet_length(payload), 0)) over (order by id) - coalesce(octet_length(payload), 0) as bytes_before
        from (select * from events where partition = $1 and id > $2 and ($3::text[] is null or topic = any($3)) order by id limit $4) as next
      )
      select head.head, (select count(*) = $4 or bool_or(bytes_before >= ${MOST_BYTES}) from found) as more, found.*
      from (select max(id) as head from events where partition = $1 and id > $2) as head
      left join found on found.bytes_before < ${MOST_BYTES}
      order by found.id`,
    values: [partition, after.toString(), topics, limit],
  });
  const records = rows.flatMap((row) => (row.id === undefined || row.id === null ? [] : [toRecord(row as LogRow)]));
  const head = BigInt(rows[0]?.head ?? after);
  const more = rows[0]?.more ?? false;
  const last = records.at(-1)?.offset ?? after;
  return { records, lookedTo: more ? last : head > after ? head : after, more };
}

export function toRecord(row: LogRow): BusRecord {
  const { topic, type, key, data, payload } = row;
  return { id: row.event_id, topic, type, key, at: row.at.toISOString(), data, payload, offset: BigInt(row.id) };
}

type Place = { readonly partition: number; readonly position: bigint };

/** The newest event of each partition after the lowest of the positions given; a partition without one is left out. */
export async function readHeadsAfter(pool: pg.Pool, places: readonly Place[]): Promise<ReadonlyMap<number, bigint>> {
  const lowest = new Map<number, bigint>();
  for (const { partition, position } of places) {
    const known = lowest.get(partition);
    if (known === undefined || position < known) lowest.set(partition, position);
  }
  if (lowest.size === 0) return new Map();
  const { rows } = await pool.query<{ partition: number; head: string }>({
    name: 'bus_heads_after',
    text: `select partition, head
           from unnest($1::smallint[], $2::bigint[]) as place(partition, after)
           cross join lateral (select max(id) as head from events e where e.partition = place.partition and e.id > place.after) as found
           where head is not null`,
    values: [[...lowest.keys()], Array.from(lowest.values(), String)],
  });
  return new Map(rows.map((row) => [row.partition, BigInt(row.head)]));
}

/** A lag above this is told as this: counting further helps nobody. */
const MOST_LAG = 100_000;

/** Events of some topics after the positions given. */
export async function lagOf(
  pool: pg.Pool,
  places: readonly (Place & { readonly head: bigint })[],
  topics: readonly string[] | null,
): Promise<number> {
  const behind = places.filter((place) => place.head > place.position);
  if (behind.length === 0) return 0;
  const { rows } = await pool.query<{ lag: number }>(
    `select count(*)::int as lag
     from (select from unnest($1::smallint[], $2::bigint[]) as place(partition, after)
           join events e on e.partition = place.partition and e.id > place.after and ($3::text[] is null or e.topic = any($3)) limit ${MOST_LAG}) as behind`,
    [behind.map((place) => place.partition), behind.map((place) => String(place.position)), topics],
  );
  return rows[0]?.lag ?? 0;
}
