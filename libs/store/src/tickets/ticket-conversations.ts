import type { Conversation } from '@app/contracts';
import { DeskError } from '@app/domain';
import type { Sql } from '../database/sql.js';
import { answersGoTo } from './answers-go-to.js';
import { type SuggestedAnswerRow, suggestAnswer } from './suggested-answer.js';
import { VISIBLE, viewerParams, type Viewer } from './viewer.js';

export type ConversationRow = Omit<Conversation, 'answer' | 'blockedAt'> & {
  readonly blockedAt: Date | null;
  /** Null of chats. */
  readonly answer: SuggestedAnswerRow | null;
};

/**
 * The conversations of a ticket: those whose next message comes here, and those that it has messages of.
 *
 * @param agentId who would answer
 */
export async function readConversations(sql: Sql, ticketId: string, agentId: string | null = null): Promise<ConversationRow[]> {
  const rows = await sql.query<Omit<ConversationRow, 'answer'>>(
    `select c.id, i.channel, json_build_object('id', i.id, 'name', i.name) as inbox, c.external_key as "externalKey",
       coalesce(c.current_ticket_id = $1, false) as current, c.chat, c.blocked_at as "blockedAt",
       case when i.channel = 'email' then coalesce(${answersGoTo('c.id')}, '[]') else '[]' end as "answersGoTo"
     from conversations c join inboxes i on i.id = c.inbox_id where c.id in (${OF_TICKET}) order by c.created_at, c.id`,
    [ticketId],
  );
  return Promise.all(
    rows.map(async (row) => ({
      ...row,
      answer: row.channel === 'email' ? await suggestAnswer(sql, { conversationId: row.id, ticketId, agentId }) : null,
    })),
  );
}

/**
 * Where an answer goes: the conversation asked for, else the one that the customer wrote in last.
 *
 * @throws DeskError missing/conversation-missing when it is not one of the ticket's
 */
export async function lastConversation(sql: Sql, ticketId: string, wanted: string | null): Promise<string> {
  const [row] = await sql.query<{ id: string }>(
    `select c.id from conversations c where c.id in (${OF_TICKET}) and ($2::uuid is null or c.id = $2)
     order by (select max(m.position) from messages m where m.conversation_id = c.id and m.ticket_id = $1 and m.kind = 'inbound') desc nulls last,
       c.created_at desc, c.id
     limit 1`,
    [ticketId, wanted],
  );
  if (!row) throw new DeskError('missing', 'conversation-missing', 'The ticket has no such conversation.');
  return row.id;
}

/**
 * Makes sure that the viewer may see the ticket of a message of ours.
 *
 * @throws DeskError missing/message-missing
 */
export async function refuseUnseenMessage(sql: Sql, viewer: Viewer, messageId: string): Promise<void> {
  const rows = await sql.query(`select from messages m join tickets t on t.id = m.ticket_id where m.id = $3 and ${VISIBLE}`, [
    ...viewerParams(viewer),
    messageId,
  ]);
  if (rows.length === 0) throw new DeskError('missing', 'message-missing', 'There is no such message, or you may not see it.');
}

const OF_TICKET = `select own.id from conversations own where own.current_ticket_id = $1
  union select said.conversation_id from messages said where said.ticket_id = $1`;
