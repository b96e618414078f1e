import type { Query } from './query.js';

/** A position in each partition: everything up to it has been seen. */
export type Positions = ReadonlyMap<number, bigint>;

export type MergedRow = {
  readonly partition: number;
  readonly id: string;
  readonly event_id: string;
  readonly topic: string;
  readonly type: string;
  readonly key: string;
  readonly at: Date;
  readonly data: string;
  readonly payload: Buffer | null;
};

export type MergedSlice = {
  /** In the order of their ids. */
  readonly rows: readonly MergedRow[];
  /** The newest event of each partition, of any topic, in the same snapshot. */
  readonly heads: Positions;
  /** Events up to here are kept no more, in the same snapshot. */
  readonly floor: bigint;
};

/** Reads several partitions after their positions, merged by id, of some topics. */
export async function readMerged(
  query: Query,
  after: Positions,
  topics: readonly string[],
  limit: number,
  withPayload: boolean,
): Promise<MergedSlice> {
  const rows = await query<
    (MergedRow & { kind: 'event' }) | { kind: 'head'; partition: number; id: string | null } | { kind: 'floor'; id: string }
  >(
    `with place as materialized (
       select place.partition, place.after,
              (select max(e.id) from events e where e.partition = place.partition and e.id > place.after) as head
       from unnest($1::smallint[], $2::bigint[]) as place(partition, after)
     ), found as (
       select e.* from place cross join lateral (
         select * from events e where e.partition = place.partition and e.id > place.after and e.topic = any($3) order by e.id limit $4
       ) as e order by e.id limit $4
     )
     select 'head' as kind, partition, head as id, null::uuid as event_id, null as topic, null as type, null as key,
            null::timestamptz as at, null as data, null::bytea as payload
     from place
     union all
     select 'floor', null, id, null, null, null, null, null, null, null from log_floor
     union all
     (select 'event', partition, id, event_id, topic, type, key, at, data::text, ${withPayload ? 'payload' : 'null::bytea'} from found order by id)`,
    [[...after.keys()], Array.from(after.values(), String), topics, limit],
  );
  const heads = new Map(after);
  const events: MergedRow[] = [];
  let floor = 0n;
  for (const row of rows) {
    if (row.kind === 'event') events.push(row);
    else if (row.kind === 'floor') floor = BigInt(row.id);
    else if (row.id !== null) heads.set(row.partition, BigInt(row.id));
  }
  return { rows: events.toSorted((a, b) => Number(BigInt(a.id) - BigInt(b.id))), heads, floor };
}

/** The newest event of each partition; 0 where there is none. */
export async function readHeads(query: Query): Promise<Positions> {
  const rows = await query<{ partition: number; head: string | null }>(
    `select n as partition, (select max(id) from events where partition = n) as head
     from (select generate_series(0, bus_partitions() - 1)::smallint as n) as partitions`,
  );
  return new Map(rows.map((row) => [row.partition, BigInt(row.head ?? 0)]));
}

/** Where each partition stands after the rows up to `last` were seen: up to there, or to its head, whichever comes first. */
export function passed(after: Positions, heads: Positions, last: bigint | null): Positions {
  return new Map(
    Array.from(after, ([partition, position]) => {
      const head = heads.get(partition) ?? position;
      const seen = last === null || head < last ? head : last;
      return [partition, seen > position ? seen : position];
    }),
  );
}
