import { badRequest } from './api-error.js';
import { chatIdOf, DEFAULT_KINDS } from './known-updates.js';
import type { Params } from './params.js';
import type { PendingUpdate, UpdateQueue } from './update-queue.js';
import { defined, isJson, type Json } from './wire.js';

export interface WebhookOptions {
  /** A local Bot API server takes "an HTTP URL for the webhook" and any port, api.telegram.org does not (default: it is taken). */
  readonly allowHttp: boolean;
  /** Pause between attempts, doubled each time, in ms (default and open server: 1,000); the first repetition comes at once. */
  readonly retryMs: number;
  /** How long the bot may take to answer, in ms (open server: 60,000). */
  readonly timeoutMs: number;
}

/** Longest pause between two attempts (open server: WEBHOOK_MAX_RESEND_TIMEOUT, 60 s). */
const MAX_RETRY_MS = 60_000;

/** A method that the bot names in its answer to a delivery. https://core.telegram.org/bots/api#making-requests-when-getting-updates */
export type WebhookReply = (method: string, params: Json) => void;

/**
 * Pushes updates to the bot. https://core.telegram.org/bots/api#setwebhook
 *
 * An update is delivered again until it is answered with 2xx; within a chat in order, several chats at once.
 */
export class Webhook {
  url = '';
  onReply: WebhookReply = () => undefined;
  #secretToken: string | undefined;
  #maxConnections = 40;
  #ipAddress: string | undefined;
  #lastError: { readonly date: number; readonly message: string } | null = null;
  /** Chats with a delivery under way or waiting for its next attempt. */
  readonly #busy = new Set<number>();
  #connections = 0;
  #life = new AbortController();

  constructor(
    private readonly updates: UpdateQueue,
    private readonly options: WebhookOptions,
    private readonly now: () => number,
  ) {
    updates.on('pushed', () => this.#deliver());
  }

  /** @throws ApiError 400 for an address or a secret that is not allowed */
  set(params: Params): void {
    const url = params.text('url');
    const secret = params.text('secret_token');
    if (url === undefined) return this.delete(params);
    if (!URL.canParse(url)) throw badRequest('invalid webhook URL specified');
    if (!this.options.allowHttp && !url.startsWith('https:')) {
      throw badRequest('bad webhook: An HTTPS URL must be provided for webhook');
    }
    if (secret !== undefined && secret.length > 256) throw badRequest('secret token is too long');
    if (secret !== undefined && !/^[\w-]+$/.test(secret)) throw badRequest('secret token contains unallowed characters');
    this.delete(params);
    this.updates.allow(params);
    this.updates.terminatePoll('terminated by setWebhook request');
    this.url = url;
    this.#secretToken = secret;
    this.#maxConnections = params.integer('max_connections', 40, 1, 100);
    this.#ipAddress = params.text('ip_address');
    this.resume();
  }

  delete(params: Params): void {
    this.pause();
    if (params.flag('drop_pending_updates')) this.updates.drop();
    this.url = '';
    this.#lastError = null;
  }

  /** `WebhookInfo`: https://core.telegram.org/bots/api#webhookinfo */
  info(): Json {
    return {
      url: this.url,
      has_custom_certificate: false,
      pending_update_count: this.updates.pending.length,
      ...(this.url !== '' && { max_connections: this.#maxConnections }),
      ...defined({ ip_address: this.#ipAddress, last_error_date: this.#lastError?.date, last_error_message: this.#lastError?.message }),
      ...(this.updates.kinds !== DEFAULT_KINDS && { allowed_updates: this.updates.kinds }),
    };
  }

  /** Stops delivering, as when the server is down. What is under way is cut. */
  pause(): void {
    this.#life.abort();
    this.#life = new AbortController();
    this.#life.abort();
    this.#busy.clear();
    this.#connections = 0;
  }

  resume(): void {
    this.#life = new AbortController();
    this.#deliver();
  }

  #deliver(): void {
    if (this.url === '' || this.#life.signal.aborted) return;
    for (const pending of this.updates.pending) {
      if (this.#connections >= this.#maxConnections) return;
      const chat = chatIdOf(pending.update) ?? -pending.id;
      if (this.#busy.has(chat)) continue;
      this.#busy.add(chat);
      this.#connections += 1;
      void this.#untilTaken(pending, chat, this.#life.signal);
    }
  }

  async #untilTaken(pending: PendingUpdate, chat: number, life: AbortSignal): Promise<void> {
    let pause = 0;
    for (;;) {
      const retryAfterMs = await this.#attempt(pending, life);
      if (life.aborted) return;
      if (retryAfterMs === null || !this.updates.pending.includes(pending)) break;
      await sleep(Math.max(pause, retryAfterMs), life);
      if (life.aborted) return;
      pause = Math.min(MAX_RETRY_MS, Math.max(pause, this.options.retryMs / 2) * 2);
    }
    this.updates.forget(pending.id);
    this.#busy.delete(chat);
    this.#connections -= 1;
    this.#deliver();
  }

  /** @returns null when the bot took the update, else how long it asked to be left alone, in ms */
  async #attempt({ update }: PendingUpdate, life: AbortSignal): Promise<number | null> {
    try {
      const answer = await fetch(this.url, {
        method: 'POST',
        redirect: 'manual',
        headers: {
          'content-type': 'application/json',
          ...(this.#secretToken !== undefined && { 'x-telegram-bot-api-secret-token': this.#secretToken }),
        },
        body: JSON.stringify(update),
        signal: AbortSignal.any([life, AbortSignal.timeout(this.options.timeoutMs)]),
      });
      const body = await answer.text();
      if (answer.ok) return this.#reply(body);
      this.#failed(`Wrong response from the webhook: ${answer.status} ${answer.statusText}`);
      return Math.min(3600, Number(answer.headers.get('retry-after') ?? 0) || 0) * 1000;
    } catch (error) {
      const isTimeout = error instanceof Error && error.name === 'TimeoutError';
      if (!life.aborted) this.#failed(isTimeout ? 'Read timeout expired' : 'Connection refused');
      return 0;
    }
  }

  #reply(body: string): null {
    try {
      const decoded: unknown = JSON.parse(body);
      if (isJson(decoded) && typeof decoded['method'] === 'string') this.onReply(decoded['method'], decoded);
    } catch {
      // Most bots answer with nothing, which is no JSON.
    }
    return null;
  }

  #failed(message: string): void {
    this.#lastError = { date: Math.floor(this.now() / 1000), message };
  }
}

function sleep(ms: number, life: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, ms).unref();
    function done(): void {
      clearTimeout(timer);
      life.removeEventListener('abort', done);
      resolve();
    }
    life.addEventListener('abort', done);
  });
}
