import { DeskError } from '@app/domain';
import type { Tx } from '../database/store.js';

/** An id that leads to a conversation. */
export type MailId = {
  readonly inboxId: string;
  /** With angle brackets. */
  readonly id: string;
  readonly messageId: string;
  readonly conversationId: string;
  /** The message answers it; it is not its own. */
  readonly mention: boolean;
  /** Nobody in this inbox had it before. */
  readonly first: boolean;
};

/**
 * Writes RFC 5322 ids, of customers' mails and of those that these answer (table `message_ids`; our own mails' are written by
 * `replies.ts`).
 *
 * Called by the normalizer.
 *
 * @throws DeskError unavailable/threads-raced when another transaction brought one of them in since they were read (`fail:T8`,
 *   `fail:T13`): the whole batch is to be redone, and will find what that one stored
 */
export async function insertMailIds(tx: Tx, ids: readonly MailId[]): Promise<void> {
  if (ids.length === 0) return;
  const inserted = await tx.query(
    `insert into message_ids (inbox_id, message_id, message, conversation_id, mention, first)
     select i.inbox_id, i.message_id, i.message, i.conversation_id, i.mention, i.first
     from unnest($1::uuid[], $2::text[], $3::uuid[], $4::uuid[], $5::boolean[], $6::boolean[])
       as i(inbox_id, message_id, message, conversation_id, mention, first)
     -- In one order, so that two that bring the same ids in wait, and never for each other.
     order by i.inbox_id, i.message_id
     on conflict (inbox_id, message_id) where first do nothing
     returning 1`,
    [
      ids.map((one) => one.inboxId),
      ids.map((one) => one.id),
      ids.map((one) => one.messageId),
      ids.map((one) => one.conversationId),
      ids.map((one) => one.mention),
      ids.map((one) => one.first),
    ],
  );
  if (inserted.length < ids.length)
    throw new DeskError('unavailable', 'threads-raced', 'Mails of one thread came in side by side: this batch is to be redone.');
}
