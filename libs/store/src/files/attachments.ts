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
  /** Where it is named already (default: a new one). */
  readonly id?: string | undefined;
};

/** Adds a file for a message still to be written. Called by desk and webchat. Unused ones go after a day. */
export async function addUpload(tx: Tx, { filename, contentType, blob, uploadedBy, id = newId() }: NewUpload): Promise<string> {
  await insertBlobs(tx, [blob]);
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

/** The bytes of somebody's uploads that no message has yet; those that are gone, or another's, are left out. */
export async function uploadSizes(sql: Sql, ids: readonly string[], uploadedBy: string): Promise<number[]> {
  if (ids.length === 0) return [];
  const rows = await sql.query<{ size: number }>(
    `select size::float8 as size from attachments where id = any($1) and message_id is null and uploaded_by = $2`,
    [ids, uploadedBy],
  );
  return rows.map(({ size }) => size);
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
