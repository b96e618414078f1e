import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** A raw mail: its bytes, or a file of them, which only the worker reads, so that this process never holds it (`fail:P18`). */
export type RawMail = Buffer | MailInFile;

export type MailInFile = {
  readonly file: FileOfBytes;
  /** Its first bytes: all of its header that is looked at (`BEGINNING_BYTES`), or the whole mail. */
  readonly beginning: Buffer;
};

export type FileOfBytes = {
  readonly path: string;
  readonly size: number;
  /** What it must hold, hex. */
  readonly sha256: string;
};

/** More than the longest header that is looked at, so that one which goes on is seen to be cut. */
export const BEGINNING_BYTES = 257 * 1024;

export function sizeOf(raw: RawMail): number {
  return Buffer.isBuffer(raw) ? raw.length : raw.file.size;
}

/** Enough of it to read its header. */
export function beginningOf(raw: RawMail): Buffer {
  return Buffer.isBuffer(raw) ? raw : raw.beginning;
}

/** @throws Error with the code `blob-missing`, `blob-altered`, or the system's */
export function readWhole({ path, sha256 }: FileOfBytes): Buffer {
  const bytes = readFound(path);
  if (createHash('sha256').update(bytes).digest('hex') === sha256) return bytes;
  throw Object.assign(new Error(`The file ${path} holds other bytes than its name says.`), { code: 'blob-altered' });
}

/** Frees memory at once that nobody looks at any more: the next large mail does not wait for the garbage collector. */
export function giveBack({ buffer }: Buffer): void {
  if (buffer instanceof ArrayBuffer && buffer.byteLength > POOLED) buffer.transfer(0);
}

/** Small buffers may share their memory with others. */
const POOLED = 64 * 1024;

function readFound(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    throw Object.assign(new Error(`The file ${file} is gone.`, { cause: error }), { code: 'blob-missing' });
  }
}
