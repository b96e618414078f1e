import { DeskError } from '@app/domain';
import type { Sql } from '../database/sql.js';
import type { StoredFile } from './attachments.js';

/**
 * A mail as it came, named after its subject.
 *
 * @throws DeskError missing/no-mail when there is no such message or it came by another way
 */
export async function readOriginal(sql: Sql, messageId: string): Promise<StoredFile> {
  const [row] = await sql.query<{ sha256: string; size: number; subject: string | null }>(
    `select encode(b.sha256, 'hex') as sha256, b.size::float8 as size, m.subject
     from messages m join blobs b on b.sha256 = m.raw where m.id = $1 and m.kind = 'inbound' and m.way = 'email'`,
    [messageId],
  );
  if (!row) throw new DeskError('missing', 'no-mail', 'This message did not come as a mail.');
  const { sha256, size, subject } = row;
  return { sha256, size, filename: `${nameOf(subject ?? '')}.eml`, contentType: 'message/rfc822', sniffedType: null };
}

function nameOf(subject: string): string {
  const words = subject
    .replace(/[\p{C}<>:"/\\|?*]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return (
    Array.from(words)
      .slice(0, 80)
      .join('')
      .trim()
      .replace(/^\.+|\.+$/g, '') || 'mail'
  );
}
