import { DeskError } from '@app/domain';
import type { Sql } from '../database/sql.js';
import { samePerson } from './same-person.js';

/**
 * What a visitor's uploads are called, in the order asked. From here on they are expected in a message, and not swept.
 *
 * @param clientId of the message that is to take them: one that has them already may be sent again
 * @throws DeskError missing/attachment-missing unless each is an upload of this visitor's that no other message has
 */
export async function checkVisitorUploads(
  sql: Sql,
  visitorId: string,
  attachmentIds: readonly string[],
  clientId: string | null = null,
): Promise<readonly string[]> {
  if (attachmentIds.length === 0) return [];
  // First: what is found after it stays.
  await sql.query(
    `update attachments set expected_at = now() where id = any($1) and message_id is null and uploaded_by in (${samePerson('$2::uuid')})`,
    [attachmentIds, visitorId],
  );
  const rows = await sql.query<{ id: string; filename: string }>(
    `select f.id, f.filename from attachments f
     where f.id = any($1) and f.uploaded_by in (${samePerson('$2::uuid')})
       and (f.message_id is null or exists (select from messages m where m.id = f.message_id and m.client_id = $3))`,
    [attachmentIds, visitorId, clientId],
  );
  const names = new Map(rows.map(({ id, filename }) => [id, filename]));
  return [...new Set(attachmentIds)].map((id) => {
    const name = names.get(id);
    if (name === undefined) throw new DeskError('missing', 'attachment-missing', 'A file of this message is gone: upload it again.');
    return name;
  });
}

/** Bytes that a visitor has uploaded and no message has taken; `named`: of them, those that are expected in one that is on its way. */
export async function unsentUploads(sql: Sql, visitorId: string): Promise<{ readonly bytes: number; readonly named: number }> {
  const [row] = await sql.query<{ bytes: number; named: number }>(
    `select coalesce(sum(size), 0)::float8 as bytes, coalesce(sum(size) filter (where expected_at is not null), 0)::float8 as named
     from attachments where uploaded_by = $1 and message_id is null`,
    [visitorId],
  );
  return row ?? { bytes: 0, named: 0 };
}
