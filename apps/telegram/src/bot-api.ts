import { Telegram } from 'telegraf';
import type { Update, UserFromGetMe } from 'telegraf/types';

/** Kinds of updates that are asked for; the rest never come. @see https://core.telegram.org/bots/api#getupdates */
const ALLOWED_UPDATES = [
  'message',
  'edited_message',
  'callback_query',
  'my_chat_member',
  'message_reaction',
  'business_connection',
  'business_message',
  'edited_business_message',
  'deleted_business_messages',
] as const;

export type OutgoingFile = { readonly filename: string; readonly contentType: string; readonly bytes: Buffer };

/** Telegram shows these as photos, up to 10 MB. @see https://core.telegram.org/bots/api#sendphoto */
const PHOTO_TYPES = new Set(['image/jpeg', 'image/png']);
const PHOTO_LIMIT = 10 * 1024 * 1024;

/** The calls of the Bot API that we make, by telegraf's client. Errors are telegraf's: `send-outcome.ts` reads them. */
export class BotApi {
  private readonly telegram: Telegram;

  constructor(
    private readonly token: string,
    private readonly apiRoot: string,
  ) {
    this.telegram = new Telegram(token, { apiRoot, webhookReply: false });
  }

  /** The bot's own id: the part of its token before the colon. */
  get botId(): string {
    return this.token.split(':')[0] ?? '';
  }

  getMe(): Promise<UserFromGetMe> {
    return this.telegram.getMe();
  }

  /**
   * Waits for updates. Asking with an offset confirms all before it.
   *
   * @param offset of the first update wanted; null gives whatever is unconfirmed
   */
  async getUpdates(offset: number | null, timeoutSeconds: number, signal: AbortSignal): Promise<readonly Update[]> {
    const payload = { timeout: timeoutSeconds, limit: 100, allowed_updates: [...ALLOWED_UPDATES], ...(offset === null ? {} : { offset }) };
    // telegraf's own types are older than the API's kinds of updates, and than Node's own AbortSignal.
    type Call = Parameters<typeof this.telegram.callApi<'getUpdates'>>;
    return this.telegram.callApi('getUpdates', payload as Call[1], { signal } as Call[2]);
  }

  /** @returns the message's id */
  async sendText(chatId: string, threadId: number | null, text: string): Promise<number> {
    const message = await this.telegram.sendMessage(chatId, text, threadId === null ? {} : { message_thread_id: threadId });
    return message.message_id;
  }

  /** @returns the message's id */
  async sendFile(chatId: string, threadId: number | null, file: OutgoingFile): Promise<number> {
    const input = { source: file.bytes, filename: safeHeader(file.filename) };
    const extra = threadId === null ? {} : { message_thread_id: threadId };
    const isPhoto = PHOTO_TYPES.has(file.contentType) && file.bytes.length <= PHOTO_LIMIT;
    const message = isPhoto ? await this.telegram.sendPhoto(chatId, input, extra) : await this.telegram.sendDocument(chatId, input, extra);
    return message.message_id;
  }

  /** Where a file can be downloaded, for at least an hour. */
  async fileUrl(fileId: string): Promise<URL> {
    const file = await this.telegram.getFile(fileId);
    return new URL(`./file/bot${this.token}/${file.file_path ?? ''}`, this.apiRoot.endsWith('/') ? this.apiRoot : `${this.apiRoot}/`);
  }
}

/** telegraf writes the name into a header as it is: nothing may end the header or its quotes. */
function safeHeader(filename: string): string {
  return filename.replace(/["\r\n\\]/g, '_');
}
