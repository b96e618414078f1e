import type { Conversation } from '@app/contracts';
import { DeskError } from '@app/domain';
import type { Sql } from '../database/sql.js';
import { VISIBLE, viewerParams, type Viewer } from './viewer.js';

/**
 * SQL: where the last participant who wrote asks for answers; where only others wrote, those whom our last mail went to; else null.
 *
 * Who came in with our token, or was copied in by a mail that anybody could have written, gets nothing before an agent names him
 * (`threat:A8`, `threat:A9`). Machines are answered where no person wrote. Each look is taken only if the one before found nothing.
 *
 * @param conversation SQL of its id
 */
export function answersGoTo(conversation: string): string {
  const asked = `from messages where conversation_id = ${conversation} and kind = 'inbound' and authentication -> 'answerTo' ->> 'address' <> ''`;
  return `coalesce(
    (select jsonb_build_array(authentication -> 'answerTo') ${asked} and not automatic order by position desc limit 1),
    (select jsonb_build_array(authentication -> 'answerTo') ${asked} order by position desc limit 1),
    (select recipients from messages where conversation_id = ${conversation} and kind = 'reply' and recipients <> '[]'
      order by position desc limit 1))`;
}

/** The conversations of a ticket: those whose next message comes here, and those that it has messages of. */
export function readConversations(sql: Sql, ticketId: string): Promise<Conversation[]> {
  return sql.query<Conversation>(
    `select c.id, i.channel, json_build_object('id', i.id, 'name', i.name) as inbox, c.external_key as "externalKey",
       coalesce(c.current_ticket_id = $1, false) as current,
       case when i.channel = 'email' then coalesce(${answersGoTo('c.id')}, '[]') else '[]' end as "answersGoTo"
     from conversations c join inboxes i on i.id = c.inbox_id where c.id in (${OF_TICKET}) order by c.created_at, c.id`,
    [ticketId],
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
