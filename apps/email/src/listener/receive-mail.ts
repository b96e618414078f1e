import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { PassThrough, type Readable } from 'node:stream';
import { INLINE_LIMIT_BYTES } from '@app/bus';
import type { Carried } from '@app/contracts';
import { DeskError } from '@app/domain';
import type { Blobs } from '@app/store';

/** Bytes of a mail that is taken (`goals.md`), as the client counts them. */
export const LARGEST_MAIL = 64 * 1024 * 1024;
/** For the head in front. */
const ROOM = 256 * 1024;

/** A mail as one inbox gets it. */
export type ReceivedMail = {
  readonly externalId: string;
  readonly carried: Carried;
  readonly payload: Buffer | null;
  /** The bytes that it begins with: the whole header of every mail that is not made to hide it. */
  readonly beginning: Buffer;
};

/**
 * Receives a mail once and keeps it for several inboxes, each with its own head in front.
 *
 * A large one goes to disk as it comes, in flat memory, and is durable there when this resolves. Whatever happens, the stream is not
 * ended: the client may still be sending.
 *
 * @throws DeskError invalid/mail-too-large, unavailable/disk-full; the stream's own error when the client went away
 */
export async function receiveMail(stream: Readable, heads: readonly Buffer[], blobs: Blobs): Promise<ReceivedMail[]> {
  const chunks: AsyncIterator<Buffer> = stream.iterator({ destroyOnReturn: false });
  try {
    return await receive(chunks, heads, blobs);
  } finally {
    // Lets go of the stream, so that the rest of a mail that is refused can be passed over.
    await chunks.return?.();
  }
}

async function receive(chunks: AsyncIterator<Buffer>, heads: readonly Buffer[], blobs: Blobs): Promise<ReceivedMail[]> {
  const room = INLINE_LIMIT_BYTES - Math.max(...heads.map((head) => head.length));
  const beginning = await readUpTo(chunks, room);
  if (beginning.length <= room) return heads.map((head) => carriedInline(Buffer.concat([head, beginning])));
  return await keepAll(
    chunks,
    heads.map((head) => Buffer.concat([head, beginning])),
    LARGEST_MAIL - beginning.length,
    blobs,
  );
}

async function readUpTo(chunks: AsyncIterator<Buffer>, bytes: number): Promise<Buffer> {
  const read: Buffer[] = [];
  for (let size = 0; size <= bytes; ) {
    const next = await chunks.next();
    if (next.done) break;
    read.push(next.value);
    size += next.value.length;
  }
  return Buffer.concat(read);
}

function carriedInline(raw: Buffer): ReceivedMail {
  const externalId = createHash('sha256').update(raw).digest('hex');
  return { externalId, carried: { kind: 'inline' }, payload: raw, beginning: raw };
}

async function keepAll(chunks: AsyncIterator<Buffer>, beginnings: readonly Buffer[], limit: number, blobs: Blobs): Promise<ReceivedMail[]> {
  const writers = beginnings.map(() => new PassThrough());
  const kept = writers.map((writer) => blobs.keepStream(writer, LARGEST_MAIL + ROOM));
  // Each is looked at below; one that fails must not end the process meanwhile.
  for (const one of kept) one.catch(() => {});
  const failed = Promise.all(kept).then(() => {});
  failed.catch(() => {});
  try {
    for (const [at, writer] of writers.entries()) await write(writer, beginnings[at] ?? Buffer.alloc(0), failed);
    let left = limit;
    for (let next = await chunks.next(); !next.done; next = await chunks.next()) {
      left -= next.value.length;
      if (left < 0) throw new DeskError('invalid', 'mail-too-large', `The mail is larger than ${LARGEST_MAIL} bytes.`);
      for (const writer of writers) await write(writer, next.value, failed);
    }
    for (const writer of writers) writer.end();
  } catch (error) {
    for (const writer of writers) writer.destroy(error instanceof Error ? error : new Error(String(error)));
    await Promise.allSettled(kept);
    throw error;
  }
  const blobsKept = await Promise.all(kept);
  return blobsKept.map(({ sha256, size }, at) => ({
    externalId: sha256,
    carried: { kind: 'blob', sha256, size },
    payload: null,
    beginning: beginnings[at] ?? Buffer.alloc(0),
  }));
}

/** Waits until the writer can take more, or a writer gave up. */
async function write(writer: PassThrough, bytes: Buffer, failed: Promise<void>): Promise<void> {
  if (writer.destroyed) await failed;
  if (!writer.write(bytes)) await Promise.race([once(writer, 'drain'), failed]);
}
