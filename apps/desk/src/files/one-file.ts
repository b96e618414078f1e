import { DeskError } from '@app/domain';
import type { MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';

/**
 * Takes the one file of a `multipart/form-data` request.
 *
 * @param take reads its stream to the end, or throws
 * @throws DeskError invalid/file-needed, invalid/one-file-only, invalid/upload-cut-off
 */
export async function takeOneFile<Taken>(request: FastifyRequest, take: (part: MultipartFile) => Promise<Taken>): Promise<Taken> {
  const parts = filesOf(request);
  const part = await fileOf(parts);
  const taken = await take(part).catch((error: unknown) => {
    readToEnd(request);
    if (!request.raw.destroyed || error instanceof DeskError) throw error;
    throw new DeskError('invalid', 'upload-cut-off', 'The upload was cut off.', { cause: error });
  });
  await refuseMore(parts);
  return taken;
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

/** What was refused is read all the same: the next request on this connection comes behind it, and would wait for the time limit of this one. */
function readToEnd({ raw }: FastifyRequest): void {
  raw.unpipe();
  raw.resume();
}
