import { DeskError } from '@app/domain';
import { z } from 'zod';
import type { BotApi, CallOptions } from './bot-api.js';

const File = z.object({ file_path: z.string().optional(), file_size: z.int().optional() });

export type RemoteFile = {
  /** Relative to the Bot API's files; of a local server (`--local`) a path on its machine. */
  readonly path: string;
  /** Bytes; null where it is not told. */
  readonly size: number | null;
};

/**
 * Where a file can be had, for at least an hour.
 *
 * @throws DeskError unavailable/telegram-file-unready when Telegram names no path
 * @see https://core.telegram.org/bots/api#getfile
 */
export async function getFile(api: BotApi, fileId: string, options: CallOptions = {}): Promise<RemoteFile> {
  const { file_path: path, file_size: size } = File.parse(await api.call('getFile', { file_id: fileId }, options));
  if (!path) throw new DeskError('unavailable', 'telegram-file-unready', 'Telegram names no path of this file yet.');
  return { path, size: size ?? null };
}
