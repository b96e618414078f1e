import { ROUTES, type Upload } from '@app/contracts';
import { DeskError } from '@app/domain';
import { addUpload, Blobs, Store, type Caller } from '@app/store';
import { Controller, Req } from '@nestjs/common';
import type { MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { CalledBy } from '../http/called-by.js';
import { Serves } from '../http/serves.js';

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
    const parts = filesOf(request);
    const part = await fileOf(parts);
    const blob = await this.blobs.keepStream(part.file, UPLOAD_LIMIT_BYTES).catch((error: unknown) => {
      if (!request.raw.destroyed || error instanceof DeskError) throw error;
      throw new DeskError('invalid', 'upload-cut-off', 'The upload was cut off.', { cause: error });
    });
    await refuseMore(parts);
    const upload = { filename: nameOf(part), contentType: part.mimetype.slice(0, 200), size: blob.size };
    const id = await this.store.transaction((tx) => addUpload(tx, { ...upload, blob, uploadedBy: caller.agentId }));
    return { id, ...upload };
  }
}

type Files = AsyncIterableIterator<MultipartFile>;

function filesOf(request: FastifyRequest): Files {
  if (!request.isMultipart()) throw new DeskError('invalid', 'file-needed', 'Send one file as multipart/form-data.');
  return request.files();
}

async function fileOf(files: Files): Promise<MultipartFile> {
  const { value: part } = await files.next();
  if (!part) throw new DeskError('invalid', 'file-needed', 'Send one file as multipart/form-data.');
  return part;
}

async function refuseMore(files: Files): Promise<void> {
  const { value: second } = await files.next();
  if (!second) return;
  // Read to its end, or the answer waits for it.
  second.file.resume();
  throw new DeskError('invalid', 'one-file-only', 'Send one file at a time: this call has two.');
}

/** Browsers send the name alone; whatever else comes is cut to it. */
function nameOf({ filename }: MultipartFile): string {
  return filename?.split(/[/\\]/).at(-1)?.replaceAll('\0', '').slice(0, 255) || 'file';
}
