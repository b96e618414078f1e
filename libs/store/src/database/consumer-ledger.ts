import { ConsumerLedger, type BusRecord, type Query } from '@app/bus';
import type { Reason } from '@app/domain';
import { randomUUIDv7 as newId } from 'node:crypto';

/**
 * What is noted before and after each batch must outlive the process, not the power: its commit does not wait for the disk.
 * A statement of its own is a transaction of its own, so the setting ends with it.
 */
const RELAXED = `relaxed as materialized (select set_config('synchronous_commit', 'off', true))`;

/** What consumer groups remember of their work (tables `in_hand`, `attempts`, `parked`, written here alone). */
export class PostgresConsumerLedger extends ConsumerLedger {
  /** This process: what it has in hand itself is no trace of a death. */
  private readonly holder = newId();

  /** @param query runs each statement in a transaction of its own */
  constructor(private readonly query: Query) {
    super();
  }

  override async begin(group: string, source: string, first: bigint, last: bigint): Promise<void> {
    await this.query(
      `with ${RELAXED}
       insert into in_hand (group_name, source, first, last, holder) select $1, $2, $3::bigint, $4::bigint, $5::uuid from relaxed
       on conflict (group_name, source) do update set first = excluded.first, last = excluded.last, holder = excluded.holder`,
      [group, source, String(first), String(last), this.holder],
    );
  }

  override async leftInHand(group: string, source: string): Promise<{ first: bigint; last: bigint } | null> {
    const [row] = await this.query<{ first: string; last: string }>(
      `select first, last from in_hand where group_name = $1 and source = $2 and holder <> $3`,
      [group, source, this.holder],
    );
    return row ? { first: BigInt(row.first), last: BigInt(row.last) } : null;
  }

  override async done(group: string, source: string): Promise<void> {
    await this.query(`with ${RELAXED} delete from in_hand using relaxed where group_name = $1 and source = $2`, [group, source]);
  }

  override async attempt(group: string, eventId: string): Promise<number> {
    const [row] = await this.query<{ n: number }>(
      `with ${RELAXED}
       insert into attempts (group_name, event_id, n) select $1, $2::uuid, 1 from relaxed
       on conflict (group_name, event_id) do update set n = attempts.n + 1 returning n`,
      [group, eventId],
    );
    if (!row) throw new Error('An attempt was stored and not returned.');
    return row.n;
  }

  /** On the disk when it resolves: an attempt that came back with the database would count as a death. */
  override async forget(group: string, eventId: string): Promise<void> {
    await this.query(`delete from attempts where group_name = $1 and event_id = $2`, [group, eventId]);
  }

  override async park(group: string, record: BusRecord, reason: Reason, attempts: number): Promise<void> {
    await this.query(
      `insert into parked (id, group_name, event_id, topic, type, key, at, data, payload, reason, attempts)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::jsonb, $11)
       on conflict (group_name, event_id) do nothing`,
      [
        newId(),
        group,
        record.id,
        record.topic,
        storable(record.type),
        storable(record.key),
        record.at,
        storable(record.data),
        record.payload,
        JSON.stringify(reason),
        attempts,
      ],
    );
  }
}

/** What is parked may be anything; PostgreSQL's text takes no NUL. */
function storable(text: string): string {
  return text.replaceAll('\0', '\uFFFD');
}
