import type { FileKind, FileStore, NewFile, StoredFile } from './file-store.js';
import { defined, isJson, type Json, type WireMessage } from './wire.js';

const KINDS: readonly FileKind[] = ['live_photo', 'photo', 'animation', 'document', 'video', 'audio', 'voice', 'sticker', 'video_note'];

/** Kinds whose files have no name. */
const UNNAMED: readonly FileKind[] = ['voice', 'video_note', 'sticker', 'live_photo'];

/** What a message of each kind says beside the file itself; a test's own values replace them. */
const DETAILS: Record<Exclude<FileKind, 'photo'>, Json> = {
  document: {},
  video: { width: 640, height: 360, duration: 3 },
  audio: { duration: 3 },
  voice: { duration: 3 },
  animation: { width: 320, height: 240, duration: 2 },
  sticker: { type: 'regular', width: 512, height: 512, is_animated: false, is_video: false, emoji: '👍' },
  video_note: { length: 240, duration: 3 },
  live_photo: { width: 640, height: 480, duration: 2 },
};

/**
 * The fields of a message with a file: `photo` with its sizes, `document`, `video`, ...
 *
 * https://core.telegram.org/bots/api#message. "For backward compatibility, when this field [animation] is set, the document field will
 * also be set", and so is `photo` with `live_photo`.
 */
export function mediaFields(store: FileStore, kind: FileKind, file: NewFile | StoredFile, details: Json = {}): Json {
  if (kind === 'photo') return { photo: 'fileId' in file ? store.photoAgain(file) : store.addPhoto(file) };
  const stored = 'fileId' in file ? file : store.add(kind, file);
  const fields = {
    file_id: stored.fileId,
    file_unique_id: stored.fileUniqueId,
    file_size: stored.size,
    ...(!UNNAMED.includes(kind) && defined({ file_name: stored.filename })),
    ...(kind !== 'video_note' && kind !== 'sticker' && defined({ mime_type: stored.mimeType })),
    ...DETAILS[kind],
    ...details,
  };
  if (kind === 'live_photo') {
    const photo = store.addPhoto({ bytes: 'still' in file && file.still ? file.still : Buffer.from('a still') });
    return { live_photo: { ...fields, photo }, photo };
  }
  return kind === 'animation' ? { animation: fields, document: fields } : { [kind]: fields };
}

/** The file of a message; of a photo the original. */
export function fileOf(store: FileStore, message: WireMessage): StoredFile | null {
  const kind = KINDS.find((one) => message[one] !== undefined);
  if (kind === undefined) return null;
  const value = kind === 'photo' ? message.photo?.at(-1) : message[kind];
  return isJson(value) && typeof value['file_id'] === 'string' ? (store.find(value['file_id']) ?? null) : null;
}

const TYPES: Readonly<Record<string, string>> = {
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  gif: 'image/gif',
  webp: 'image/webp',
  pdf: 'application/pdf',
  txt: 'text/plain',
  csv: 'text/csv',
  html: 'text/html',
  json: 'application/json',
  zip: 'application/zip',
  mp3: 'audio/mpeg',
  ogg: 'audio/ogg',
  oga: 'audio/ogg',
  mp4: 'video/mp4',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** Telegram tells the type by the name's extension. */
export function typeByName(filename: string): string {
  return TYPES[filename.split('.').at(-1)?.toLowerCase() ?? ''] ?? 'application/octet-stream';
}
