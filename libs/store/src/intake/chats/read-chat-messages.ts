import type { Sql } from '../../database/sql.js';
import type { ChatMessage } from './chat-message.js';

type Row = Omit<ChatMessage, 'earlier' | 'newFiles'>;

/** Messages of chats as they stand, by id. Their conversations must be locked. */
export async function readChatMessages(sql: Sql, ids: readonly string[]): Promise<Map<string, ChatMessage>> {
  if (ids.length === 0) return new Map();
  const rows = await sql.query<Row>(
    `select m.id, m.ticket_id as "ticketId", m.album, m.text, m.html, m.content, m.problem, m.source_edited_at as "editedAt", m.edited,
       m.reactions, m.deleted_at as "deletedAt", m.answers,
       coalesce((select json_agg(json_build_object('uniqueId', f.source ->> 'uniqueId', 'filename', f.filename, 'size', f.size) order by f.ordinal)
         from attachments f where f.message_id = m.id), '[]') as files
     from messages m where m.id = any($1)`,
    [[...new Set(ids)]],
  );
  return new Map(rows.map((row) => [row.id, { ...row, earlier: [], newFiles: [] }]));
}
