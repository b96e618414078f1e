import type { Incoming } from './incoming.js';
import type { Sql } from '../database/sql.js';

/** One thing that came in for the first time, and the id that its message gets. */
export type Fresh<T extends Incoming = Incoming> = { readonly messageId: string; readonly incoming: T };

/**
 * Enters what came in into the ledger (table `received`, written here alone); what is there already is left out.
 *
 * Called by the normalizer, first of all in its transaction: two that take in the same thing wait for each other here.
 */
export async function enterReceived(sql: Sql, items: readonly Fresh[]): Promise<readonly Fresh[]> {
  const byKey = new Map<string, Fresh>();
  for (const item of items) {
    const key = `${item.incoming.inboxId} ${item.incoming.externalId}`;
    if (!byKey.has(key)) byKey.set(key, item);
  }
  const rows = await sql.query<{ inboxId: string; externalId: string }>(
    `insert into received (inbox_id, external_id, message_id, outcome)
     select r.inbox_id, r.external_id, r.message_id, r.outcome
     from unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[]) as r(inbox_id, external_id, message_id, outcome)
     order by r.inbox_id, r.external_id
     on conflict do nothing
     returning inbox_id as "inboxId", external_id as "externalId"`,
    columns([...byKey.values()]),
  );
  const entered = new Set(rows.map((row) => `${row.inboxId} ${row.externalId}`));
  return [...byKey].filter(([key]) => entered.has(key)).map(([, item]) => item);
}

function columns(items: readonly Fresh[]): unknown[][] {
  return [
    items.map(({ incoming }) => incoming.inboxId),
    items.map(({ incoming }) => incoming.externalId),
    items.map(({ incoming, messageId }) => (incoming.kind === 'message' ? messageId : null)),
    items.map(({ incoming }) => (incoming.kind === 'other' ? incoming.outcome : incoming.kind)),
  ];
}

/** Notes what became of an entry instead of a message of its own; `messageId` is the message that it belongs to. */
export async function noteOutcomes(
  sql: Sql,
  outcomes: readonly { item: Fresh; outcome: string; messageId: string | null }[],
): Promise<void> {
  if (outcomes.length === 0) return;
  await sql.query(
    `update received r set outcome = o.outcome, message_id = o.message_id, raw = decode(o.raw, 'hex')
     from unnest($1::uuid[], $2::text[], $3::text[], $4::uuid[], $5::text[]) as o(inbox_id, external_id, outcome, message_id, raw)
     where r.inbox_id = o.inbox_id and r.external_id = o.external_id`,
    [
      outcomes.map(({ item }) => item.incoming.inboxId),
      outcomes.map(({ item }) => item.incoming.externalId),
      outcomes.map(({ outcome }) => outcome),
      outcomes.map(({ messageId }) => messageId),
      outcomes.map(({ item }) => item.incoming.raw.sha256),
    ],
  );
}
