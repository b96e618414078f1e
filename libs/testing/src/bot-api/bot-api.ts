import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

import { answerCall, refuse } from './answer-call.js';
import { answerDownload } from './answer-download.js';
import { ApiError, unauthorized } from './api-error.js';
import { Bot, newToken } from './bot.js';
import { type AccountOptions, BotAccount } from './bot-account.js';
import { methodNamed } from './methods.js';
import { Params } from './params.js';
import { DEFAULT_LIMITS, type LimitOptions } from './rate-limits.js';
import type { WebhookOptions } from './webhook.js';
import type { Json } from './wire.js';

export interface BotApiOptions {
  /** Default: a free one. */
  readonly port?: number;
  /** Bots that exist from the start; more come with `api.bot(token)`. */
  readonly tokens?: readonly string[];
  /** Default: 30 a second for a bot, 1 a second for a chat, 20 a minute for a group, enforced. */
  readonly limits?: Partial<LimitOptions>;
  readonly webhook?: Partial<WebhookOptions>;
  /**
   * Be a local Bot API server, which keeps files in this folder: no limit for downloads, and `file_path` is a path on this machine.
   * https://core.telegram.org/bots/api#using-a-local-bot-api-server
   */
  readonly localFolder?: string;
  /** A second 409 within this time is held back so long, in ms (default 3,000, as the open server). */
  readonly conflictPauseMs?: number;
  /** Unix time in ms, for dates and limits (default: the system's). */
  readonly now?: () => number;
}

/** Starts a fake Telegram Bot API on 127.0.0.1. */
export async function startBotApi(options: BotApiOptions = {}): Promise<BotApi> {
  const api = new BotApi(options);
  await api.restart();
  return api;
}

/**
 * A fake of the Telegram Bot API that keeps to its documentation, for tests with real HTTP: https://core.telegram.org/bots/api
 *
 * The product talks to `url` as its `apiRoot`; the test plays Telegram and the customers through `bot(token)`. What it does not model it
 * refuses with 501, which Telegram never sends.
 */
export class BotApi implements AsyncDisposable {
  readonly #accounts: { readonly account: BotAccount; readonly bot: Bot }[] = [];
  readonly #options: AccountOptions;
  #server: Server | null = null;
  #port: number;
  #lastBotId = 5_000_000;

  constructor(options: BotApiOptions) {
    this.#port = options.port ?? 0;
    this.#options = {
      limits: { ...DEFAULT_LIMITS, ...options.limits },
      webhook: { allowHttp: true, retryMs: 1000, timeoutMs: 60_000, ...options.webhook },
      conflictPauseMs: options.conflictPauseMs ?? 3000,
      now: options.now ?? Date.now,
      localFolder: options.localFolder ?? null,
    };
    for (const token of options.tokens ?? []) this.bot(token);
  }

  get port(): number {
    return this.#port;
  }

  /** What clients take as their API root, without a slash at the end. */
  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** The bot with this token, made when there is none; without a token a new bot. */
  bot(token = newToken(++this.#lastBotId)): Bot {
    if (!/^\d+:[\w-]+$/.test(token)) throw new Error(`no bot token: ${token}; expected digits, a colon, letters`);
    const known = this.#accounts.find((one) => one.account.me.id === Number(token.split(':')[0]));
    if (known !== undefined && known.account.token !== token) throw new Error(`bot ${known.bot.id} has another token by now`);
    if (known !== undefined) return known.bot;
    const account = new BotAccount(token, this.#options);
    account.webhook.onReply = (method, params) => void performReply(account, method, params);
    const bot = new Bot(account);
    this.#accounts.push({ account, bot });
    return bot;
  }

  /** Ends the server at once, its connections with it; what Telegram knows is kept. */
  async kill(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    for (const { account } of this.#accounts) account.webhook.pause();
    if (server === null) return;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeAllConnections();
    await closed;
  }

  /** Listens again, on the same port. */
  async restart(): Promise<void> {
    await this.kill();
    const server = createServer((request, response) => void this.#answer(request, response));
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.#port, '127.0.0.1', resolve);
    });
    const address = server.address();
    if (typeof address === 'object' && address !== null) this.#port = address.port;
    this.#server = server;
    for (const { account } of this.#accounts) account.webhook.resume();
  }

  async close(): Promise<void> {
    await this.kill();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const url = new URL(request.url ?? '/', this.url);
      const [, root, token = '', rest] = /^\/(file\/bot|bot)([^/]+)\/(.+)$/.exec(decodeURI(url.pathname)) ?? [];
      if (root === undefined || rest === undefined) throw new ApiError(404, 'Not Found');
      const account = this.#accounts.find((one) => one.account.token === token)?.account;
      if (account === undefined) throw unauthorized();
      const exchange = { request, response, query: url.searchParams };
      if (root === 'bot') await answerCall(account, rest.toLowerCase(), exchange);
      else await answerDownload(account, rest, exchange);
    } catch (error) {
      request.resume();
      refuse(response, error);
    }
  }
}

/** "It's not possible to know that such a request was successful or get its result": https://core.telegram.org/bots/api#making-requests-when-getting-updates */
async function performReply(account: BotAccount, name: string, fields: Json): Promise<void> {
  const values = Object.entries(fields).map(([key, value]): [string, string] => [
    key,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  try {
    await methodNamed(name.toLowerCase())?.(account, new Params(new Map(values)), new AbortController().signal);
  } catch {
    // The bot is not told.
  }
}
