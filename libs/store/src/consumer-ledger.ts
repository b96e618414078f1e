import { ConsumerLedger, type BusRecord, type Query } from '@app/bus';
import type { Reason } from '@app/domain';
import { v7 as newId } from 'uuid';

/** What consumer groups remember of their work (tables `in_hand`, `attempts`, `parked`, written here alone). */
export class PostgresConsumerLedger extends ConsumerLedger {
  constructor(private readonly query: Query) {
    super();
  }

  override async begin(group: string, source: string, last: bigint): Promise<void> {
    await this.query(
      `insert into in_hand (group_name, source, last) values ($1, $2, $3)
       on conflict (group_name, source) do update set last = excluded.last`,
      [group, source, String(last)],
    );
  }

  override async leftInHand(group: string, source: string): Promise<bigint | null> {
    const [row] = await this.query<{ last: string }>(`select last from in_hand where group_name = $1 and source = $2`, [group, source]);
    return row ? BigInt(row.last) : null;
  }

  override async done(group: string, source: string): Promise<void> {
    await this.query(`delete from in_hand where group_name = $1 and source = $2`, [group, source]);
  }

  override async attempt(group: string, eventId: string): Promise<number> {
    const [row] = await this.query<{ n: number }>(
      `insert into attempts (group_name, event_id, n) values ($1, $2, 1)
       on conflict (group_name, event_id) do update set n = attempts.n + 1 returning n`,
      [group, eventId],
    );
    return row?.n ?? 1;
  }

  override async forget(group: string, eventId: string): Promise<void> {
    await this.query(`delete from attempts where group_name = $1 and event_id = $2`, [group, eventId]);
  }

  override async park(group: string, record: BusRecord, reason: Reason, attempts: number): Promise<void> {
    await this.query(
      `insert into parked (id, group_name, event_id, topic, type, key, at, data, payload, reason, attempts)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::jsonb, $11) on conflict (group_name, event_id) do nothing`,
      [
        newId(),
        group,
        record.id,
        record.topic,
        record.type,
        record.key,
        record.at,
        record.data,
        record.payload,
        JSON.stringify(reason),
        attempts,
      ],
    );
  }
}
