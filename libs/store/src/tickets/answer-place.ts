import type { Channel } from '@app/contracts';
import type { Sql } from '../database/sql.js';
import { lastConversation } from './ticket-conversations.js';
import { visibleTicketId } from './ticket-view.js';
import type { Viewer } from './viewer.js';

export type AnswerPlace = {
  readonly conversationId: string;
  readonly inboxId: string;
  readonly channel: Channel;
  /** `conversations.external_key`. */
  readonly externalKey: string;
  readonly isBlocked: boolean;
};

/**
 * Where an answer to a ticket goes.
 *
 * @param conversation null: where the customer wrote last
 * @throws DeskError missing/ticket-missing, missing/conversation-missing
 */
export async function answerPlace(sql: Sql, viewer: Viewer, number: number, conversation: string | null): Promise<AnswerPlace> {
  const conversationId = await lastConversation(sql, await visibleTicketId(sql, viewer, number), conversation);
  const [place] = await sql.query<Omit<AnswerPlace, 'conversationId'>>(
    `select c.inbox_id as "inboxId", i.channel, c.external_key as "externalKey", c.blocked_at is not null as "isBlocked"
     from conversations c join inboxes i on i.id = c.inbox_id where c.id = $1`,
    [conversationId],
  );
  if (!place) throw new Error('A conversation was found and is gone.');
  return { conversationId, ...place };
}
