import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import type { PhotoSize } from 'telegraf/types';

import { badRequest } from './api-error.js';
import { defined } from './wire.js';

/** What a file is sent as. A `file_id` can be sent again only as the same: https://core.telegram.org/bots/api#sending-files */
export type FileKind = 'photo' | 'document' | 'video' | 'audio' | 'voice' | 'animation' | 'sticker' | 'video_note' | 'live_photo';

/** Most bytes a bot may download: 20 MB. https://core.telegram.org/bots/api#getfile */
export const DOWNLOAD_LIMIT = 20 * 1024 * 1024;

/** A file that Telegram holds. */
export interface StoredFile {
  readonly fileId: string;
  readonly fileUniqueId: string;
  readonly kind: FileKind;
  readonly bytes: Buffer;
  /** In bytes; above the length of `bytes` for a file that a test only pretends to be large. */
  readonly size: number;
  readonly filename?: string;
  readonly mimeType?: string;
  readonly width?: number;
  readonly height?: number;
  /** Where it is found below `/file/bot<token>/`. */
  readonly path: string;
}

export interface NewFile {
  readonly bytes: Buffer;
  readonly filename?: string | undefined;
  readonly mimeType?: string | undefined;
  /** Pretended size in bytes (default: that of `bytes`). */
  readonly size?: number | undefined;
  readonly width?: number | undefined;
  readonly height?: number | undefined;
  /** Of a live photo: its picture, beside the film. */
  readonly still?: Buffer;
}

const FOLDER: Record<FileKind, string> = {
  photo: 'photos',
  document: 'documents',
  video: 'videos',
  audio: 'music',
  voice: 'voice',
  animation: 'animations',
  sticker: 'stickers',
  video_note: 'video_notes',
  live_photo: 'videos',
};

const EXTENSION: Record<FileKind, string> = {
  photo: '.jpg',
  document: '',
  video: '.mp4',
  audio: '.mp3',
  voice: '.oga',
  animation: '.mp4',
  sticker: '.webp',
  video_note: '.mp4',
  live_photo: '.mp4',
};

/** The files one bot can reach. Identifiers mean nothing outside of the bot: https://core.telegram.org/bots/api#sending-files */
export class FileStore {
  readonly #byId = new Map<string, StoredFile>();
  /** Paths handed out by getFile, which alone can be downloaded. */
  readonly #linked = new Map<string, StoredFile>();
  /** Paths that a test had answered instead of the right ones. */
  readonly #leads = new Map<string, string>();

  /** @param localFolder where a local Bot API server would keep the files; null for api.telegram.org */
  constructor(private readonly localFolder: string | null) {}

  add(kind: FileKind, file: NewFile): StoredFile {
    const extension = /\.[\w-]{1,16}$/.exec(file.filename ?? '')?.[0] ?? EXTENSION[kind];
    const stored: StoredFile = {
      ...defined({ filename: file.filename, mimeType: file.mimeType, width: file.width, height: file.height }),
      fileId: `AgAC${randomBytes(30).toString('base64url')}`,
      fileUniqueId: `AQAD${randomBytes(9).toString('base64url')}`,
      kind,
      bytes: file.bytes,
      size: file.size ?? file.bytes.length,
      path: `${FOLDER[kind]}/file_${this.#byId.size}${extension}`,
    };
    this.#byId.set(stored.fileId, stored);
    return stored;
  }

  find(fileId: string): StoredFile | undefined {
    return this.#byId.get(fileId);
  }

  /**
   * `getFile`: https://core.telegram.org/bots/api#getfile. "The link will be valid for at least 1 hour."
   *
   * @throws ApiError 400 for an unknown id and for a file above 20 MB
   */
  link(fileId: string | undefined): { file_id: string; file_unique_id: string; file_size: number; file_path: string } {
    if (fileId === undefined) throw badRequest('file_id not specified');
    const file = this.#byId.get(fileId);
    if (file === undefined) throw badRequest('invalid file_id');
    const { fileUniqueId, size } = file;
    const filePath = this.#leads.get(fileId) ?? this.#place(file);
    return { file_id: file.fileId, file_unique_id: fileUniqueId, file_size: size, file_path: filePath };
  }

  lead(fileId: string, filePath: string): void {
    this.#leads.set(fileId, filePath);
  }

  /** A local server hands out the file itself, of any size, by its absolute path; else there is a link. */
  #place(file: StoredFile): string {
    if (this.localFolder !== null) {
      const place = path.join(this.localFolder, file.path);
      mkdirSync(path.dirname(place), { recursive: true });
      writeFileSync(place, file.bytes);
      return place;
    }
    if (file.size > DOWNLOAD_LIMIT) throw badRequest('file is too big');
    this.#linked.set(file.path, file);
    return file.path;
  }

  /** The file behind a path that getFile gave and that has not run out. */
  linked(filePath: string): StoredFile | undefined {
    return this.#linked.get(filePath);
  }

  /** An hour passes: links stop working until getFile is called again. */
  expireLinks(): void {
    this.#linked.clear();
  }

  /**
   * A photo as Telegram keeps it: the original size last, smaller ones before it with bytes of their own.
   *
   * https://core.telegram.org/bots/api#photosize
   */
  addPhoto(photo: NewFile): PhotoSize[] {
    const width = photo.width ?? 1280;
    const height = photo.height ?? 960;
    const small = [0.07, 0.25].map((scale) => ({
      bytes: Buffer.from(`thumbnail ${scale}`),
      width: Math.round(width * scale),
      height: Math.round(height * scale),
    }));
    return [...small, { ...photo, width, height }].map((size) => photoSize(this.add('photo', size)));
  }

  /** All sizes of a photo that is sent again by the id of one of them. */
  photoAgain(file: StoredFile): PhotoSize[] {
    return [photoSize(file)];
  }
}

function photoSize(file: StoredFile): PhotoSize {
  return {
    file_id: file.fileId,
    file_unique_id: file.fileUniqueId,
    file_size: file.size,
    width: file.width ?? 0,
    height: file.height ?? 0,
  };
}
