import { createHash } from 'node:crypto';

/** Bytes of UTF-8. An index of PostgreSQL takes no entry above 2,704 bytes, and ids of customers' mails are as long as they like. */
const MAX_BYTES = 1_000;

/** The id by which a mail is found: its own, or, of one that no index takes, its digest. */
export function lookupId(id: string): string {
  if (Buffer.byteLength(id) <= MAX_BYTES) return id;
  return `<${createHash('sha256').update(id).digest('hex')}@too-long.invalid>`;
}
