import { randomBytes } from 'node:crypto';

import type { MessageEntity, User } from 'telegraf/types';

import type { BotAccount } from './bot-account.js';
import type { Chat } from './chat.js';
import { changed } from './content.js';
import type { FileKind, NewFile } from './file-store.js';
import { foundEntities } from './found-entities.js';
import type { MessageMatch, SeenMessage } from './inbox.js';
import { mediaFields, typeByName } from './media.js';
import { newAlbum, openTopic, type Saying, speak } from './saying.js';
import { defined, type Json, type WireMessage } from './wire.js';

export interface SayingFile extends Saying {
  readonly caption?: string;
  readonly captionEntities?: MessageEntity[];
  /** Fields of the file's own object: duration, performer, ... */
  readonly details?: Json;
}

export interface FileOfCustomer {
  readonly filename: string;
  readonly bytes: Buffer;
  readonly mimeType?: string;
  /** Pretended size in bytes, to go beyond the limit of 20 MB without such a file. */
  readonly size?: number;
}

/** Someone with Telegram who writes to the bot: the other side of its chats. */
export class Customer {
  readonly chat: Chat;

  constructor(
    private readonly account: BotAccount,
    readonly user: User,
  ) {
    this.chat = account.privateChat(user);
  }

  get id(): number {
    return this.user.id;
  }

  /** What the bot sent to the person, in order, as it stands now: itself, or in the name of a business account. */
  get inbox(): readonly SeenMessage[] {
    return this.chat.inbox.messages;
  }

  /** @see Inbox.receives */
  receives(match: MessageMatch, timeoutMs?: number): Promise<SeenMessage> {
    return this.chat.inbox.receives(match, timeoutMs);
  }

  /** Presses "Start", as a link `t.me/bot?start=payload` makes one do. https://core.telegram.org/bots/features#deep-linking */
  starts(payload?: string): WireMessage {
    return this.sends({ text: payload === undefined ? '/start' : `/start ${payload}` });
  }

  sends({ text, entities, ...saying }: Saying & { readonly text: string; readonly entities?: MessageEntity[] }): WireMessage {
    const found = entities ?? foundEntities(text);
    return this.says({ text, ...(found.length > 0 && { entities: found }) }, saying);
  }

  sendsPhoto(bytes: Buffer, saying: SayingFile = {}): WireMessage {
    return this.says(this.file('photo', { bytes }, saying), saying);
  }

  sendsDocument(file: FileOfCustomer, saying: SayingFile = {}): WireMessage {
    return this.sendsFile('document', file, saying);
  }

  /** Any other kind of file: voice, video, audio, animation, sticker, video note. */
  sendsFile(kind: FileKind, file: FileOfCustomer, saying: SayingFile = {}): WireMessage {
    return this.says(this.file(kind, withType(file), saying), saying);
  }

  /** Several photos at once: as many messages and updates with one `media_group_id`. */
  sendsAlbum(photos: readonly Buffer[], saying: SayingFile = {}): WireMessage[] {
    return this.sendsGrouped(
      photos.map((bytes) => ['photo', { bytes }]),
      saying,
    );
  }

  /**
   * An album of up to ten files: photos with videos, else of one kind.
   *
   * @param captionAt which part has the caption: Telegram's apps put it on the first, but any part may have one
   */
  sendsGrouped(files: readonly (readonly [FileKind, NewFile])[], saying: SayingFile = {}, captionAt = 0): WireMessage[] {
    if (files.length > 10) throw new Error('an album has at most ten files');
    const group = { media_group_id: newAlbum() };
    const { caption: _, captionEntities: __, ...silent } = saying;
    return files.map(([kind, file], place) =>
      this.says({ ...this.file(kind, file, place === captionAt ? saying : silent), ...group }, saying),
    );
  }

  /** The fields of a message with a file that Telegram now has; for `says` and `business.hears`. */
  file(kind: FileKind, file: NewFile, { caption, captionEntities, details }: SayingFile = {}): Json {
    const entities = captionEntities ?? (caption === undefined ? [] : foundEntities(caption));
    const formatted = entities.length > 0 ? { caption_entities: entities } : {};
    return { ...mediaFields(this.account.files, kind, file, details), ...defined({ caption }), ...formatted };
  }

  /** A message of any content (`content`), a service message, or a kind nobody knows yet. */
  says(held: Json, saying: Saying = {}): WireMessage {
    const chat = saying.in?.chat ?? this.chat;
    if (chat === this.chat) chat.standing = 'open';
    else if (this.chat.standing === 'unknown') this.chat.standing = 'seen';
    const message = speak(this.account, chat, this.user, held, saying);
    this.account.updates.push({ message });
    return message;
  }

  /** Opens a topic in the private chat, where the bot has them (`bot.looksLike({ hasTopics })`). @returns its `message_thread_id` */
  topic(name: string): number {
    this.chat.standing = 'open';
    return openTopic(this.account, this.chat, this.user, name);
  }

  /** Changes an own message: text, caption, the position of a live location. */
  edits(messageId: number, change: Json, group?: { readonly chat: Chat }): WireMessage {
    const chat = group?.chat ?? this.chat;
    const old = chat.messages.get(messageId);
    if (old === undefined) throw new Error(`there is no message ${messageId} to edit`);
    const edited = changed(old, change, this.account.date());
    chat.messages.set(messageId, edited);
    this.account.updates.push({ edited_message: edited });
    return edited;
  }

  /** Deletes a message for both: a bot is never told of it in its own chats. */
  deletes(messageId: number): void {
    this.chat.messages.delete(messageId);
  }

  /** Sets the reactions under a message; an empty list takes them back. Reaches bots that ask for `message_reaction` only. */
  reacts(messageId: number, emoji: readonly string[], before: readonly string[] = [], group?: { readonly chat: Chat }): void {
    this.account.updates.push({
      message_reaction: {
        chat: (group?.chat ?? this.chat).info,
        message_id: messageId,
        user: this.user,
        date: this.account.date(),
        old_reaction: before.map((one) => ({ type: 'emoji', emoji: one })),
        new_reaction: emoji.map((one) => ({ type: 'emoji', emoji: one })),
      },
    });
  }

  /**
   * Presses a button under a message of the bot.
   *
   * @param isTooOld the message "is too old to be available": the update then holds `InaccessibleMessage`, without text and buttons
   * @returns id of the query, for `bot.callbackAnswer`
   */
  presses(message: SeenMessage, data: string, { isTooOld = false }: { readonly isTooOld?: boolean } = {}): string {
    const buttons = message.keyboard?.inline_keyboard.flat() ?? [];
    if (!buttons.some((button) => 'callback_data' in button && button.callback_data === data)) {
      throw new Error(`there is no button ${data} under message ${message.messageId}`);
    }
    const id = String(BigInt(`0x${randomBytes(8).toString('hex')}`));
    const { chat, message_id } = message.wire;
    this.account.callbacks.set(id, null);
    this.account.updates.push({
      callback_query: {
        id,
        from: this.user,
        message: isTooOld ? { chat, message_id, date: 0 } : message.wire,
        chat_instance: String(-message.chatId),
        data,
      },
    });
    return id;
  }

  /** "Stop and block bot": the bot is told by `my_chat_member` and can write no more. */
  blocks(): void {
    this.#turns('blocked', 'member', 'kicked');
  }

  unblocks(): void {
    this.#turns('open', 'kicked', 'member');
  }

  /** Deletes the account: nothing tells the bot until it writes. */
  deactivates(): void {
    this.chat.standing = 'deactivated';
  }

  #turns(standing: 'open' | 'blocked', from: string, to: string): void {
    this.chat.standing = standing;
    this.account.updates.push({ my_chat_member: memberChange(this.account, this.chat, this.user, from, to) });
  }
}

/** `ChatMemberUpdated` about the bot: https://core.telegram.org/bots/api#chatmemberupdated */
export function memberChange(account: BotAccount, chat: Chat, by: User, from: string, to: string): Json {
  const member = (status: string): Json => ({ user: account.me, status, ...(status === 'kicked' && { until_date: 0 }) });
  return { chat: chat.info, from: by, date: account.date(), old_chat_member: member(from), new_chat_member: member(to) };
}

function withType({ filename, bytes, mimeType, size }: FileOfCustomer): NewFile {
  return { filename, bytes, size, mimeType: mimeType ?? typeByName(filename) };
}
