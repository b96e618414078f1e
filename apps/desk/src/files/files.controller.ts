import { Blobs, readAgentPicture, readOriginal, readPicture, readStoredFile, Store } from '@app/store';
import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { PathId } from '../http/path-params.js';
import { FileLinks } from './file-links.js';
import { sendFile } from './send-file.js';

const Signed = z.strictObject({ expires: z.coerce.number().int().positive(), signature: z.string().max(200) });
type Signed = z.infer<typeof Signed>;
const Sha256 = z.hex().length(64);

/** Serves files of messages, mails as they came and pictures of bots to whoever has a signed link, and pictures of agents. */
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

  /** Of a bot, say. */
  @Get('picture/:sha256')
  async picture(
    @Param('sha256', { schema: Sha256 }) sha256: string,
    @Query({ schema: Signed }) proof: Signed,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    this.links.check({ picture: sha256 }, proof);
    await sendFile(request, reply, await readPicture(this.blobs, sha256), this.blobs);
  }

  /** Visitors and agents see it; its name, the hash of its bytes, is all that one needs to know. */
  @Get('agent/:sha256')
  async agentPicture(
    @Param('sha256', { schema: Sha256 }) sha256: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await sendFile(request, reply, await readAgentPicture(this.store, this.blobs, sha256), this.blobs, 'for-ever');
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
