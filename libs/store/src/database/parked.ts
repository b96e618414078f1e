import { type BusEvent, TOPICS } from '@app/contracts';
import { DeskError, type Reason } from '@app/domain';
import { decodeCursor, encodeCursor, pageOf } from './cursor.js';
import type { Sql } from './sql.js';
import type { Tx } from './store.js';

/** An event that was parked, without its payload. */
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
  const rows = await sql.query<ParkedRow>(`select ${ROW} from parked where $1::uuid is null or id < $1 order by id desc limit $2`, [
    after?.[0] ?? null,
    limit + 1,
  ]);
  return pageOf(rows, limit, (last) => encodeCursor('parked', [last.id]));
}

/** @throws DeskError missing/parked-missing */
export async function readParked(sql: Sql, id: string): Promise<ParkedEvent> {
  const [row] = await sql.query<ParkedEvent>(`select ${ROW}, data, payload from parked where id = $1`, [id]);
  if (!row) throw parkedMissing();
  return row;
}

/**
 * Publishes a parked event again, as it was, through the outbox: its group handles it, or parks it anew. Groups that have handled
 * it know it by its id.
 *
 * @throws DeskError missing/parked-missing, invalid/parked-unreadable when it can never be read
 */
export async function replayParked(tx: Tx, id: string): Promise<void> {
  const parked = await readParked(tx, id);
  tx.outbox.addAgain(eventOf(parked));
  await dropParked(tx, id);
}

function eventOf({ eventId, topic, type, key, at, data, payload }: ParkedEvent): BusEvent {
  const known = TOPICS.find((one) => one === topic);
  const header = parsed(data);
  if (known === undefined || header === undefined) {
    throw new DeskError('invalid', 'parked-unreadable', 'This event cannot be read by anybody: look at it, and drop it.');
  }
  return { id: eventId, topic: known, type, key, at: at.toISOString(), data: header, payload };
}

function parsed(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    return undefined;
  }
}

/** @throws DeskError missing/parked-missing */
export async function dropParked(sql: Sql, id: string): Promise<void> {
  const rows = await sql.query(`delete from parked where id = $1 returning id`, [id]);
  if (rows.length === 0) throw parkedMissing();
}

function parkedMissing(): DeskError {
  return new DeskError('missing', 'parked-missing', 'There is no such parked event.');
}
