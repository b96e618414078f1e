import { createHash, randomUUID, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, mkdir, open, readdir, rename, rm, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { packBytes } from '@app/bus';
import { asError, DeskError } from '@app/domain';
import type { Sql } from '../database/sql.js';
import { bringsMacros, sniff, SNIFFED_BYTES, type Sniffed, sniffFile, sniffType } from './sniff.js';

/** Bytes up to this size live in a row; larger ones are files (`model.md` 1). */
export const BLOB_IN_ROW = 48 * 1024;

/** Bytes that are kept: named by their hash; `data` is what the row must hold, null when a file does. */
export type Kept = { readonly sha256: string; readonly size: number; readonly data: Buffer | null };

/** Bytes of somebody's file, and what they look like. */
export type KeptFile = Kept & { readonly sniffed: Sniffed };

/** A part of a file: both ends belong to it. */
export type ByteRange = { readonly start: number; readonly end: number };

/**
 * Files and raw originals, named by SHA-256.
 *
 * Large ones are durable on disk (tmp, fsync, rename, fsync of the folder) before `keep` resolves, and need no database.
 * The rows of table `blobs` are written by `insertBlobs`, in the transaction that refers to them.
 */
export class Blobs {
  constructor(
    /** The folder of large blobs, a shared volume in the many-process size. */
    private readonly dir: string,
    private readonly sql: Sql,
  ) {}

  /** Keeps bytes that are in memory. Keeping the same bytes again costs nothing. */
  async keep(bytes: Buffer): Promise<Kept> {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    if (bytes.length <= BLOB_IN_ROW) return { sha256, size: bytes.length, data: bytes };
    if (!(await this.hasFile(sha256))) await this.writeFile(Readable.from([bytes]), bytes.length);
    return { sha256, size: bytes.length, data: null };
  }

  /** Keeps a file that is in memory, and looks at what it is. */
  async keepFile(bytes: Buffer): Promise<KeptFile> {
    return { ...(await this.keep(bytes)), sniffed: await sniff(bytes) };
  }

  /** Keeps bytes as a file whatever their size; for what travels by reference (claim check). */
  async put(bytes: Buffer): Promise<{ sha256: string; size: number }> {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    if (!(await this.hasFile(sha256))) await this.writeFile(Readable.from([bytes]), bytes.length);
    return { sha256, size: bytes.length };
  }

  /**
   * Keeps a file that somebody wrote into `unfinished` already, and looks at what it is: it is synced and moved to its place.
   * It is gone from there, whatever happens.
   *
   * @param written its hash and size, as whoever wrote it knows them
   */
  async adopt(file: string, { sha256, size }: { readonly sha256: string; readonly size: number }): Promise<KeptFile> {
    try {
      const sniffed = await sniffFile(file);
      if (await this.hasFile(sha256)) await rm(file, { force: true });
      else {
        await synced(file);
        await this.moveInPlace(file, sha256);
      }
      return { sha256, size, data: null, sniffed };
    } catch (error) {
      await rm(file, { force: true });
      throw diskError(error);
    }
  }

  /** Where files are written that are not whole yet: what is left there by processes that ended is removed after a day. */
  get unfinished(): string {
    return path.join(this.dir, 'tmp');
  }

  /**
   * The file of a blob, for whoever reads it by itself; null when its bytes are in its row, or nowhere.
   *
   * @param startBytes how much of its beginning is wanted with it
   */
  async find(sha256: string, startBytes: number): Promise<{ readonly path: string; readonly size: number; readonly start: Buffer } | null> {
    const file = this.fileOf(sha256);
    const handle = await open(file, 'r').catch((error: unknown) => ifMissing(error));
    if (handle === null) return null;
    try {
      const { size } = await handle.stat();
      const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafe(Math.min(size, startBytes)), 0, null, 0);
      return { path: file, size, start: buffer.subarray(0, bytesRead) };
    } finally {
      await handle.close();
    }
  }

  /**
   * Keeps a file that streams in, in flat memory, and looks at what it is.
   *
   * @param limitBytes of what is taken
   * @throws DeskError invalid/file-too-large
   */
  async keepStream(stream: Readable, limitBytes: number): Promise<KeptFile> {
    return { ...(await this.writeFile(stream, limitBytes)), data: null };
  }

  /** @throws DeskError missing/blob-missing */
  async get(sha256: string): Promise<Buffer> {
    const chunks: Buffer[] = [];
    for await (const chunk of await this.stream(sha256)) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks);
  }

  /**
   * @param range of the bytes; all of them without one
   * @throws DeskError missing/blob-missing
   */
  async stream(sha256: string, range?: ByteRange): Promise<Readable> {
    if (await this.hasFile(sha256)) return createReadStream(this.fileOf(sha256), range);
    const [row] = await this.sql.query<{ data: Buffer | null }>(`select data from blobs where sha256 = decode($1, 'hex')`, [sha256]);
    if (row?.data) return Readable.from([range ? row.data.subarray(range.start, range.end + 1) : row.data]);
    throw new DeskError('missing', 'blob-missing', `The file ${sha256} is not in the blob folder.`);
  }

  /** Removes files of unfinished writes older than a day; called by maintenance. */
  async sweepUnfinished(now: Date): Promise<void> {
    const folder = this.unfinished;
    for (const name of await readdir(folder).catch(() => [])) {
      const startedAt = Number(name.split('-')[0]);
      if (now.getTime() - startedAt > 86_400_000) await rm(path.join(folder, name), { force: true });
    }
  }

  private async writeFile(stream: Readable, limitBytes: number): Promise<Written> {
    // A stream that breaks before it is read from must not end the process; reading it throws its error.
    stream.on('error', () => {});
    const tmp = await this.tmpFile();
    try {
      const written = await copyTo(tmp.handle, stream, limitBytes);
      await tmp.handle.sync();
      await tmp.handle.close();
      await this.moveInPlace(tmp.file, written.sha256);
      return written;
    } catch (error) {
      await tmp.handle.close().catch(() => {});
      await rm(tmp.file, { force: true });
      throw diskError(error);
    }
  }

  private async tmpFile(): Promise<{ file: string; handle: FileHandle }> {
    const folder = this.unfinished;
    await mkdir(folder, { recursive: true });
    const file = path.join(folder, `${Date.now()}-${randomUUID()}`);
    return { file, handle: await open(file, 'wx', 0o640) };
  }

  private async moveInPlace(tmp: string, sha256: string): Promise<void> {
    const file = this.fileOf(sha256);
    const folder = path.dirname(file);
    await mkdir(folder, { recursive: true });
    await rename(tmp, file);
    await synced(folder);
  }

  private async hasFile(sha256: string): Promise<boolean> {
    return access(this.fileOf(sha256)).then(
      () => true,
      () => false,
    );
  }

  private fileOf(sha256: string): string {
    return path.join(this.dir, sha256.slice(0, 2), sha256);
  }
}

/** Writes the rows of kept bytes; those that exist stay. */
export async function insertBlobs(sql: Sql, kept: readonly Kept[]): Promise<void> {
  if (kept.length === 0) return;
  const unique = [...new Map(kept.map((blob) => [blob.sha256, blob])).values()].sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1));
  const packed = packBytes(unique.map((blob) => blob.data));
  await sql.query(
    `insert into blobs (sha256, size, data)
     select decode(b.sha256, 'hex'), b.size, substring($4::bytea from b.start for b.size::int)
     from unnest($1::text[], $2::bigint[], $3::int[]) as b(sha256, size, start)
     on conflict (sha256) do nothing`,
    [unique.map((blob) => blob.sha256), unique.map((blob) => blob.size), packed.starts, packed.bytes],
  );
}

function ifMissing(thrown: unknown): null {
  const error = asError(thrown);
  if ('code' in error && error.code === 'ENOENT') return null;
  throw error;
}

/** Makes what was written into a file, or the names of a folder, durable. */
async function synced(file: string): Promise<void> {
  const handle = await open(file, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

type Written = { readonly sha256: string; readonly size: number; readonly sniffed: Sniffed };

async function copyTo(handle: FileHandle, stream: Readable, limitBytes: number): Promise<Written> {
  const hash: Hash = createHash('sha256');
  const start: Buffer[] = [];
  let size = 0;
  let macros = false;
  for await (const chunk of stream) {
    const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk as Uint8Array);
    size += bytes.length;
    if (size > limitBytes) {
      throw fileTooLarge(limitBytes);
    }
    if (size - bytes.length < SNIFFED_BYTES) start.push(bytes.subarray(0, SNIFFED_BYTES));
    macros ||= bringsMacros(bytes);
    hash.update(bytes);
    await handle.write(bytes);
  }
  return { sha256: hash.digest('hex'), size, sniffed: { type: await sniffType(Buffer.concat(start)), macros } };
}

/** A full or failing disk is waited for: nothing that came in is acknowledged meanwhile. */
function diskError(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code !== 'ENOSPC' && code !== 'EDQUOT' && code !== 'EROFS' && code !== 'EIO') return error;
  return new DeskError('unavailable', 'disk-full', `The blob folder cannot be written (${code}): free some space.`, { cause: error });
}

/** @param limitBytes the most that a file may have */
export function fileTooLarge(limitBytes: number): DeskError {
  const params = { limit: limitBytes, megabytes: limitBytes / 1e6 };
  return new DeskError('invalid', 'file-too-large', `The file is larger than ${params.megabytes} MB.`, { params });
}
