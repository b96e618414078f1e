import { asError } from '@app/domain';
import { createReadStream } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { FileTrouble } from './file-trouble.js';

/**
 * Opens a file that a local Bot API server (`--local`) wrote beside us.
 *
 * Only inside the folder of the settings, after all links (threat:F2): the server names any path of the machine otherwise.
 *
 * @see https://core.telegram.org/bots/api#using-a-local-bot-api-server
 * @throws FileTrouble
 */
export async function openLocalFile(folder: string, file: string, limitBytes: number): Promise<Readable> {
  const [root, real] = await Promise.all([realpath(folder).catch(unreadable), realpath(file).catch(unreadable)]);
  if (!isInside(root, real)) throw FileTrouble.outsideFolder();
  const found = await stat(real).catch(unreadable);
  if (!found.isFile()) throw FileTrouble.outsideFolder();
  if (found.size > limitBytes) throw FileTrouble.tooLarge(Math.floor(limitBytes / 1024 / 1024));
  return createReadStream(real).on('error', () => {});
}

function isInside(root: string, file: string): boolean {
  const relative = path.relative(root, file);
  return relative !== '' && relative.split(path.sep)[0] !== '..' && !path.isAbsolute(relative);
}

/** Its code alone: the message holds the path, and that the token. */
function unreadable(thrown: unknown): never {
  const error = asError(thrown);
  throw FileTrouble.unreadable('code' in error ? String(error.code) : error.name);
}
