import { getPicture } from './account.js';
import type { BotApi, CallOptions } from './bot-api.js';
import { getFile } from './files.js';
import { LineError } from './line.js';

/** Telegram keeps profile pictures at 640 x 640. */
const LIMIT_BYTES = 2 * 1024 * 1024;

/** The picture of a bot; null when it has none, or none that can be shown. */
export async function fetchPicture(api: BotApi, options: CallOptions = {}): Promise<Buffer | null> {
  const picture = await getPicture(api, options);
  if (picture === null) return null;
  const { path } = await getFile(api, picture.fileId, options);
  const answer = await api.download(path, options);
  // A local server (`--local`) names a path on its own machine, which it does not serve.
  if (answer.statusCode !== 200) return answer.destroy() && null;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of answer) {
    chunks.push(chunk as Buffer);
    size += (chunk as Buffer).length;
    if (size > LIMIT_BYTES) throw new LineError('unreadable', 'too large', false, new Error('The picture of the bot is too large.'));
  }
  return Buffer.concat(chunks);
}
