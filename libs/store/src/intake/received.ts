import type { Incoming, IncomingEdit, IncomingMessage } from './incoming.js';
import type { Sql } from '../database/sql.js';

/** One thing that came in for the first time, and the id that its message gets. */
export type Fresh<T extends Incoming = Incoming> = { readonly messageId: string; readonly incoming: T };

/** What is new of a batch. */
export type Entered = {
  /** In the order of the batch. */
  readonly fresh: readonly Fresh[];
  /** Edits whose message never came, of `fresh`: they stand for it, under the ids that they have here. */
  readonly firstEdits: ReadonlySet<Fresh>;
  /** What an edit of it overtook, with the id of the message that it made. */
  readonly overtaken: readonly Fresh[];
  /** Names, by `keyOf`, that something waited for. */
  readonly awaited: ReadonlySet<string>;
};

/** A message of a chat, by its name there. */
export type MessageName = { readonly inboxId: string; readonly externalId: string };

/** What the ledger says of a message until it comes: an edit of it was here first. */
const EDITED_BEFORE = 'edited-before';
/** What the ledger says of a message until it comes, or is reported as sent: something is about it. */
export const AWAITED = 'awaited';

/**
 * Enters what came in into the ledger (table `received`, written here alone); what is there already is left out. An edit enters its message
 * too, unless that is there: nobody else takes it in meanwhile. So does whatever is about a message: whoever enters that waits until it is
 * known what is about it.
 *
 * Called by the normalizer, first of all in its transaction: two that take in the same thing wait for each other here. All names are locked
 * in one order.
 *
 * @param about names of messages that the items are about
 */
export async function enterReceived(sql: Sql, items: readonly Fresh[], about: readonly MessageName[] = []): Promise<Entered> {
  const byKey = new Map<string, Fresh>();
  for (const item of items) if (!byKey.has(keyOf(item.incoming))) byKey.set(keyOf(item.incoming), item);
  const editedByKey = new Map<string, Fresh<IncomingEdit>>();
  for (const item of byKey.values()) {
    const key = isEdit(item) && isAddressed(item.incoming.message) ? keyOf(item.incoming.message) : null;
    if (isEdit(item) && key !== null && !byKey.has(key) && !editedByKey.has(key)) editedByKey.set(key, item);
  }
  const others = new Map(about.flatMap((name) => (byKey.has(keyOf(name)) || editedByKey.has(keyOf(name)) ? [] : [[keyOf(name), name]])));
  const entered = await enter(sql, [
    ...[...byKey.values()].map(entryOf),
    ...[...editedByKey.values()].map(({ messageId, incoming: { message } }) => ({ messageId, incoming: message, outcome: EDITED_BEFORE })),
    ...[...others.values()].map((incoming) => ({ messageId: null, incoming, outcome: AWAITED })),
  ]);
  const firstEdits = new Set<Fresh>([...editedByKey].flatMap(([key, item]) => (entered.has(key) ? [item] : [])));
  const known = [...byKey].flatMap(([key, item]) => (entered.has(key) ? [] : [item]));
  return {
    fresh: [...byKey].flatMap(([key, item]) => (entered.has(key) || firstEdits.has(item) ? [item] : [])),
    firstEdits,
    overtaken: await findOvertaken(sql, known.filter(mayBeEdited)),
    awaited: new Set([...entered].flatMap(([key, wasAwaited]) => (wasAwaited ? [key] : []))),
  };
}

type Entry = { readonly messageId: string | null; readonly incoming: MessageName; readonly outcome: string };

function entryOf({ messageId, incoming }: Fresh): Entry {
  const isOne = incoming.kind === 'message' && isAddressed(incoming);
  return { messageId: isOne ? messageId : null, incoming, outcome: incoming.kind === 'other' ? incoming.outcome : incoming.kind };
}

/** @returns what was entered, by `keyOf`, and whether something had waited for it */
async function enter(sql: Sql, entries: readonly Entry[]): Promise<ReadonlyMap<string, boolean>> {
  // Rows that are there are locked, changed or not. Only of those has xmax a value.
  const rows = await sql.query<MessageName & { wasAwaited: boolean }>(
    `insert into received (inbox_id, external_id, message_id, outcome)
     select r.inbox_id, r.external_id, r.message_id, r.outcome
     from unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[]) as r(inbox_id, external_id, message_id, outcome)
     order by r.inbox_id, r.external_id
     on conflict (inbox_id, external_id) do update set message_id = excluded.message_id, outcome = excluded.outcome, received_at = now()
       where received.outcome = '${AWAITED}' and excluded.outcome <> '${AWAITED}'
     returning inbox_id as "inboxId", external_id as "externalId", xmax <> 0 as "wasAwaited"`,
    [
      entries.map(({ incoming }) => incoming.inboxId),
      entries.map(({ incoming }) => incoming.externalId),
      entries.map(({ messageId }) => messageId),
      entries.map(({ outcome }) => outcome),
    ],
  );
  return new Map(rows.map((row) => [keyOf(row), row.wasAwaited]));
}

async function findOvertaken(sql: Sql, known: readonly Fresh[]): Promise<Fresh[]> {
  if (known.length === 0) return [];
  const rows = await sql.query<{ inboxId: string; externalId: string; messageId: string }>(
    `select r.inbox_id as "inboxId", r.external_id as "externalId", r.message_id as "messageId" from received r
     join unnest($1::uuid[], $2::text[]) as w(inbox_id, external_id) on r.inbox_id = w.inbox_id and r.external_id = w.external_id
     where r.outcome = $3 order by r.inbox_id, r.external_id for no key update of r`,
    [known.map(({ incoming }) => incoming.inboxId), known.map(({ incoming }) => incoming.externalId), EDITED_BEFORE],
  );
  const ids = new Map(rows.map((row) => [keyOf(row), row.messageId]));
  return known.flatMap(({ incoming }) => {
    const messageId = ids.get(keyOf(incoming));
    return messageId === undefined ? [] : [{ messageId, incoming }];
  });
}

export type Outcome = { readonly item: Fresh; readonly outcome: string; readonly messageId: string | null };

/** Notes what became of an entry instead of a message of its own; `messageId` is the message that it belongs to. */
export async function noteOutcomes(sql: Sql, outcomes: readonly Outcome[]): Promise<void> {
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

/** Messages of the ledger that are messages of tickets now: `messageId` of each, under the name that it came by. */
export async function renameReceived(
  sql: Sql,
  messages: readonly { readonly inboxId: string; readonly externalId: string; readonly messageId: string | null }[],
): Promise<void> {
  if (messages.length === 0) return;
  await sql.query(
    `update received r set message_id = o.message_id
     from unnest($1::uuid[], $2::text[], $3::uuid[]) as o(inbox_id, external_id, message_id)
     where r.inbox_id = o.inbox_id and r.external_id = o.external_id`,
    [messages.map((one) => one.inboxId), messages.map((one) => one.externalId), messages.map((one) => one.messageId)],
  );
}

/** A message of ours, under a name that it has in its chat. */
export type SentName = MessageName & { readonly messageId: string };

/**
 * Enters what we sent under the names that it has in its chat, so that answers, reactions and echoes find it; an echo may have been here
 * first. Called by the deliveries module.
 *
 * @returns those whose names were here before: something may wait for them
 */
export async function enterSent(sql: Sql, sent: readonly SentName[]): Promise<SentName[]> {
  if (sent.length === 0) return [];
  const unique = [...new Map(sent.map((one) => [keyOf(one), one])).values()];
  const rows = await sql.query<SentName & { wasHere: boolean }>(
    `insert into received (inbox_id, external_id, message_id, outcome)
     select s.inbox_id, s.external_id, s.message_id, 'sent'
     from unnest($1::uuid[], $2::text[], $3::uuid[]) as s(inbox_id, external_id, message_id)
     order by s.inbox_id, s.external_id
     on conflict (inbox_id, external_id) do update set message_id = excluded.message_id,
       outcome = case received.outcome when '${AWAITED}' then excluded.outcome else received.outcome end
     where received.message_id is null
     returning inbox_id as "inboxId", external_id as "externalId", message_id as "messageId", xmax <> 0 as "wasHere"`,
    [unique.map((one) => one.inboxId), unique.map((one) => one.externalId), unique.map((one) => one.messageId)],
  );
  return rows.filter(({ wasHere }) => wasHere);
}

/** What names an entry in a map. */
export function keyOf({ inboxId, externalId }: MessageName): string {
  return `${inboxId} ${externalId}`;
}

/** Whether it was said to us: everything but what others say in a group. */
export function isAddressed({ chat }: Pick<IncomingMessage, 'chat'>): boolean {
  return chat?.isAddressed ?? true;
}

function isEdit(item: Fresh): item is Fresh<IncomingEdit> {
  return item.incoming.kind === 'edit';
}

/** A message of a chat, or what its inbox takes for something else. */
function mayBeEdited({ incoming }: Fresh): boolean {
  return incoming.kind === 'message' ? incoming.chat !== undefined : incoming.kind === 'other' || incoming.kind === 'command';
}
