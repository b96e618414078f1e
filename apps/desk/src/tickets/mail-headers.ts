import type { MailHeaders } from '@app/contracts';
import { Blobs, readOriginal, type Sql } from '@app/store';

/** A header that is longer is cut, as where it was read. */
const MAX_BYTES = 256 * 1024;

/**
 * The header of a mail as it came, up to its empty line.
 *
 * @throws DeskError missing/no-mail
 */
export async function mailHeaders(sql: Sql, blobs: Blobs, messageId: string): Promise<MailHeaders> {
  const { sha256, size } = await readOriginal(sql, messageId);
  if (size === 0) return { text: '', cut: false };
  const chunks: Buffer[] = [];
  for await (const chunk of await blobs.stream(sha256, { start: 0, end: Math.min(size, MAX_BYTES) - 1 })) chunks.push(chunk as Buffer);
  const bytes = Buffer.concat(chunks);
  // Header lines are ASCII by rule, UTF-8 where SMTPUTF8 allows it; what is neither is shown with the mark for it.
  const text = bytes.toString('utf8').replaceAll('\0', '');
  const end = /\r?\n\r?\n/.exec(text)?.index;
  return {
    text: (end === undefined ? text : text.slice(0, end)).replaceAll('\r\n', '\n').toWellFormed(),
    cut: end === undefined && size > MAX_BYTES,
  };
}
