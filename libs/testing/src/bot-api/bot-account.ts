import path from 'node:path';

import type { User } from 'telegraf/types';

import { badRequest } from './api-error.js';
import { Chat } from './chat.js';
import { Failures } from './failures.js';
import { FileStore } from './file-store.js';
import type { Params } from './params.js';
import { type LimitOptions, RateLimits } from './rate-limits.js';
import { UpdateQueue } from './update-queue.js';
import { Webhook, type WebhookOptions } from './webhook.js';
import { defined, type Json, type WireChat } from './wire.js';

/** One request that reached the bot's methods. */
export interface CallRecord {
  /** In lower case: "All methods in the Bot API are case-insensitive". */
  readonly method: string;
  readonly params: Params;
  /** Unix time in ms. */
  readonly at: number;
  /** HTTP status that was answered; null while it runs and when the connection was cut. */
  status: number | null;
}

/** A pressed button that waits to be answered. https://core.telegram.org/bots/api#answercallbackquery */
export interface CallbackAnswer {
  readonly text: string | null;
  readonly showAlert: boolean;
}

/** A business account that the bot acts for. https://core.telegram.org/bots/api#businessconnection */
export interface Business {
  readonly id: string;
  readonly owner: User;
  canReply: boolean;
  isEnabled: boolean;
}

export interface AccountOptions {
  readonly limits: LimitOptions;
  readonly webhook: WebhookOptions;
  readonly conflictPauseMs: number;
  /** Unix time in ms. */
  readonly now: () => number;
  /** Folder of a local Bot API server; null for api.telegram.org. */
  readonly localFolder: string | null;
}

/** What Telegram knows about one bot. The methods work on it for the bot, customers for the other side. */
export class BotAccount {
  readonly me: User & { username: string };
  readonly files: FileStore;
  readonly failures = new Failures();
  readonly calls: CallRecord[] = [];
  readonly chats = new Map<number, Chat>();
  readonly callbacks = new Map<string, CallbackAnswer | null>();
  readonly businesses = new Map<string, Business>();
  /** `setMyCommands` by scope and language. */
  readonly commands = new Map<string, Json[]>();
  readonly updates: UpdateQueue;
  readonly webhook: Webhook;
  readonly limits: RateLimits;
  readonly now: () => number;
  /** File of the bot's picture. */
  pictureFileId: string | null = null;
  #lastMessageId = 100;

  constructor(
    public token: string,
    options: AccountOptions,
  ) {
    const id = Number(token.split(':')[0]);
    this.me = { id, is_bot: true, first_name: `Bot ${id}`, username: `bot${id}_bot` };
    this.now = options.now;
    this.files = new FileStore(options.localFolder === null ? null : path.join(options.localFolder, String(id)));
    this.updates = new UpdateQueue(id * 10 + 1, options.conflictPauseMs);
    this.limits = new RateLimits(options.limits, options.now);
    this.webhook = new Webhook(this.updates, options.webhook, options.now);
  }

  /** Unix time in seconds, as all dates of the Bot API. */
  date(): number {
    return Math.floor(this.now() / 1000);
  }

  /** Private chats and basic groups share one sequence, each supergroup has its own. */
  nextMessageId(chat: Chat): number {
    if (!chat.isSupergroup) return ++this.#lastMessageId;
    chat.lastMessageId += 1;
    return chat.lastMessageId;
  }

  /** The chat with this number, made when it is new. */
  openChat(info: WireChat): Chat {
    const chat = this.chats.get(info.id) ?? new Chat(info);
    this.chats.set(info.id, chat);
    return chat;
  }

  privateChat(user: User): Chat {
    const { id, first_name, last_name, username } = user;
    return this.openChat({ id, type: 'private', first_name, ...defined({ last_name, username }) });
  }

  /** `BusinessConnection`: https://core.telegram.org/bots/api#businessconnection */
  businessFields({ id, owner, canReply, isEnabled }: Business): Json {
    const rights = canReply ? { can_reply: true } : {};
    return { id, user: owner, user_chat_id: owner.id, date: this.date(), can_reply: canReply, rights, is_enabled: isEnabled };
  }

  /**
   * The chat that `chat_id` names: a number, or the user name of a public group or channel.
   *
   * @throws ApiError 400
   */
  chatOf(params: Params): Chat {
    const text = params.text('chat_id');
    if (text === undefined) throw badRequest('chat_id is empty');
    const byName = [...this.chats.values()].find((chat) => text.startsWith('@') && chat.info.username === text.slice(1));
    const chat = byName ?? this.chats.get(Number(text));
    if (chat === undefined || chat.standing === 'unknown') throw badRequest('chat not found');
    return chat;
  }
}
