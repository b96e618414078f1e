import { ApiError, badRequest } from './api-error.js';
import type { FileKind, FileStore, NewFile, StoredFile } from './file-store.js';
import { typeByName } from './media.js';
import type { Params, Upload } from './params.js';
import { UPLOAD_LIMIT } from './read-params.js';

/** "10 MB max size for photos": https://core.telegram.org/bots/api#sending-files */
const PHOTO_LIMIT = 10 * 1024 * 1024;

const TYPE_NAME: Record<FileKind, string> = {
  photo: 'Photo',
  document: 'Document',
  video: 'Video',
  audio: 'Audio',
  voice: 'VoiceNote',
  animation: 'Animation',
  sticker: 'Sticker',
  video_note: 'VideoNote',
  live_photo: 'LivePhoto',
};

/**
 * The file that a parameter names: an upload under the parameter's name, `attach://<name>` for an upload under another, or a `file_id`.
 *
 * https://core.telegram.org/bots/api#sending-files. A URL is refused: Telegram would fetch it, and what a help desk keeps is behind a
 * login or on a private address, where Telegram gets nothing.
 *
 * @param value what the parameter says; undefined when the upload carries its name
 * @throws ApiError 400, 413
 */
export function inputFile(store: FileStore, params: Params, kind: FileKind, value: string | undefined): NewFile | StoredFile {
  const attached = value?.startsWith('attach://') === true ? value.slice('attach://'.length) : undefined;
  const upload = params.files.get(attached ?? kind);
  if (upload !== undefined && (value === undefined || attached !== undefined)) return uploaded(kind, upload);
  if (value === undefined || attached !== undefined) throw badRequest(`there is no ${kind.replace('_', ' ')} in the request`);
  if (/^https?:\/\//.test(value)) throw badRequest('failed to get HTTP URL content');
  const file = store.find(value);
  if (file === undefined) throw badRequest('wrong file identifier/HTTP URL specified');
  if (file.kind !== kind) throw badRequest(`can't use file of type ${TYPE_NAME[file.kind]} as ${TYPE_NAME[kind]}`);
  return file;
}

function uploaded(kind: FileKind, { bytes, filename, mimeType }: Upload): NewFile {
  if (bytes.length === 0) throw badRequest('file must be non-empty');
  if (bytes.length > UPLOAD_LIMIT) throw new ApiError(413, 'Request Entity Too Large');
  if (kind === 'photo' && bytes.length > PHOTO_LIMIT) {
    throw badRequest(`file of size ${bytes.length} bytes is too big for a photo; the maximum size is ${PHOTO_LIMIT} bytes`);
  }
  const byName = typeByName(filename);
  const type = byName === 'application/octet-stream' ? mimeType : byName;
  return { bytes, filename: filename || undefined, mimeType: type };
}
