import { DeskError, type Reason } from '@app/domain';
import { decodeCursor, encodeCursor, pageOf } from './cursor.js';
import type { Sql } from './sql.js';

/** An event that was set aside, without its payload. */
export type ParkedRow = {
  readonly id: string;
  readonly group: string;
  readonly eventId: string;
  readonly topic: string;
  readonly type: string;
  readonly key: string;
  readonly at: Date;
  readonly parkedAt: Date;
  readonly reason: Reason;
  readonly attempts: number;
  /** Bytes of its payload. */
  readonly size: number;
};

/** With what is needed to hand it to its group again. */
export type ParkedEvent = ParkedRow & { readonly data: string; readonly payload: Buffer | null };

const ROW = `id, group_name as "group", event_id as "eventId", topic, type, key, at, parked_at as "parkedAt", reason, attempts,
  coalesce(octet_length(payload), 0) as size`;

/** Newest first (table `parked`, written by `consumer-ledger.ts` and, when one is dropped, here). Called by desk and the command line. */
export async function listParked(sql: Sql, { limit, cursor }: { limit: number; cursor?: string | undefined }) {
  const after = decodeCursor('parked', ['uuid'], cursor);
  const rows = await sql.query<ParkedRow>(
    `select ${ROW} from parked where replayed_at is null and ($1::uuid is null or id < $1) order by id desc limit $2`,
    [after?.[0] ?? null, limit + 1],
  );
  return pageOf(rows, limit, (last) => encodeCursor('parked', [last.id]));
}

/** @throws DeskError missing/parked-missing */
export async function readParked(sql: Sql, id: string): Promise<ParkedEvent> {
  const [row] = await sql.query<ParkedEvent>(`select ${ROW}, data, payload from parked where id = $1 and replayed_at is null`, [id]);
  if (!row) throw parkedMissing();
  return row;
}

/**
 * Gives a parked event back to its group; it is parked again if it fails again.
 *
 * @throws DeskError missing/parked-missing
 */
export async function replayParked(sql: Sql, id: string): Promise<void> {
  const rows = await sql.query(`update parked set replayed_at = now() where id = $1 and replayed_at is null returning id`, [id]);
  if (rows.length === 0) throw parkedMissing();
}

/** @throws DeskError missing/parked-missing */
export async function dropParked(sql: Sql, id: string): Promise<void> {
  const rows = await sql.query(`delete from parked where id = $1 returning id`, [id]);
  if (rows.length === 0) throw parkedMissing();
}

function parkedMissing(): DeskError {
  return new DeskError('missing', 'parked-missing', 'There is no such parked event.');
}
