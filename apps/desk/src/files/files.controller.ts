import { Blobs, readStoredFile, Store } from '@app/store';
import { Controller, Get, Header, Param, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { PathId } from '../http/path-params.js';
import { contentDisposition } from './content-disposition.js';
import { FileLinks } from './file-links.js';

const Signed = z.strictObject({ expires: z.coerce.number().int().positive(), signature: z.string().max(200) });

/** Shown in place; anything else is a download of bytes, so that no browser runs what a customer sent. */
const SHOWN = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif']);

/** Serves files of messages to whoever has a signed link. */
@Controller('files')
export class FilesController {
  constructor(
    private readonly store: Store,
    private readonly blobs: Blobs,
    private readonly links: FileLinks,
  ) {}

  @Get(':id')
  @Header('Content-Security-Policy', "default-src 'none'; sandbox; frame-ancestors 'none'")
  @Header('X-Content-Type-Options', 'nosniff')
  // The console is on another site; the signature is what lets one in.
  @Header('Cross-Origin-Resource-Policy', 'cross-origin')
  @Header('Cache-Control', 'private, no-store')
  async file(
    @Param('id', { schema: PathId }) id: string,
    @Query({ schema: Signed }) { expires, signature }: z.infer<typeof Signed>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    this.links.check(id, expires, signature);
    const file = await readStoredFile(this.store, id);
    const bytes = await this.blobs.stream(file.sha256);
    const isShown = SHOWN.has(file.contentType.toLowerCase());
    await reply
      .header('content-type', isShown ? file.contentType.toLowerCase() : 'application/octet-stream')
      .header('content-disposition', contentDisposition(isShown ? 'inline' : 'attachment', file.filename))
      .header('content-length', String(file.size))
      .send(bytes);
  }
}
