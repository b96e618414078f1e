import type { Sql } from '../database/sql.js';
import type { Store } from '../database/store.js';
import { dueMessages, type DueMessage, type TakenRow } from './due-messages.js';

/** Copies that are tried at once. */
const AT_ONCE = 20;

/**
 * Answers that are to lie in the Sent folder of their mailbox (table `sent_copies`, written here alone). A copy never holds up a
 * delivery and is never a reason for one to fail.
 *
 * Called by the e-mail app.
 */
export class SentCopies {
  constructor(private readonly store: Store) {}

  /** @returns the mails as they were sent, oldest first */
  async due(inboxId: string): Promise<readonly DueMessage[]> {
    const taken = await this.store.query<TakenRow>(
      `select d.id, d.message_id as "messageId", d.recipient, d.part, d.content, d.attempts, false as ambiguous
       from (select message_id from sent_copies where inbox_id = $1 and done_at is null and not_before <= now()
             order by not_before, message_id limit $2) c
       join deliveries d on d.message_id = c.message_id`,
      [inboxId, AT_ONCE],
    );
    return await dueMessages(this.store, taken);
  }

  async nextDue(inboxId: string): Promise<Date | null> {
    const [row] = await this.store.query<{ at: Date | null }>(
      `select min(not_before) as at from sent_copies where inbox_id = $1 and done_at is null`,
      [inboxId],
    );
    return row?.at ?? null;
  }

  async done(messageId: string): Promise<void> {
    await this.store.query(`update sent_copies set done_at = now() where message_id = $1`, [messageId]);
  }

  /** Tried again later: in 1, 2, 4 ... minutes, at most hourly; given up after two days, when the note has told it long enough. */
  async later(messageIds: readonly string[]): Promise<void> {
    await this.store.query(
      `update sent_copies set attempts = attempts + 1,
         not_before = now() + least(power(2, attempts), 60) * interval '1 minute',
         done_at = case when attempts >= 50 then now() end
       where message_id = any($1)`,
      [messageIds],
    );
  }
}

/** In the transaction that stores that a mail was taken: its copy is due, once. Only what people wrote. */
export async function wantSentCopies(sql: Sql, deliveryIds: readonly string[]): Promise<void> {
  if (deliveryIds.length === 0) return;
  await sql.query(
    `insert into sent_copies (message_id, inbox_id)
     select distinct d.message_id, d.inbox_id from deliveries d join messages m on m.id = d.message_id
     where d.id = any($1) and m.kind = 'reply'
     on conflict do nothing`,
    [deliveryIds],
  );
}
