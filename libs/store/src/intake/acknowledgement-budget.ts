import { type BudgetCase, type BudgetSpent, type MailedChat, type Spent, spentKey } from '@app/domain';
import type { Sql } from '../database/sql.js';
import type { Tx } from '../database/store.js';

/**
 * What has been spent of the budgets that these mails would be counted by. Until this transaction ends no other one is told: of two
 * normalizers that hold mails of one sender at the same moment, the second sees what the first has sent (`fail:L1`).
 *
 * Taken after every row lock and before the bus's, by whoever takes it.
 */
export async function readSpent(tx: Tx, cases: readonly BudgetCase[]): Promise<Spent> {
  if (cases.length === 0) return new Map();
  await tx.query(`select pg_advisory_xact_lock(1869900908, -1)`);
  // A statement of its own: it sees what was committed while the lock was waited for.
  const rows = await tx.query<{ limit: BudgetSpent; of: string; n: number }>(
    `select 'address-hour' as limit, address as of, count(*)::int as n from acknowledgements
       where address = any($1) and chat is null and at > now() - interval '1 hour' group by address
     union all
     select 'address-day', address, count(*)::int from acknowledgements
       where address = any($1) and chat is null and at > now() - interval '1 day' group by address
     union all
     select 'domain-hour', domain, count(*)::int from acknowledgements
       where domain = any($2) and at > now() - interval '1 hour' group by domain
     union all
     select 'same-text-hour', encode(body, 'hex'), count(*)::int from acknowledgements
       where body = any($3::bytea[]) and at > now() - interval '1 hour' group by body
     union all
     select 'inbox-hour', inbox_id::text, count(*)::int from acknowledgements
       where inbox_id = any($4) and chat is null and at > now() - interval '1 hour' group by inbox_id
     union all
     select 'conversation-day', conversation_id::text, count(*)::int from messages
       where conversation_id = any($5) and kind = 'auto' and received_at > now() - interval '1 day' group by conversation_id`,
    [
      cases.map((one) => one.address),
      cases.flatMap((one) => one.domain ?? []),
      cases.flatMap((one) => (one.body === null ? [] : [Buffer.from(one.body, 'hex')])),
      cases.map((one) => one.inboxId),
      cases.map((one) => one.conversationId),
    ],
  );
  return new Map(rows.map(({ limit, of, n }) => [spentKey(limit, of), n]));
}

/**
 * The chats whose answers went to these addresses within a day, where nobody has proved them. Until this transaction ends no other one is
 * told: of two processes that hold answers to one address at the same moment, the second sees what the first has sent (`threat:H1`). Intake
 * counts none of it, and does not wait for it.
 *
 * Taken after every row lock and before the bus's.
 *
 * @param addresses as they are counted
 */
export async function readMailedChats(tx: Tx, addresses: readonly string[]): Promise<MailedChat[]> {
  if (addresses.length === 0) return [];
  await tx.query(`select pg_advisory_xact_lock(1869900908, -2)`);
  // A statement of its own: it sees what was committed while the lock was waited for.
  return tx.query<MailedChat>(
    `select distinct chat as "chatId", address from acknowledgements
     where address = any($1) and chat is not null and at > now() - interval '1 day'`,
    [addresses],
  );
}

/** A mail that brings answers of a chat to an address that nobody has proved. */
export type CountedMail = MailedChat & { readonly messageId: string; readonly inboxId: string };

export async function noteMailedChats(tx: Tx, mails: readonly CountedMail[]): Promise<void> {
  if (mails.length === 0) return;
  await tx.query(
    `insert into acknowledgements (message_id, inbox_id, address, chat) select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[])`,
    [mails.map((one) => one.messageId), mails.map((one) => one.inboxId), mails.map((one) => one.address), mails.map((one) => one.chatId)],
  );
}

/** Removes what counts no more. Called by desk. */
export async function sweepAcknowledgements(sql: Sql): Promise<void> {
  await sql.query(`delete from acknowledgements where at < now() - interval '1 day'`);
}
