import { ROUTES, type Upload } from '@app/contracts';
import { addUpload, Blobs, Store, type Caller } from '@app/store';
import { Controller, Req } from '@nestjs/common';
import type { MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { CalledBy } from '../http/called-by.js';
import { Serves } from '../http/serves.js';
import { takeOneFile } from './one-file.js';

/** Most mailboxes refuse mails above 25 MB; encoded, a file grows by a third. */
export const UPLOAD_LIMIT_BYTES = 25_000_000;

@Controller()
export class AttachmentsController {
  constructor(
    private readonly store: Store,
    private readonly blobs: Blobs,
  ) {}

  @Serves(ROUTES.uploadAttachment)
  async upload(@Req() request: FastifyRequest, @CalledBy() caller: Caller): Promise<Upload> {
    const { blob, ...upload } = await takeOneFile(request, async (part) => {
      const blob = await this.blobs.keepStream(part.file, UPLOAD_LIMIT_BYTES);
      return { filename: nameOf(part), contentType: part.mimetype.slice(0, 200), size: blob.size, blob };
    });
    const id = await this.store.transaction((tx) => addUpload(tx, { ...upload, blob, uploadedBy: caller.agentId }));
    return { id, ...upload };
  }
}

/** Browsers send the name alone; whatever else comes is cut to it. */
function nameOf({ filename }: MultipartFile): string {
  return filename?.split(/[/\\]/).at(-1)?.replaceAll('\0', '').slice(0, 255) || 'file';
}
