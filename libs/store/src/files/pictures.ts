import { DeskError } from '@app/domain';
import type { StoredFile } from './attachments.js';
import type { Blobs } from './blobs.js';
import { SNIFFED_BYTES, sniffType } from './sniff.js';

/**
 * A picture of ours that is no attachment: it was kept with `Blobs.put`.
 *
 * @throws DeskError missing/file-missing
 */
export async function readPicture(blobs: Blobs, sha256: string): Promise<StoredFile> {
  const found = await blobs.find(sha256, SNIFFED_BYTES);
  if (!found) throw new DeskError('missing', 'file-missing', 'There is no such file.');
  const sniffedType = await sniffType(found.start);
  return { sha256, size: found.size, filename: 'picture', contentType: sniffedType ?? 'application/octet-stream', sniffedType };
}
