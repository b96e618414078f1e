import type { Sql } from '../database/sql.js';

export type MessageVersionRow = { readonly text: string; readonly html: string | null; readonly until: Date };

/** What a message said before its author changed it, oldest first: a customer's, or ours. */
export function readVersions(sql: Sql, messageId: string): Promise<MessageVersionRow[]> {
  return sql.query<MessageVersionRow>(
    `select text, html, edited_at as until from message_edits where message_id = $1 order by edited_at, id`,
    [messageId],
  );
}
