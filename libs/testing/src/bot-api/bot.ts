import { randomBytes } from 'node:crypto';

import type { User } from 'telegraf/types';

import type { BotAccount, CallbackAnswer, CallRecord } from './bot-account.js';
import { BusinessAccount } from './business-account.js';
import { Channel } from './channel.js';
import { Customer } from './customer.js';
import type { Failure, FailureOrder, OrderOptions } from './failures.js';
import { Group } from './group.js';
import type { Violation } from './rate-limits.js';
import { defined, type Json } from './wire.js';

export interface UserSpec {
  readonly id?: number;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly username?: string;
  readonly languageCode?: string;
}

export interface GroupSpec {
  /** Below zero (default: the next free). */
  readonly id?: number;
  readonly title?: string;
  readonly type?: 'group' | 'supergroup';
  readonly isForum?: boolean;
}

export interface BotLook {
  readonly name?: string;
  readonly username?: string;
  readonly picture?: Buffer;
  /** Private chats with it have topics, as forums do. */
  readonly hasTopics?: boolean;
  /** `/setjoingroups`, as getMe tells it (default: it may). */
  readonly joinsGroups?: boolean;
  /** `/setprivacy` is off, as getMe tells it (default: off). What groups say is handed on either way: a test says there what the bot sees. */
  readonly readsGroups?: boolean;
}

/** One bot of the fake, from the side of its owner and its customers. */
export class Bot {
  /** Numbers of people are Telegram's, not a bot's: two that a test made are never one person. */
  static #lastUserId = 700_000_000;
  readonly #people = new Map<number, Customer>();
  #lastGroupId = -500_000_000;

  constructor(private readonly account: BotAccount) {}

  get token(): string {
    return this.account.token;
  }

  get id(): number {
    return this.account.me.id;
  }

  get username(): string {
    return this.account.me.username;
  }

  /** Updates that wait to be acknowledged, oldest first. */
  get pendingUpdates(): readonly Json[] {
    return this.account.updates.pending.map((one) => one.update);
  }

  /** Whether a long poll waits now. */
  get isPolled(): boolean {
    return this.account.updates.isPolled;
  }

  /** Messages sent sooner than the limits allow: a bot that behaves leaves this empty. */
  get violations(): readonly Violation[] {
    return this.account.limits.violations;
  }

  /** The requests that arrived, oldest first; of one method or all. */
  calls(method?: string): readonly CallRecord[] {
    const name = method?.toLowerCase();
    return this.account.calls.filter((call) => name === undefined || call.method === name);
  }

  /** The person with this id, made when new. For the bot the chat exists from the first message on. */
  user({ id = ++Bot.#lastUserId, firstName = 'Anna', lastName, username, languageCode }: UserSpec = {}): Customer {
    const user: User = {
      id,
      is_bot: false,
      first_name: firstName,
      ...defined({ last_name: lastName, username, language_code: languageCode }),
    };
    const customer = this.#people.get(id) ?? new Customer(this.account, user);
    this.#people.set(id, customer);
    return customer;
  }

  group({ id, title = 'Group', type = 'group', isForum = false }: GroupSpec = {}): Group {
    const chatId = id ?? (type === 'group' ? --this.#lastGroupId : -1_000_000_000_000 + --this.#lastGroupId);
    const chat = this.account.openChat({ id: chatId, type, title, ...(isForum && { is_forum: true as const }) });
    return new Group(this.account, chat, { id: 600_000_001, is_bot: false, first_name: 'Founder' });
  }

  channel({ title = 'News' }: { readonly title?: string } = {}): Channel {
    const id = -1_000_000_000_000 + --this.#lastGroupId;
    return new Channel(this.account, this.account.openChat({ id, type: 'channel', title }));
  }

  /** Connects the bot to someone's business account. The same owner again is another connection with the same chats. */
  business({ id = `bc${randomBytes(8).toString('hex')}`, owner }: { readonly id?: string; readonly owner?: User } = {}): BusinessAccount {
    return new BusinessAccount(this.account, id, owner ?? { id: 650_000_001, is_bot: false, first_name: 'Owner' });
  }

  /**
   * Any update, as it is; `update_id` is given when it has none.
   *
   * @returns its number; null when the bot did not ask for updates of this kind
   */
  push(update: Json): number | null {
    return this.account.updates.push(update);
  }

  /** A week without updates: the next number is chosen anew. https://core.telegram.org/bots/api#update */
  renumberUpdates(nextId: number): void {
    this.account.updates.renumber(nextId);
  }

  /** "They will not be kept longer than 24 hours": https://core.telegram.org/bots/api#getting-updates */
  dropUpdates(): void {
    this.account.updates.drop();
  }

  /** An hour passes: paths that getFile gave lead nowhere. */
  expireFileLinks(): void {
    this.account.files.expireLinks();
  }

  /** `file_path`s that were asked for, oldest first. */
  get downloads(): readonly string[] {
    return this.account.downloads;
  }

  /** What getFile answers as the `file_path` of a file from now on, word for word: a server that was taken over. */
  fileLeadsTo(fileId: string, filePath: string): void {
    this.account.files.lead(fileId, filePath);
  }

  /** Buttons that were pressed and not answered in time: `answerCallbackQuery` is too late for them. */
  expireCallbacks(): void {
    this.account.callbacks.clear();
  }

  /** Makes calls of a method fail. @param method a method, `download` for files, `*` for every method */
  fails(method: string, what: Failure, options: OrderOptions = {}): FailureOrder {
    return this.account.failures.order(method, what, options);
  }

  /** BotFather's `/revoke`: the token is worth nothing at once, also to a poll that waits. @returns the new one */
  revokeToken(): string {
    this.account.token = newToken(this.id);
    this.account.updates.rejectPoll();
    return this.account.token;
  }

  /** What the bot answered to a pressed button; null until it did. */
  callbackAnswer(id: string): CallbackAnswer | null {
    return this.account.callbacks.get(id) ?? null;
  }

  /** The bot's reactions under a message. */
  reactionsTo(chatId: number, messageId: number): readonly string[] {
    return this.account.chats.get(chatId)?.reactions.get(messageId) ?? [];
  }

  /** What the bot showed to be doing in a chat. */
  actionsIn(chatId: number): readonly string[] {
    return this.account.chats.get(chatId)?.actions ?? [];
  }

  /** Name, picture and modes as BotFather sets them. */
  looksLike({ name, username, picture, hasTopics, joinsGroups, readsGroups }: BotLook): void {
    Object.assign(this.account.me, defined({ first_name: name, username }));
    this.account.hasTopics = hasTopics ?? this.account.hasTopics;
    this.account.joinsGroups = joinsGroups ?? this.account.joinsGroups;
    this.account.readsGroups = readsGroups ?? this.account.readsGroups;
    if (picture !== undefined) this.account.pictureFileId = this.account.files.addPhoto({ bytes: picture }).at(-1)?.file_id ?? null;
  }
}

/** "A token looks something like 123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11": https://core.telegram.org/bots/api#authorizing-your-bot */
export function newToken(botId: number): string {
  return `${botId}:AA${randomBytes(25).toString('base64url').slice(0, 33)}`;
}
