import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';

import { cut, delay, type Exchange, redirect, refuse } from './answer-call.js';
import { ApiError } from './api-error.js';
import type { BotAccount } from './bot-account.js';
import type { Failure } from './failures.js';
import { Params } from './params.js';

/**
 * Answers `/file/bot<token>/<file_path>` with a path that getFile gave. https://core.telegram.org/bots/api#getfile
 *
 * Failures are ordered for the method `download`.
 */
export async function answerDownload(account: BotAccount, path: string, { request, response }: Exchange): Promise<void> {
  const params = new Params(new Map([['path', path]]));
  account.downloads.push(path);
  const failure = account.failures.take('download', params, 'before-reading') ?? account.failures.take('download', params, 'read');
  if (failure?.kind === 'cut-before' || failure?.kind === 'cut-after') return cut(request);
  if (failure?.kind === 'hang-after') return;
  if (failure?.kind === 'answer') return refuse(response, failure.error);
  if (failure?.kind === 'redirect') return redirect(response, failure.to);
  const file = account.files.linked(path);
  if (file === undefined) return refuse(response, new ApiError(404, 'Not Found'));
  await give(file.bytes, failure, request, response);
}

async function give(bytes: Buffer, failure: Failure | null, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const hungUp = new AbortController();
  response.on('close', () => hungUp.abort());
  if (failure?.kind === 'slow') await delay(failure.ms, hungUp.signal);
  const type = { 'content-type': 'application/octet-stream' };
  if (failure?.kind === 'instead') {
    response.writeHead(200, type);
    if (failure.bytes === null) return await withoutEnd(response, hungUp.signal);
    response.end(failure.bytes);
    return;
  }
  response.writeHead(200, { ...type, 'content-length': bytes.length });
  if (failure?.kind === 'trickle') return await trickle(response, bytes, failure, hungUp.signal);
  if (failure?.kind !== 'cut-midway' && failure?.kind !== 'stall') {
    response.end(bytes);
    return;
  }
  if (!response.write(bytes.subarray(0, failure.afterBytes))) await once(response, 'drain');
  // The part that was written must reach the client before the cut, or it would look like an empty answer.
  if (failure.kind === 'cut-midway') setImmediate(() => cut(request));
}

async function trickle(
  response: ServerResponse,
  bytes: Buffer,
  pace: { bytes: number; everyMs: number },
  hungUp: AbortSignal,
): Promise<void> {
  for (let at = 0; at < bytes.length && !hungUp.aborted; at += pace.bytes) {
    response.write(bytes.subarray(at, at + pace.bytes));
    await delay(pace.everyMs, hungUp);
  }
  response.end();
}

async function withoutEnd(response: ServerResponse, hungUp: AbortSignal): Promise<void> {
  const piece = Buffer.alloc(64 * 1024, 'x');
  while (!hungUp.aborted) if (!response.write(piece)) await Promise.race([once(response, 'drain'), once(hungUp, 'abort')]);
}
