import { Readable } from 'node:stream';
import { Blobs, playedAs, shownAs, type StoredFile } from '@app/store';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { byteRange } from './byte-range.js';
import { contentDisposition } from './content-disposition.js';

const CACHE = { never: 'private, no-store', 'for-ever': 'public, max-age=31536000, immutable' } as const;

/**
 * Streams a stored file, or the part of it that is asked for: in place only as a picture that its bytes prove it to be, anything else as
 * a download, so that no browser runs what a customer sent (`threat:B7`). Sound and films are named, so that media elements play them.
 *
 * @param cache `for-ever`: for what everybody may see who has its address, and whose bytes the address names
 */
export async function sendFile(
  request: FastifyRequest,
  reply: FastifyReply,
  file: StoredFile,
  blobs: Blobs,
  cache: 'never' | 'for-ever' = 'never',
): Promise<void> {
  const picture = shownAs(file.sniffedType);
  // Its name is its hash: the same bytes for ever.
  const tag = `"${file.sha256}"`;
  const ifRange = request.headers['if-range'];
  const range = ifRange === undefined || ifRange === tag ? byteRange(request.headers.range, file.size) : null;
  reply
    .header('content-security-policy', "default-src 'none'; sandbox; frame-ancestors 'none'")
    .header('x-content-type-options', 'nosniff')
    // The console is on another site; the signature is what lets one in.
    .header('cross-origin-resource-policy', 'cross-origin')
    .header('cache-control', CACHE[cache])
    .header('accept-ranges', 'bytes')
    .header('etag', tag)
    .header('content-type', picture ?? playedAs(file.sniffedType) ?? 'application/octet-stream')
    .header('content-disposition', contentDisposition(picture === null ? 'attachment' : 'inline', file.filename));
  if (range === 'unsatisfiable') {
    await reply.code(416).header('content-range', `bytes */${file.size}`).header('content-length', '0').send();
    return;
  }
  if (range) reply.code(206).header('content-range', `bytes ${range.start}-${range.end}/${file.size}`);
  reply.header('content-length', String(range ? range.end - range.start + 1 : file.size));
  // Of a HEAD request nothing is read from the disk; an empty stream, since Fastify would count the bytes of anything else.
  await reply.send(request.method === 'HEAD' ? Readable.from([]) : await blobs.stream(file.sha256, range ?? undefined));
}
