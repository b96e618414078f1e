import type { IncomingMessage, ServerResponse } from 'node:http';

import { ApiError } from './api-error.js';
import type { BotAccount, CallRecord } from './bot-account.js';
import type { Failure } from './failures.js';
import { methodNamed } from './methods.js';
import { Params } from './params.js';
import { readParams } from './read-params.js';

/** One HTTP request to a bot's methods or files. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly query: URLSearchParams;
}

/**
 * Answers `/bot<token>/METHOD`: reads, performs and replies, with the failures that a test ordered at their moment.
 *
 * https://core.telegram.org/bots/api#making-requests
 *
 * @param method in lower case
 */
export async function answerCall(account: BotAccount, method: string, exchange: Exchange): Promise<void> {
  const { request, response, query } = exchange;
  if (account.failures.take(method, new Params(new Map(query)), 'before-reading') !== null) return cut(request);
  let params: Params;
  try {
    params = await readParams(request, query);
  } catch (error) {
    if (request.destroyed && !request.complete) return;
    return refuse(response, error);
  }
  const call: CallRecord = { method, params, at: account.now(), status: null };
  account.calls.push(call);
  await perform(account, call, exchange, account.failures.take(method, params, 'read'));
}

async function perform(account: BotAccount, call: CallRecord, { request, response }: Exchange, failure: Failure | null): Promise<void> {
  const hungUp = new AbortController();
  response.on('close', () => hungUp.abort());
  try {
    if (failure?.kind === 'answer') return ordered(account, call, response, failure);
    if (failure?.kind === 'redirect') return redirect(response, failure.to);
    const method = methodNamed(call.method);
    if (method === undefined) throw new ApiError(404, 'Not Found: method not found');
    const result = await method(account, call.params, hungUp.signal);
    if (failure?.kind === 'cut-after') return cut(request);
    if (failure?.kind === 'hang-after') return;
    if (failure?.kind === 'slow') await delay(failure.ms, hungUp.signal);
    call.status = 200;
    reply(response, 200, { ok: true, result });
  } catch (error) {
    if (failure?.kind === 'cut-after') return cut(request);
    call.status = error instanceof ApiError ? error.code : 500;
    refuse(response, error);
  }
}

function ordered(account: BotAccount, call: CallRecord, response: ServerResponse, { error, html }: Failure & { kind: 'answer' }): void {
  call.status = error.code;
  const retryAfter = error.parameters?.retry_after;
  const chatId = call.params.integer('chat_id');
  if (retryAfter !== undefined && chatId !== undefined) account.limits.close(chatId, retryAfter);
  if (html === undefined) return refuse(response, error);
  response.writeHead(error.code, { 'content-type': 'text/html' }).end(html);
}

/** An error that is none of Telegram's is a fault of the fake, and says so. */
export function refuse(response: ServerResponse, error: unknown): void {
  if (!(error instanceof ApiError)) {
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return reply(response, 500, { ok: false, error_code: 500, description: `the fake Bot API failed: ${reason}` });
  }
  const { code, description, parameters } = error;
  if (parameters?.retry_after !== undefined) response.setHeader('retry-after', parameters.retry_after);
  reply(response, code, { ok: false, error_code: code, description, ...(parameters !== undefined && { parameters }) });
}

function reply(response: ServerResponse, status: number, body: unknown): void {
  const json = Buffer.from(JSON.stringify(body));
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': json.length }).end(json);
}

export function redirect(response: ServerResponse, to: string): void {
  response.writeHead(302, { location: to }).end();
}

export function cut(request: IncomingMessage): void {
  request.socket.destroy();
}

/** Waits, or until the client has gone. */
export function delay(ms: number, hungUp: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    hungUp.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
