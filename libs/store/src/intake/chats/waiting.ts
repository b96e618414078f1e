import { randomUUIDv7 as newId } from 'node:crypto';
import type { Sql } from '../../database/sql.js';
import type { IncomingDeletion, IncomingReaction } from '../incoming.js';
import { AWAITED, type Fresh, type MessageName } from '../received.js';

/** A reaction to a message whose name is not known yet, or its deletion. */
export type WaitingChange = { readonly of: MessageName; readonly item: Fresh<IncomingReaction> | Fresh<IncomingDeletion> };
/** A message that replies to one whose name is not known yet. */
export type WaitingAnswer = { readonly of: MessageName; readonly messageId: string; readonly conversationId: string };
export type Waiting = { readonly changes: readonly WaitingChange[]; readonly answers: readonly WaitingAnswer[] };

/**
 * Keeps what is about messages of chats until their names are known: ours are told after they are seen there (table
 * `waiting_for_messages`). The names must be entered (`enterReceived`): so whoever enters them for good waits for this transaction, and
 * finds what waits.
 */
export async function keepWaiting(sql: Sql, changes: readonly WaitingChange[], answers: readonly Omit<WaitingAnswer, 'conversationId'>[]) {
  const rows = [
    ...changes.map(({ of, item: { incoming } }) => ({ of, what: nameOf(incoming), incoming: textOf(incoming), messageId: null })),
    ...answers.map(({ of, messageId }) => ({ of, what: `answer:${messageId}`, incoming: null, messageId })),
  ];
  if (rows.length === 0) return;
  const last = [...new Map(rows.map((row) => [`${row.of.inboxId} ${row.of.externalId} ${row.what}`, row])).values()];
  await sql.query(
    `insert into waiting_for_messages (inbox_id, of, what, incoming, message_id)
     select w.inbox_id, w.of, w.what, w.incoming::jsonb, w.message_id
     from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::uuid[]) as w(inbox_id, of, what, incoming, message_id)
     on conflict (inbox_id, of, what) do update set incoming = excluded.incoming, at = now()`,
    [
      last.map(({ of }) => of.inboxId),
      last.map(({ of }) => of.externalId),
      last.map(({ what }) => what),
      last.map(({ incoming }) => incoming),
      last.map(({ messageId }) => messageId),
    ],
  );
}

/** Takes what waited for messages, in the order in which it came: the caller applies it. */
export async function takeWaiting(sql: Sql, names: readonly MessageName[]): Promise<Waiting> {
  if (names.length === 0) return { changes: [], answers: [] };
  const rows = await sql.query<Row>(
    `with taken as (
       delete from waiting_for_messages w using unnest($1::uuid[], $2::text[]) as n(inbox_id, of)
       where w.inbox_id = n.inbox_id and w.of = n.of returning w.*)
     select t.inbox_id as "inboxId", t.of, t.incoming, m.id as "messageId", m.conversation_id as "conversationId"
     from taken t left join messages m on m.id = t.message_id order by t.at, t.what`,
    [names.map(({ inboxId }) => inboxId), names.map(({ externalId }) => externalId)],
  );
  const named = rows.map((row) => ({ ...row, of: { inboxId: row.inboxId, externalId: row.of } }));
  return {
    changes: named.flatMap(({ of, incoming }): WaitingChange[] => (incoming ? [{ of, item: itemOf(incoming) }] : [])),
    answers: named.flatMap(({ of, messageId, conversationId }) => (messageId && conversationId ? [{ of, messageId, conversationId }] : [])),
  };
}

/** Forgets what waited for days: its message was never ours. Called by desk. */
export async function sweepWaiting(sql: Sql): Promise<void> {
  await sql.query(
    `with old as (delete from waiting_for_messages where at < now() - interval '7 days')
     delete from received r where r.outcome = $1 and r.received_at < now() - interval '7 days'
       and not exists (select from waiting_for_messages w
         where w.inbox_id = r.inbox_id and w.of = r.external_id and w.at >= now() - interval '7 days')`,
    [AWAITED],
  );
}

type Stored = Omit<IncomingReaction, 'receivedAt'> | Omit<IncomingDeletion, 'receivedAt'>;
type Row = {
  readonly inboxId: string;
  readonly of: string;
  readonly incoming: (Stored & { readonly receivedAt: string }) | null;
  readonly messageId: string | null;
  readonly conversationId: string | null;
};

function nameOf(incoming: IncomingReaction | IncomingDeletion): string {
  return incoming.kind === 'reaction' ? `reaction:${incoming.person}` : 'deletion';
}

/** Its original is kept beside the ledger already. */
function textOf(incoming: IncomingReaction | IncomingDeletion): string {
  return JSON.stringify({ ...incoming, raw: { ...incoming.raw, data: null } });
}

function itemOf(stored: Stored & { readonly receivedAt: string }): WaitingChange['item'] {
  const receivedAt = new Date(stored.receivedAt);
  const messageId = newId();
  return stored.kind === 'reaction'
    ? { messageId, incoming: { ...stored, receivedAt } }
    : { messageId, incoming: { ...stored, receivedAt } };
}
