import type { Tx } from '../database/store.js';
import type { PlannedSql, Sql } from '../database/sql.js';
import type { TakenRow } from './due-messages.js';

/** What a sender may take: rows of one inbox, in strict order within a chat, or whole messages, each on its own. */
export type TakeOptions = {
  /** In order: rows. Else messages, each with all of its rows that are due. */
  readonly limit: number;
  readonly inOrder: boolean;
  /**
   * Of messages whose earlier try may have arrived at most so many (default `limit`). Not in order only.
   *
   * Those that a process has in hand when it dies a second time stay unknown, though most of them had never left.
   */
  readonly mostUncertain?: number;
  /** Recipients who may not be written to at this moment (default none). */
  readonly except?: readonly string[];
};

export type DueRow = { readonly id: string; readonly ticketId: string };

export function findDue(sql: Sql, inboxId: string, options: TakeOptions): Promise<DueRow[]> {
  return options.inOrder ? findInOrder(sql, inboxId, options) : findMessages(sql, inboxId, options);
}

/**
 * The first row that waits in each chat, where it is due. One walk along the index `deliveries_chat`, however many wait: row by row against
 * the earlier ones, a planner without figures compares each with all.
 */
function findInOrder(sql: Sql, inboxId: string, { limit, except = [] }: TakeOptions): Promise<DueRow[]> {
  return sql.query<DueRow>(
    `select id, "ticketId" from (
       select d.id, d.ticket_id as "ticketId", d.state, d.not_before, d.position, d.part,
         row_number() over (partition by d.recipient order by d.position, d.part) as nth
       from deliveries d
       where d.inbox_id = $1 and d.state in ('held', 'queued', 'sending') and d.recipient <> all($3)
         -- One that waits for its hour holds back nothing; one that can still be undone does.
         and (d.state <> 'held' or d.not_before < now() + interval '1 minute')) waiting
     where nth = 1 and state <> 'sending' and not_before <= now()
     order by position, part
     limit $2`,
    [inboxId, limit, except],
  );
}

/**
 * All due rows of one mail go together, however many they are; one that waits for another try holds back nothing. What a person wrote goes
 * before what says by itself that a mail has come.
 */
function findMessages(sql: Sql, inboxId: string, options: TakeOptions): Promise<DueRow[]> {
  const { limit, except = [], mostUncertain = limit } = options;
  return sql.query<DueRow>(
    `with due as (
       select d.id, d.ticket_id, d.position, d.ambiguous_at is not null as uncertain, d.message_id in (
         select a.message_id from acknowledgements a where a.inbox_id = $1 and a.chat is null and a.at > now() - interval '1 hour') as last
       from deliveries d
       where d.inbox_id = $1 and d.state in ('held', 'queued') and d.not_before <= now() and d.recipient <> all($3)),
     ranked as (
       select *, dense_rank() over (order by last, position) as nth, dense_rank() over (partition by uncertain order by last, position) as nth_alike
       from due)
     select id, ticket_id as "ticketId" from ranked where nth <= $2 and (not uncertain or nth_alike <= $4) order by nth`,
    [inboxId, limit, except, mostUncertain],
  );
}

/** As they stand, nothing taken. */
export function readRows(sql: PlannedSql, ids: readonly string[]): Promise<TakenRow[]> {
  return sql.planned<TakenRow>(
    `select id, message_id as "messageId", recipient, part, content, attempts, ambiguous_at is not null as ambiguous
     from deliveries where id = any($1)`,
    [ids],
  );
}

/** Those that are due still: what waited in hand may have been undone meanwhile, or its ticket been merged. */
export function stillDue(tx: Tx, ids: readonly string[]): Promise<DueRow[]> {
  return tx.planned<DueRow>(
    `select id, ticket_id as "ticketId" from deliveries where id = any($1) and state in ('held', 'queued') and not_before <= now()`,
    [ids],
  );
}

/** When the next delivery of an inbox is due; null when nothing waits. */
export async function nextDue(sql: Sql, inboxId: string): Promise<Date | null> {
  const [row] = await sql.query<{ at: Date | null }>(
    `select min(not_before) as at from deliveries where inbox_id = $1 and state in ('held', 'queued')`,
    [inboxId],
  );
  return row?.at ?? null;
}

/**
 * Recipients whom mails of an inbox went to in the last 24 hours.
 *
 * A delivery's id tells when it was queued (UUIDv7): what leaves within a day was queued at most some days before, so that the primary
 * key finds it.
 */
export async function sentInADay(sql: Sql, inboxId: string): Promise<number> {
  const fourDaysAgo = Date.now() - 4 * 86_400_000;
  const [row] = await sql.query<{ n: number }>(
    `select count(*)::int as n from deliveries
     where id >= $2 and inbox_id = $1 and updated_at > now() - interval '24 hours'
       and state in ('accepted', 'delivered', 'read', 'bounced', 'unknown')`,
    [
      inboxId,
      `${fourDaysAgo
        .toString(16)
        .padStart(12, '0')
        .replace(/^(.{8})(.{4})$/, '$1-$2')}-7000-8000-000000000000`,
    ],
  );
  return row?.n ?? 0;
}
