import { Blobs, readOriginal, readStoredFile, Store } from '@app/store';
import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { PathId } from '../http/path-params.js';
import { FileLinks } from './file-links.js';
import { sendFile } from './send-file.js';

const Signed = z.strictObject({ expires: z.coerce.number().int().positive(), signature: z.string().max(200) });
type Signed = z.infer<typeof Signed>;

/** Serves files of messages, and mails as they came, to whoever has a signed link. */
@Controller('files')
export class FilesController {
  constructor(
    private readonly store: Store,
    private readonly blobs: Blobs,
    private readonly links: FileLinks,
  ) {}

  @Get(':id')
  async file(
    @Param('id', { schema: PathId }) id: string,
    @Query({ schema: Signed }) proof: Signed,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    this.links.check({ file: id }, proof);
    await sendFile(request, reply, await readStoredFile(this.store, id), this.blobs);
  }

  @Get('original/:id')
  async original(
    @Param('id', { schema: PathId }) id: string,
    @Query({ schema: Signed }) proof: Signed,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    this.links.check({ original: id }, proof);
    await sendFile(request, reply, await readOriginal(this.store, id), this.blobs);
  }
}
