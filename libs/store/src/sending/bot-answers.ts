import { BotAnswerQueued } from '@app/contracts';
import type { Reason } from '@app/domain';
import { randomUUIDv7 as newId } from 'node:crypto';
import type { Lease } from '../database/leases.js';
import type { Sql } from '../database/sql.js';
import type { Store, Tx } from '../database/store.js';
import { REFUSED_LOGINS } from './deliveries.js';

/** What a bot says by itself, to a command: plain text that fits one message. */
export type NewBotAnswer = {
  readonly inboxId: string;
  /** As `conversations.external_key`: account, chat and topic. */
  readonly chatKey: string;
  readonly text: string;
};

export type DueBotAnswer = {
  readonly id: string;
  readonly chatKey: string;
  readonly text: string;
  /** Tries before this one. */
  readonly attempts: number;
};

/** How the sending of one answer ended, for now or for good. */
export type BotAnswerResult = { readonly id: string } & (
  | { readonly state: 'sent' }
  | { readonly state: 'failed'; readonly reason: Reason }
  /** Nobody can know whether it arrived. It is not repeated: whoever misses it gives the command again. */
  | { readonly state: 'unknown'; readonly reason: Reason }
  /** To be tried again; `isUncounted` when nobody was asked. */
  | { readonly state: 'queued'; readonly reason: Reason; readonly notBefore: Date; readonly isUncounted?: boolean }
);

export type TakeAnswersOptions = {
  readonly limit: number;
  /** Chats that may not be written to at this moment (default none). */
  readonly except?: readonly string[];
};

/** After an hour nobody waits for the answer to a command any more: what is older is not sent. */
const FRESH = `created_at > now() - interval '1 hour'`;

/**
 * The queue of what bots say by themselves (table `bot_answers`, written here; `move-chat.ts` readdresses what waits). No ticket holds it,
 * and agents do not see it.
 *
 * Within a chat answers leave one by one, in the order in which they were added. Called by telegram.
 */
export class BotAnswers {
  constructor(private readonly store: Store) {}

  /** What is due, oldest first, one a chat; takes nothing: `takeUp` does, right before it is sent. */
  readDue(inboxId: string, { limit, except = [] }: TakeAnswersOptions): Promise<readonly DueBotAnswer[]> {
    return this.store.query<DueBotAnswer>(
      `select id, "chatKey", text, attempts from (
         select id, chat_key as "chatKey", text, attempts, position, state, not_before,
           row_number() over (partition by chat_key order by position) as nth
         from bot_answers
         where inbox_id = $1 and state in ('queued', 'sending') and ${FRESH} and chat_key <> all($3)) waiting
       where nth = 1 and state = 'queued' and not_before <= now()
       order by position limit $2`,
      [inboxId, limit, except],
    );
  }

  /**
   * Takes what was read: `sending` is committed before this resolves, so that nothing is said twice.
   *
   * Nothing is taken when the lease is no longer ours. Whoever takes must check `lease.remainingMs` right before the network. Where the
   * commit is cut off they may be taken: `report(leftUntaken(due))` puts them back.
   *
   * @returns what is due still
   */
  takeUp(due: readonly DueBotAnswer[], lease: Lease): Promise<readonly DueBotAnswer[]> {
    return this.store.transaction(async (tx) => {
      const taken = await tx.query<{ id: string }>(
        `update bot_answers set state = 'sending', epoch = $2, attempts = attempts + 1
         where id = any($1) and state = 'queued' and exists (select from leases where name = $3 and epoch = $2 and expires_at > now())
         returning id`,
        [due.map(({ id }) => id), lease.epoch, lease.name],
      );
      const ids = new Set(taken.map(({ id }) => id));
      return due.filter(({ id }) => ids.has(id));
    });
  }

  /** When the next one of an inbox is due; null when nothing waits. */
  async nextDue(inboxId: string): Promise<Date | null> {
    const [row] = await this.store.query<{ at: Date | null }>(
      `select min(not_before) as at from bot_answers where inbox_id = $1 and state = 'queued' and ${FRESH}`,
      [inboxId],
    );
    return row?.at ?? null;
  }

  async report(results: readonly BotAnswerResult[]): Promise<void> {
    if (results.length === 0) return;
    await this.store.transaction((tx) => writeStates(tx, results));
  }

  /** What a dead holder of the lease left on its way may have arrived: it stays unknown. */
  async recoverInterrupted(inboxId: string, lease: Lease): Promise<void> {
    const reason: Reason = { code: 'sender-died', params: {} };
    await this.store.query(
      `update bot_answers set state = 'unknown', reason = $3::jsonb where inbox_id = $1 and state = 'sending' and epoch < $2`,
      [inboxId, lease.epoch, JSON.stringify(reason)],
    );
    await this.store.query(
      `update bot_answers set not_before = now()
       where inbox_id = $1 and state = 'queued' and not_before > now() and reason ->> 'code' = any($2)`,
      [inboxId, REFUSED_LOGINS],
    );
  }
}

/** Puts back what a take-up that was cut off may have taken; what it has not taken stays as it is. */
export function leftUntaken(due: readonly DueBotAnswer[]): readonly BotAnswerResult[] {
  const reason: Reason = { code: 'sender-changed', params: {} };
  const notBefore = new Date();
  return due.map(({ id }) => ({ id, state: 'queued', reason, notBefore, isUncounted: true }));
}

/**
 * Queues answers and wakes who sends them, in the transaction that took the commands in. Within a chat they leave in the order given.
 *
 * Called by the normalizer.
 */
export async function addBotAnswers(tx: Tx, answers: readonly NewBotAnswer[]): Promise<void> {
  if (answers.length === 0) return;
  await tx.query(
    `insert into bot_answers (id, inbox_id, chat_key, text)
     select a.id, a.inbox_id, a.chat_key, a.text
     from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[]) with ordinality as a(id, inbox_id, chat_key, text, n) order by a.n`,
    [answers.map(() => newId()), answers.map((one) => one.inboxId), answers.map((one) => one.chatKey), answers.map((one) => one.text)],
  );
  for (const inboxId of new Set(answers.map((one) => one.inboxId))) tx.outbox.add(BotAnswerQueued, { inboxId });
}

/** Forgets answers that nobody will ask about again. Called by desk. */
export async function sweepBotAnswers(sql: Sql): Promise<void> {
  await sql.query(`delete from bot_answers where created_at < now() - interval '7 days'`);
}

async function writeStates(tx: Tx, results: readonly BotAnswerResult[]): Promise<void> {
  // A take-up whose commit is still under way, though its line was cut, holds them too: what it takes is seen and put back then.
  await tx.query(`select from bot_answers where id = any($1) order by id for update`, [results.map(({ id }) => id)]);
  await tx.query(
    `update bot_answers a set state = r.state, reason = r.reason::jsonb, not_before = coalesce(r.not_before, a.not_before),
       attempts = a.attempts - case when r.uncounted then 1 else 0 end
     from unnest($1::uuid[], $2::text[], $3::text[], $4::timestamptz[], $5::boolean[]) as r(id, state, reason, not_before, uncounted)
     where a.id = r.id and a.state = 'sending'`,
    [
      results.map(({ id }) => id),
      results.map(({ state }) => state),
      results.map((result) => ('reason' in result ? JSON.stringify(result.reason) : null)),
      results.map((result) => ('notBefore' in result ? result.notBefore : null)),
      results.map((result) => result.state === 'queued' && result.isUncounted === true),
    ],
  );
}
