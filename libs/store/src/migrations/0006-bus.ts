import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The event log (bus, outbox and live feed at once) and the bookkeeping of its consumers.
 * Written by: `libs/bus` (`events`, `positions`, `bus_members`, `log_floor`), `consumer-ledger.ts` (the rest), `idempotency.ts`.
 */
export class Bus implements MigrationInterface {
  readonly name = 'Bus2026112200006';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create sequence event_ids cache 1;

      -- No foreign keys and no triggers: it is written on every path. Old ranges are dropped whole.
      create table events (
        id        bigint not null default nextval('event_ids'),
        partition smallint not null,
        event_id  uuid not null,
        topic     text not null,
        type      text not null,
        key       text not null,
        at        timestamptz not null,
        -- json and not jsonb: kept as written, and it may hold an escaped NUL.
        data      json not null,
        payload   bytea,
        primary key (id)
      ) partition by range (id);
      -- A range of numbers for each day or so (log-maintenance.ts); the default partition is for what no range fits.
      create table events_r0 partition of events for values from (0) to (1000000000);
      create table events_default partition of events default;
      create index events_partition on events (partition, id);

      -- How far each group and the relay has read each partition, and who reads it now. Every write carries holder and epoch.
      create table positions (
        group_name text not null,
        partition  smallint not null,
        id         bigint not null default 0,
        epoch      bigint not null default 0,
        holder     text,
        primary key (group_name, partition)
      );

      -- Processes that have joined a group. What a member holds is free for others when its row has expired.
      create table bus_members (
        group_name text not null,
        member     text not null,
        expires_at timestamptz not null,
        leaving    boolean not null default false,
        primary key (group_name, member)
      );

      -- Events up to this id have been dropped: a feed's cursor from before is too old.
      create table log_floor (
        one boolean primary key default true check (one),
        id  bigint not null default 0
      );
      insert into log_floor default values;

      create function bus_partitions() returns int language sql immutable parallel safe as 'select 16';

      -- Stored with each event, so that the function may change.
      create function bus_partition(p_key text) returns smallint language sql immutable parallel safe as $$
        select (((hashtextextended(p_key, 0) % bus_partitions()) + bus_partitions()) % bus_partitions())::smallint
      $$;

      -- Appends events in the order given: the last thing a transaction does before COMMIT.
      --
      -- The advisory lock of each partition written, taken in order, makes number order commit order within a partition.
      -- One NOTIFY a call, since it takes a lock of the whole cluster at commit: "log PARTITIONS TOPICS".
      create function bus_append(
        p_event_ids uuid[], p_topics text[], p_types text[], p_keys text[], p_ats timestamptz[], p_data text[], p_payloads bytea[]
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
          select bus_partition(e.key), e.event_id, e.topic, e.type, e.key, e.at, e.data::json, e.payload
          from unnest(p_event_ids, p_topics, p_types, p_keys, p_ats, p_data, p_payloads)
            with ordinality as e(event_id, topic, type, key, at, data, payload, n)
          order by e.n;
        perform pg_notify('otklik_bus', concat_ws(' ', 'log',
          array_to_string(v_partitions, ','), (select string_agg(distinct topic, ',') from unnest(p_topics) as topic)));
      end $$;

      create table seen_events (
        group_name text not null,
        event_id   uuid not null,
        at         timestamptz not null default now(),
        primary key (group_name, event_id)
      );
      create index seen_events_at on seen_events (at);

      -- Attempts at one event alone, stored before each, so that the one that ends the process is known.
      create table attempts (
        group_name text not null,
        event_id   uuid not null,
        n          int not null,
        primary key (group_name, event_id)
      );

      -- The range that a consumer has in hand; found by the next holder, it is redone one event at a time.
      create table in_hand (
        group_name text not null,
        source     text not null,
        first      bigint not null,
        last       bigint not null,
        -- The process.
        holder     uuid not null,
        primary key (group_name, source)
      );

      create table parked (
        id         uuid primary key,
        group_name text not null,
        event_id   uuid not null,
        topic      text not null,
        type       text not null,
        key        text not null,
        at         timestamptz not null,
        -- Text and not json: what is parked may not be JSON at all.
        data       text not null,
        payload    bytea,
        reason     jsonb not null,
        attempts   int not null,
        parked_at  timestamptz not null default now(),
        unique (group_name, event_id)
      );

      create table idempotency_keys (
        caller    text not null,
        key       text not null,
        body_hash bytea not null,
        status    int,
        answer    jsonb,
        at        timestamptz not null default now(),
        primary key (caller, key)
      );
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
