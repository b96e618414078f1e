import type { Readable } from 'node:stream';
import { type Agent, ROUTES } from '@app/contracts';
import {
  audit,
  Blobs,
  fileTooLarge,
  type Kept,
  PICTURE_LIMIT_BYTES,
  readAgent,
  setPicture,
  stillPicture,
  Store,
  type Caller,
} from '@app/store';
import { Controller, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { takeOneFile } from '../files/one-file.js';
import { CalledBy } from '../http/called-by.js';
import { Serves } from '../http/serves.js';
import { agentAnswer } from './agent-answer.js';

/** The pictures by which agents are known to each other and to customers: each sets their own. */
@Controller()
export class PicturesController {
  constructor(
    private readonly store: Store,
    private readonly blobs: Blobs,
  ) {}

  @Serves(ROUTES.setPicture)
  async setPicture(@Req() request: FastifyRequest, @CalledBy() caller: Caller): Promise<Agent> {
    const bytes = await takeOneFile(request, ({ file }) => bytesOf(file));
    return this.change(await this.blobs.keep(await stillPicture(bytes)), caller);
  }

  @Serves(ROUTES.removePicture)
  removePicture(@CalledBy() caller: Caller): Promise<Agent> {
    return this.change(null, caller);
  }

  private change(picture: Kept | null, { agentId }: Caller): Promise<Agent> {
    return this.store.transaction(async (tx) => {
      await setPicture(tx, agentId, picture);
      await audit(tx, { actor: agentId, action: 'agent.picture', subject: agentId, after: { picture: picture?.sha256 ?? null } });
      return agentAnswer(await readAgent(tx, agentId));
    });
  }
}

/** @throws DeskError invalid/file-too-large */
async function bytesOf(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    chunks.push(chunk as Buffer);
    size += (chunk as Buffer).length;
    if (size > PICTURE_LIMIT_BYTES) throw fileTooLarge(PICTURE_LIMIT_BYTES);
  }
  return Buffer.concat(chunks);
}
