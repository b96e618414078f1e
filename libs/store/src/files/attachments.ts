import { DeskError } from '@app/domain';
import { randomUUIDv7 as newId } from 'node:crypto';
import { insertBlobs, type KeptFile } from './blobs.js';
import { dangersOf } from './file-dangers.js';
import type { Sql } from '../database/sql.js';
import type { Tx } from '../database/store.js';

export type NewUpload = {
  readonly filename: string;
  readonly contentType: string;
  readonly blob: KeptFile;
  /** The agent or visitor. */
  readonly uploadedBy: string;
};

/** Adds a file for a message still to be written. Called by desk and webchat. Unused ones go after a day. */
export async function addUpload(tx: Tx, { filename, contentType, blob, uploadedBy }: NewUpload): Promise<string> {
  await insertBlobs(tx, [blob]);
  const id = newId();
  await tx.query(
    `insert into attachments (id, filename, content_type, size, sha256, uploaded_by, sniffed_type, dangers)
     values ($1, $2, $3, $4, decode($5, 'hex'), $6, $7, $8)`,
    [
      id,
      filename,
      contentType,
      blob.size,
      blob.sha256,
      uploadedBy,
      blob.sniffed.type,
      dangersOf({ filename, contentType, sniffed: blob.sniffed }),
    ],
  );
  return id;
}

export type StoredFile = {
  readonly sha256: string;
  readonly filename: string;
  readonly contentType: string;
  /** By its first bytes; null: nothing known. */
  readonly sniffedType: string | null;
  readonly size: number;
};

/** @throws DeskError missing/file-missing */
export async function readStoredFile(sql: Sql, id: string): Promise<StoredFile> {
  const [row] = await sql.query<StoredFile>(
    `select encode(sha256, 'hex') as sha256, filename, content_type as "contentType", sniffed_type as "sniffedType", size::float8 as size
     from attachments where id = $1 and state = 'stored'`,
    [id],
  );
  if (!row) throw new DeskError('missing', 'file-missing', 'There is no such file.');
  return row;
}

/** Removes uploads that no message took within a day. Their bytes go with the sweep of blobs. */
export async function sweepUploads(sql: Sql): Promise<void> {
  await sql.query(`delete from attachments where message_id is null and uploaded_by is not null and created_at < now() - interval '1 day'`);
}
