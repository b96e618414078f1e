import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { DeskError } from '@app/domain';
import { Telegram, TelegramError } from 'telegraf';
import { Line, LineError } from './line.js';
import { type Form, upload, UploadBroken } from './upload.js';

/** How long a call may take, ms; polls and uploads say otherwise, and so does whoever has a person wait. */
const CALL_TIMEOUT_MS = 30_000;

export type CallOptions = { readonly signal?: AbortSignal; readonly timeoutMs?: number };

/** Where a bot is reached: what of an inbox's settings and secrets it takes. */
export type BotAddress = { readonly token: string; readonly apiRoot: string; readonly proxy?: string | undefined };

/**
 * One bot's Bot API: telegraf's client behind one `call`; the methods stand in groups beside this file, each a function of a `BotApi`.
 *
 * Errors: the API's own refusals are telegraf's `TelegramError` (code, description, parameters); whatever is no answer of it is a
 * `LineError`; a call that its caller ended is an `AbortError`. None holds the token.
 *
 * @see https://core.telegram.org/bots/api#making-requests
 */
export class BotApi {
  private readonly telegram: Telegram;
  private readonly token: string;
  private readonly line: Line;
  readonly apiRoot: string;

  /** @param patienceMs how long a call may take that does not say otherwise */
  constructor(
    { token, apiRoot, proxy }: BotAddress,
    private readonly patienceMs = CALL_TIMEOUT_MS,
  ) {
    this.token = token;
    this.apiRoot = apiRoot;
    this.line = new Line(apiRoot, proxy ?? null);
    this.telegram = new Telegram(token, { apiRoot: this.base.href, webhookReply: false });
    // Set afterwards: telegraf drops the agent of an http address, and a proxy with it.
    this.telegram.options.agent = this.line.agent;
  }

  /** The bot's own id: the part of its token before the colon. */
  get botId(): string {
    return this.token.split(':')[0] ?? '';
  }

  /** @param payload fields whose value is undefined are left out; objects of a call that uploads must be JSON text already */
  async call(method: string, payload: object = {}, { signal, timeoutMs = this.patienceMs }: CallOptions = {}): Promise<unknown> {
    const late = AbortSignal.timeout(timeoutMs);
    // Ends what is left of an answer that nobody reads, e.g. the page of a 502: its connection would hang otherwise.
    const over = new AbortController();
    const ends = AbortSignal.any([late, over.signal, ...(signal ? [signal] : [])]);
    // telegraf's types are older than the API's methods, and than Node's own AbortSignal.
    type Call = Parameters<typeof this.telegram.callApi>;
    try {
      return await this.telegram.callApi(method as Call[0], payload, { signal: ends } as Call[2]);
    } catch (error) {
      // It is logged: never with what the call was made with.
      if (error instanceof TelegramError) throw Object.assign(error, { on: { method } });
      if (signal?.aborted) throw error;
      throw this.line.errorOf(this.withoutToken(error), late.aborted);
    } finally {
      over.abort();
    }
  }

  /**
   * Calls a method with files.
   *
   * @throws what `call` throws, but a `LineError` when its caller ended it too: whether it was performed is to be known
   */
  async upload(method: string, form: Form, { signal, timeoutMs = CALL_TIMEOUT_MS }: CallOptions = {}): Promise<unknown> {
    const late = AbortSignal.timeout(timeoutMs);
    const url = new URL(`./bot${this.token}/${method}`, this.base);
    try {
      return await upload({ url, agent: this.line.agent }, form, signal ? AbortSignal.any([signal, late]) : late);
    } catch (error) {
      if (!(error instanceof UploadBroken) || error.cause instanceof DeskError) throw error instanceof UploadBroken ? error.cause : error;
      const { kind, code, isUnsent } = this.line.errorOf(this.withoutToken(error.cause), late.aborted);
      throw new LineError(kind, code, isUnsent || !error.mayBeWhole, error.cause);
    }
  }

  /**
   * Opens a download, by the same way as calls and from the Bot API alone (threat:F2): no redirect is followed.
   *
   * @param path `file_path` of getFile
   * @returns the answer, whatever its status; who reads it ends it
   * @throws DeskError invalid/telegram-file-elsewhere
   */
  download(path: string, { signal, timeoutMs = this.patienceMs }: CallOptions = {}): Promise<IncomingMessage> {
    const steps = path.split('/');
    if (steps.includes('..')) throw new DeskError('invalid', 'telegram-file-elsewhere', 'The server names a file outside of its files.');
    const url = new URL(`./file/bot${this.token}/${steps.map(encodeURIComponent).join('/')}`, this.base);
    const late = AbortSignal.timeout(timeoutMs);
    const ends = signal ? AbortSignal.any([signal, late]) : late;
    const request = url.protocol === 'https:' ? httpsRequest : httpRequest;
    return new Promise((resolve, reject) => {
      const asked = request(url, { agent: this.line.agent, signal: ends }, resolve);
      asked.on('error', (error) => reject(signal?.aborted ? error : this.line.errorOf(this.withoutToken(error), late.aborted)));
      asked.end();
    });
  }

  /** Ends its connections. */
  close(): void {
    this.line.close();
  }

  private get base(): URL {
    return new URL(this.apiRoot.endsWith('/') ? this.apiRoot : `${this.apiRoot}/`);
  }

  private withoutToken(thrown: unknown): unknown {
    if (!(thrown instanceof Error)) return thrown;
    const clean = (text: string): string => text.replaceAll(this.token, `${this.botId}:...`);
    thrown.message = clean(thrown.message);
    if (thrown.stack !== undefined) thrown.stack = clean(thrown.stack);
    return thrown;
  }
}
