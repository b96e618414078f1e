import { createHash } from 'node:crypto';
import type { Carried } from '@app/contracts';
import { DeskError } from '@app/domain';

/** Up to this many bytes travel inside the event; more travel as a blob (48 kB, `goals.md`). */
export const INLINE_LIMIT_BYTES = 48 * 1024;

/** Keeps bytes durably under their SHA-256. Resolves when they are safe; the same bytes again are no error. */
export type BlobWriter = { put(bytes: Buffer): Promise<{ readonly sha256: string; readonly size: number }> };

/** Gives bytes back by their SHA-256. Throws DeskError missing/blob-missing. */
export type BlobReader = { get(sha256: string): Promise<Buffer> };

/** How bytes travel: the header field and the payload of the event that carries them. */
export type Checked = { readonly carried: Carried; readonly payload: Buffer | null };

/** Decides how bytes travel; large ones are a durable blob when this resolves. */
export async function claimCheck(bytes: Buffer, blobs: BlobWriter): Promise<Checked> {
  if (bytes.length <= INLINE_LIMIT_BYTES) return { carried: { kind: 'inline' }, payload: bytes };
  const { sha256, size } = await blobs.put(bytes);
  return { carried: { kind: 'blob', sha256, size }, payload: null };
}

/** How many bytes an event carries, whichever way. */
export function carriedBytes(event: { readonly data: unknown; readonly payload: Buffer | null }): number {
  if (event.payload !== null) return event.payload.length;
  const { data } = event;
  if (typeof data !== 'object' || data === null || !('carried' in data)) return 0;
  const { carried } = data;
  if (typeof carried !== 'object' || carried === null || !('size' in carried)) return 0;
  return typeof carried.size === 'number' ? carried.size : 0;
}

/**
 * The bytes that an event carries, whichever way they came.
 *
 * @throws DeskError invalid/payload-missing, invalid/blob-altered
 */
export async function collect(
  event: { readonly data: { readonly carried: Carried }; readonly payload: Buffer | null },
  blobs: BlobReader,
): Promise<Buffer> {
  const { carried } = event.data;
  if (carried.kind === 'inline') {
    if (event.payload === null)
      throw new DeskError('invalid', 'payload-missing', 'The event says that its payload is inline and has none.');
    return event.payload;
  }
  const bytes = await blobs.get(carried.sha256);
  if (createHash('sha256').update(bytes).digest('hex') !== carried.sha256) {
    throw new DeskError('invalid', 'blob-altered', `Blob ${carried.sha256} holds other bytes than its name says.`);
  }
  return bytes;
}
