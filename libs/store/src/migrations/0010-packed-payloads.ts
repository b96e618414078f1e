import type { MigrationInterface, QueryRunner } from 'typeorm';

/** `bus_append` takes the payloads of all its events as one byte string: an array of them travels as text at twice the size. */
export class PackedPayloads implements MigrationInterface {
  readonly name = 'PackedPayloads2026112300010';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      drop function bus_append(uuid[], text[], text[], text[], timestamptz[], text[], bytea[]);

      -- Appends events in the order given: the last thing a transaction does before COMMIT.
      --
      -- The advisory lock of each partition written, taken in order, makes number order commit order within a partition.
      -- One NOTIFY a call, since it takes a lock of the whole cluster at commit: "log PARTITIONS TOPICS".
      -- A payload is p_payloads from its start (counted from 1, null for none) for its size.
      create function bus_append(
        p_event_ids uuid[], p_topics text[], p_types text[], p_keys text[], p_ats timestamptz[], p_data text[],
        p_payloads bytea, p_starts int[], p_sizes int[]
      ) returns void language plpgsql as $$
      declare
        v_partitions smallint[];
        v_partition  smallint;
      begin
        select array_agg(distinct bus_partition(key) order by bus_partition(key)) into v_partitions from unnest(p_keys) as key;
        foreach v_partition in array v_partitions loop
          perform pg_advisory_xact_lock(1869900907, v_partition);
        end loop;
        insert into events (partition, event_id, topic, type, key, at, data, payload)
          select bus_partition(e.key), e.event_id, e.topic, e.type, e.key, e.at, e.data::json, substring(p_payloads from e.start for e.size)
          from unnest(p_event_ids, p_topics, p_types, p_keys, p_ats, p_data, p_starts, p_sizes)
            with ordinality as e(event_id, topic, type, key, at, data, start, size, n)
          order by e.n;
        perform pg_notify('otklik_bus', concat_ws(' ', 'log',
          array_to_string(v_partitions, ','), (select string_agg(distinct topic, ',') from unnest(p_topics) as topic)));
      end $$;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
