import { once } from 'node:events';

import { cut, delay, type Exchange, refuse } from './answer-call.js';
import { ApiError } from './api-error.js';
import type { BotAccount } from './bot-account.js';
import { Params } from './params.js';

/**
 * Answers `/file/bot<token>/<file_path>` with a path that getFile gave. https://core.telegram.org/bots/api#getfile
 *
 * Ordered failures of `download`: cut in the middle, cut before, hang, slow, any answer.
 */
export async function answerDownload(account: BotAccount, path: string, { request, response }: Exchange): Promise<void> {
  const params = new Params();
  const failure = account.failures.take('download', params, 'before-reading') ?? account.failures.take('download', params, 'read');
  if (failure?.kind === 'cut-before' || failure?.kind === 'cut-after') return cut(request);
  if (failure?.kind === 'hang-after') return;
  if (failure?.kind === 'answer') return refuse(response, failure.error);
  if (failure?.kind === 'slow') {
    const hungUp = new AbortController();
    response.on('close', () => hungUp.abort());
    await delay(failure.ms, hungUp.signal);
  }
  const file = account.files.linked(path);
  if (file === undefined) return refuse(response, new ApiError(404, 'Not Found'));
  response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': file.bytes.length });
  if (failure?.kind !== 'cut-midway') {
    response.end(file.bytes);
    return;
  }
  if (!response.write(file.bytes.subarray(0, failure.afterBytes))) await once(response, 'drain');
  // The part that was written must reach the client before the cut, or it would look like an empty answer.
  setImmediate(() => cut(request));
}
