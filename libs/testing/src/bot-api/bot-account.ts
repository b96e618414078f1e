import path from 'node:path';

import type { User } from 'telegraf/types';

import { badRequest } from './api-error.js';
import { Chat, type MessageNumbers } from './chat.js';
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
  /** Stays when the owner ends the connection and makes another. */
  readonly home: BusinessHome;
  canReply: boolean;
  isEnabled: boolean;
  /** Whether what the bot sends in the account's name comes back as an update, with `sender_business_bot`. */
  echoes: boolean;
}

/**
 * The chats of one business account: "a chat of the corresponding business account that is independent from any potential bot chat which
 * might share the same identifier". They count their messages by themselves: numbers meet those of the bot's own chats.
 */
export interface BusinessHome {
  readonly numbers: MessageNumbers;
  readonly chats: Map<number, Chat>;
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
  readonly businessHomes = new Map<number, BusinessHome>();
  /** `file_path`s that were asked for, oldest first. */
  readonly downloads: string[] = [];
  /** `setMyCommands` by scope and language. */
  readonly commands = new Map<string, Json[]>();
  readonly updates: UpdateQueue;
  readonly webhook: Webhook;
  readonly limits: RateLimits;
  readonly now: () => number;
  /** "True, if the bot has forum topic mode enabled in private chats": https://core.telegram.org/bots/api#user */
  hasTopics = false;
  joinsGroups = true;
  readsGroups = true;
  /** File of the bot's picture. */
  pictureFileId: string | null = null;
  /** Private chats and basic groups count together. */
  readonly #numbers: MessageNumbers = { last: 100 };

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

  nextMessageId({ numbers }: Chat): number {
    numbers.last += 1;
    return numbers.last;
  }

  /** The chat with this number, made when it is new. Supergroups and channels count their messages by themselves. */
  openChat(info: WireChat): Chat {
    const numbers = info.type === 'supergroup' || info.type === 'channel' ? { last: 0 } : this.#numbers;
    const chat = this.chats.get(info.id) ?? new Chat(info, numbers);
    this.chats.set(info.id, chat);
    return chat;
  }

  businessHome(ownerId: number): BusinessHome {
    const home = this.businessHomes.get(ownerId) ?? { numbers: { last: 100 }, chats: new Map<number, Chat>() };
    this.businessHomes.set(ownerId, home);
    return home;
  }

  privateChat(user: User): Chat {
    const { id, first_name, last_name, username } = user;
    return this.openChat({ id, type: 'private', first_name, ...defined({ last_name, username }) });
  }

  /** `BusinessConnection`: https://core.telegram.org/bots/api#businessconnection */
  businessFields({ id, owner, canReply, isEnabled }: Business): Json {
    const rights = canReply ? { can_reply: true, can_delete_sent_messages: true } : {};
    return { id, user: owner, user_chat_id: owner.id, date: this.date(), can_reply: canReply, rights, is_enabled: isEnabled };
  }

  /**
   * The chat that `chat_id` names: a number, or the user name of a public group or channel.
   *
   * @param business the account in whose name the bot acts: its chats are others than the bot's own
   * @throws ApiError 400
   */
  chatOf(params: Params, business: Business | null = null): Chat {
    const text = params.text('chat_id');
    if (text === undefined) throw badRequest('chat_id is empty');
    if (business !== null) {
      const found = business.home.chats.get(Number(text));
      if (found === undefined) throw badRequest('chat not found');
      return found;
    }
    const byName = [...this.chats.values()].find((chat) => text.startsWith('@') && chat.info.username === text.slice(1));
    const chat = byName ?? this.chats.get(Number(text));
    if (chat === undefined || chat.standing === 'unknown') throw badRequest('chat not found');
    return chat;
  }
}
