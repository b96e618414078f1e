import { createHash, randomUUID, type Hash } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat, utimes, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { packBytes } from '@app/bus';
import { asError, DeskError } from '@app/domain';
import type { Sql } from '../database/sql.js';
import { SetAside } from './set-aside.js';
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
  /** The way out for files that nobody uses. */
  readonly aside: SetAside;

  constructor(
    /** The folder of large blobs, a shared volume in the many-process size. */
    private readonly dir: string,
    private readonly sql: Sql,
  ) {
    this.aside = new SetAside(path.join(dir, 'aside'), (sha256) => this.fileOf(sha256));
  }

  /** Keeps bytes that are in memory. Keeping the same bytes again costs nothing. */
  async keep(bytes: Buffer): Promise<Kept> {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    if (bytes.length <= BLOB_IN_ROW) return { sha256, size: bytes.length, data: bytes };
    if (!(await this.renewed(sha256))) await this.writeFile(Readable.from([bytes]), bytes.length);
    return { sha256, size: bytes.length, data: null };
  }

  /** Keeps a file that is in memory, and looks at what it is. */
  async keepFile(bytes: Buffer): Promise<KeptFile> {
    return { ...(await this.keep(bytes)), sniffed: await sniff(bytes) };
  }

  /** Keeps bytes as a file whatever their size; for what travels by reference (claim check). */
  async put(bytes: Buffer): Promise<{ sha256: string; size: number }> {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    if (!(await this.renewed(sha256))) await this.writeFile(Readable.from([bytes]), bytes.length);
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
      if (await this.renewed(sha256)) await rm(file, { force: true });
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
    const handle = await this.opened(sha256);
    if (handle === null) return null;
    try {
      const { size } = await handle.stat();
      const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafe(Math.min(size, startBytes)), 0, null, 0);
      return { path: this.fileOf(sha256), size, start: buffer.subarray(0, bytesRead) };
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
    const handle = await this.opened(sha256);
    if (handle !== null) return handle.createReadStream(range);
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

  /** Files of one of the 256 folders that nobody has kept since then, by their hashes. */
  async filesBefore(folder: string, time: Date): Promise<string[]> {
    const old: string[] = [];
    for (const name of await readdir(path.join(this.dir, folder)).catch(() => [])) {
      const mtime = await stat(this.fileOf(name)).then(
        (file) => file.mtime,
        () => null,
      );
      if (SHA256.test(name) && mtime !== null && mtime < time) old.push(name);
    }
    return old;
  }

  /** @returns whether it is there; then it counts as kept just now, and stays. Not so where it is somebody else's: then it is written anew. */
  private async renewed(sha256: string): Promise<boolean> {
    const now = new Date();
    return utimes(this.fileOf(sha256), now, now).then(
      () => true,
      () => false,
    );
  }

  /** Wherever it is: one that is about to be removed may be wanted again just now. Null: it has no file. */
  private async opened(sha256: string): Promise<FileHandle | null> {
    const places = [this.fileOf(sha256), this.aside.fileOf(sha256), this.fileOf(sha256)];
    for (const file of places) {
      const handle = await open(file, 'r').catch((error: unknown) => ifMissing(error));
      if (handle !== null) return handle;
    }
    return null;
  }

  private fileOf(sha256: string): string {
    return path.join(this.dir, sha256.slice(0, 2), sha256);
  }
}

const SHA256 = /^[0-9a-f]{64}$/;

/** Writes the rows of kept bytes; those that exist stay, until this transaction ends at least. */
export async function insertBlobs(sql: Sql, kept: readonly Kept[]): Promise<void> {
  if (kept.length === 0) return;
  const unique = [...new Map(kept.map((blob) => [blob.sha256, blob])).values()].sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1));
  const packed = packBytes(unique.map((blob) => blob.data));
  const columns = [unique.map((blob) => blob.sha256), unique.map((blob) => blob.size), packed.starts, packed.bytes];
  // One that was there, and is taken out as unused at this very moment, is written anew.
  for (let there = 0; there < unique.length; ) {
    const [row] = await sql.query<{ there: number }>(
      `with wanted as (select decode(b.sha256, 'hex') as sha256, b.size, substring($4::bytea from b.start for b.size::int) as data
         from unnest($1::text[], $2::bigint[], $3::int[]) as b(sha256, size, start)),
       written as (insert into blobs (sha256, size, data) select sha256, size, data from wanted on conflict (sha256) do nothing returning 1),
       held as (select from blobs b where b.sha256 in (select sha256 from wanted) order by b.sha256 for key share of b)
       select ((select count(*) from written) + (select count(*) from held))::int as there`,
      columns,
    );
    there = row?.there ?? unique.length;
  }
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
