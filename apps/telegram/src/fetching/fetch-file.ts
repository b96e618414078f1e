import { DeskError } from '@app/domain';
import type { Blobs, KeptFile } from '@app/store';
import { type BotApi, getFile } from '@app/telegram';
import { Readable } from 'node:stream';
import { FileTrouble } from './file-trouble.js';
import { openLocalFile } from './local-file.js';
import { Progress } from './progress.js';

/** Where a bot's files are, and how large they may be. */
export type FilePlace = {
  readonly api: BotApi;
  readonly blobs: Blobs;
  /** Of a local server beside us (`--local`); null: files are downloaded. */
  readonly localFolder: string | null;
  /** How long no byte may come, ms. */
  readonly stallMs: number;
};

const MB = 1024 * 1024;

/** What a bot may download, and what a local server takes in, in the MB of its documentation. @see https://core.telegram.org/bots/api#getfile */
const DOWNLOADED_MB = 20;
/** @see https://core.telegram.org/bots/api#using-a-local-bot-api-server */
const LOCAL_MB = 2_000;

/** A file takes as long as it takes, while bytes come; of a connection that is forgotten this is the end, ms. */
const LONGEST_MS = 12 * 3_600_000;

export function limitMegabytes({ localFolder }: Pick<FilePlace, 'localFolder'>): number {
  return localFolder === null ? DOWNLOADED_MB : LOCAL_MB;
}

/**
 * Brings one file into the blob store, in flat memory.
 *
 * Nothing of it leads elsewhere (threat:F2): its path is a path below the Bot API's own root, or a file inside the local server's folder; no
 * redirect is followed.
 *
 * @throws FileTrouble, DeskError of the blob store, and what the Bot API's client throws
 */
export async function fetchFile(place: FilePlace, fileId: string, signal: AbortSignal): Promise<KeptFile> {
  const limit = limitMegabytes(place) * MB;
  const { path, size } = await getFile(place.api, fileId, { signal });
  if (size !== null && size > limit) throw FileTrouble.tooLarge(limitMegabytes(place));
  if (path.startsWith('/') || /^[a-z]:[\\/]/i.test(path)) return await keepLocal(place, path, size);
  if (!isBelowRoot(path)) throw FileTrouble.elsewhere('now');
  const kept = await download(place, path, { most: size ?? limit, signal });
  if (size !== null && kept.size !== size) throw FileTrouble.wrongSize();
  return kept;
}

async function keepLocal({ blobs, localFolder }: FilePlace, path: string, size: number | null): Promise<KeptFile> {
  if (localFolder === null) throw FileTrouble.noLocalFolder();
  const file = await openLocalFile(localFolder, path, LOCAL_MB * MB);
  const kept = await blobs.keepStream(file, LOCAL_MB * MB);
  if (size !== null && kept.size !== size) throw FileTrouble.wrongSize();
  return kept;
}

/** `documents/file_7.pdf`: no address, no way up, nothing that means something else once it stands in an address. */
function isBelowRoot(path: string): boolean {
  const parts = path.split('/');
  return parts.every((part) => /^[^\\?#%:\p{Cc}]+$/u.test(part) && part !== '.' && part !== '..');
}

async function download(place: FilePlace, path: string, { most, signal }: { most: number; signal: AbortSignal }): Promise<KeptFile> {
  const progress = new Progress(place.stallMs, signal);
  try {
    const answer = await place.api.download(path, { signal: progress.signal, timeoutMs: LONGEST_MS });
    try {
      const status = answer.statusCode ?? 0;
      if (status >= 300 && status < 400) throw FileTrouble.elsewhere('soon');
      if (status !== 200) throw FileTrouble.answered(status);
      return await place.blobs.keepStream(Readable.from(progress.watched(answer)), most);
    } finally {
      // What is left of it is not wanted: its connection would hang otherwise.
      answer.destroy();
    }
  } catch (error) {
    if (progress.isStalled) throw FileTrouble.stalled();
    if (error instanceof DeskError && error.code === 'file-too-large') throw FileTrouble.wrongSize();
    throw error;
  } finally {
    progress.end();
  }
}
