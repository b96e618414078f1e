import { randomUUIDv7 as newId } from 'node:crypto';
import type { Tx } from '../../database/store.js';
import { attachFiles } from '../messages.js';
import type { ChatMessage } from './chat-message.js';

/** A message that was changed, as it was and as it is. */
export type ChangedMessage = { readonly before: ChatMessage; readonly after: ChatMessage; readonly inboxId: string };

/** Writes messages of chats as they are now, with their files and their histories (tables `messages`, `message_edits`, `attachments`). */
export async function writeChatMessages(tx: Tx, changed: readonly ChangedMessage[]): Promise<void> {
  if (changed.length === 0) return;
  await tx.query(
    `update messages m set text = c.text, html = c.html, content = c.content, problem = c.problem, source_edited_at = c.edited_at,
       edited = c.edited, reactions = c.reactions, deleted_at = c.deleted_at, answers = c.answers
     from jsonb_to_recordset($1::jsonb) as c(id uuid, text text, html text, content jsonb, problem jsonb, edited_at timestamptz, edited boolean,
       reactions jsonb, deleted_at timestamptz, answers jsonb)
     where m.id = c.id`,
    [JSON.stringify(changed.map(({ after }) => rowOf(after)))],
  );
  await writeHistories(tx, changed);
  await attachFiles(
    tx,
    changed.flatMap(({ after, inboxId }) =>
      after.newFiles.length === 0 ? [] : [{ messageId: after.id, inboxId, files: after.newFiles, first: after.files.length }],
    ),
  );
  await refreshPreviews(
    tx,
    changed.flatMap(({ before, after }) => (before.text === after.text ? [] : [after.id])),
  );
}

function rowOf(message: ChatMessage): object {
  const { id, text, html, content, problem, editedAt, edited, reactions, deletedAt, answers } = message;
  return { id, text, html, content, problem, edited_at: editedAt, edited, reactions, deleted_at: deletedAt, answers };
}

/** What was said at other times; each until the next was said. */
async function writeHistories(tx: Tx, changed: readonly ChangedMessage[]): Promise<void> {
  const rows = changed.flatMap(({ after }) => after.earlier.map((one) => ({ id: newId(), message_id: after.id, ...one })));
  if (rows.length === 0) return;
  await tx.query(
    `insert into message_edits (id, message_id, text, html, said_at)
     select e.id, e.message_id, e.text, e.html, e."saidAt"
     from jsonb_to_recordset($1::jsonb) as e(id uuid, message_id uuid, text text, html text, "saidAt" timestamptz)`,
    [JSON.stringify(rows)],
  );
  await tx.query(
    `update message_edits e set edited_at = n.until
     from (select v.id, coalesce(lead(v.said_at) over (partition by v.message_id order by v.said_at nulls first, v.id), m.source_edited_at) as until
           from message_edits v join messages m on m.id = v.message_id where m.id = any($1)) as n
     where e.id = n.id and n.until is not null`,
    [[...new Set(rows.map((row) => row.message_id))]],
  );
}

/** Lists show what is said last, as it is now. */
async function refreshPreviews(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.query(
    `update tickets t set preview = left(m.text, 200) from messages m
     where m.id = any($1) and t.id = m.ticket_id and t.last_position = m.position and m.text <> ''`,
    [ids],
  );
}
