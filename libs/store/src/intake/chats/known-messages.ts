import type { Sql } from '../../database/sql.js';
import { AWAITED, keyOf, type MessageName } from '../received.js';

/** What the ledger knows by a message's name. */
export type KnownMessage = {
  /** Null: it is no message of a ticket. */
  readonly messageId: string | null;
  readonly outcome: string;
  /** Null: it is no message of a ticket, or one of this batch. */
  readonly conversationId: string | null;
  /** Labels of the buttons below it; null: it is no message of a ticket, or one of this batch. */
  readonly choices: readonly string[] | null;
};

/** Looks messages up by their names, theirs and ours; by `keyOf`. What is only awaited is not known. */
export async function findKnown(sql: Sql, names: readonly MessageName[]): Promise<ReadonlyMap<string, KnownMessage>> {
  if (names.length === 0) return new Map();
  const unique = [...new Map(names.map((name) => [keyOf(name), name])).values()];
  const rows = await sql.query<KnownMessage & MessageName>(
    `select r.inbox_id as "inboxId", r.external_id as "externalId", r.message_id as "messageId", r.outcome,
       -- Looked up row by row: joined, the planner may read the whole table.
       (select m.conversation_id from messages m where m.id = r.message_id) as "conversationId",
       (select m.choices from messages m where m.id = r.message_id) as choices
     from unnest($1::uuid[], $2::text[]) as w(inbox_id, external_id)
     join received r on r.inbox_id = w.inbox_id and r.external_id = w.external_id and r.outcome <> '${AWAITED}'`,
    [unique.map(({ inboxId }) => inboxId), unique.map(({ externalId }) => externalId)],
  );
  return new Map(rows.map((row) => [keyOf(row), row]));
}
