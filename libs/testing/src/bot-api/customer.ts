import { randomBytes } from 'node:crypto';

import type { MessageEntity, User } from 'telegraf/types';

import type { BotAccount } from './bot-account.js';
import type { Chat } from './chat.js';
import type { FileKind, NewFile } from './file-store.js';
import type { MessageMatch, SeenMessage } from './inbox.js';
import { mediaFields, typeByName } from './media.js';
import { defined, type Json, type WireMessage } from './wire.js';

/** Where and how a customer says something. */
export interface Saying {
  /** A group to say it in (default: the private chat with the bot). */
  readonly in?: { readonly chat: Chat };
  readonly threadId?: number;
  /** Number of the message that is answered. */
  readonly replyTo?: number;
}

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

  /** What the bot sent to the private chat, in order, as it stands now. */
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
    const found = entities ?? commandIn(text);
    return this.says({ text, ...(found.length > 0 && { entities: found }) }, saying);
  }

  sendsPhoto(bytes: Buffer, saying: SayingFile = {}): WireMessage {
    return this.#sendsFile('photo', { bytes }, saying);
  }

  sendsDocument(file: FileOfCustomer, saying: SayingFile = {}): WireMessage {
    return this.#sendsFile('document', withType(file), saying);
  }

  /** Any other kind of file: voice, video, audio, animation, sticker, video note. */
  sendsFile(kind: FileKind, file: FileOfCustomer, saying: SayingFile = {}): WireMessage {
    return this.#sendsFile(kind, withType(file), saying);
  }

  /** Several photos at once: as many messages and updates with one `media_group_id`. */
  sendsAlbum(photos: readonly Buffer[], saying: SayingFile = {}): WireMessage[] {
    const group = { media_group_id: String(BigInt(`0x${randomBytes(7).toString('hex')}`)) };
    return photos.map((bytes, place) => {
      const { caption: _, ...bare } = saying;
      return this.says({ ...this.#file('photo', { bytes }, place === 0 ? saying : bare), ...group }, saying);
    });
  }

  /** A message of any content: `location`, `contact`, `forward_origin`, a service message, or a kind nobody knows yet. */
  says(content: Json, { in: group, threadId, replyTo }: Saying = {}): WireMessage {
    const chat = group?.chat ?? this.chat;
    if (chat === this.chat) chat.standing = 'open';
    else if (this.chat.standing === 'unknown') this.chat.standing = 'seen';
    const message: WireMessage = {
      message_id: this.account.nextMessageId(chat),
      from: this.user,
      chat: chat.info,
      date: this.account.date(),
      ...(threadId !== undefined && { message_thread_id: threadId, is_topic_message: true as const }),
      ...(replyTo !== undefined && defined({ reply_to_message: original(chat, replyTo) })),
      ...content,
    };
    chat.messages.set(message.message_id, message);
    this.account.updates.push({ message });
    return message;
  }

  /** Changes text or caption of an own message. */
  edits(
    messageId: number,
    change: { readonly text?: string; readonly caption?: string; readonly entities?: MessageEntity[] },
    group?: { readonly chat: Chat },
  ): WireMessage {
    const chat = group?.chat ?? this.chat;
    const old = chat.messages.get(messageId);
    if (old === undefined) throw new Error(`there is no message ${messageId} to edit`);
    const { entities: _, ...kept } = old;
    const edited: WireMessage = { ...kept, ...change, edit_date: this.account.date() };
    chat.messages.set(messageId, edited);
    this.account.updates.push({ edited_message: edited });
    return edited;
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

  /** Presses a button under a message of the bot. @returns id of the query, for `bot.callbackAnswer` */
  presses(message: SeenMessage, data: string): string {
    const buttons = message.keyboard?.inline_keyboard.flat() ?? [];
    if (!buttons.some((button) => 'callback_data' in button && button.callback_data === data)) {
      throw new Error(`there is no button ${data} under message ${message.messageId}`);
    }
    const id = String(BigInt(`0x${randomBytes(8).toString('hex')}`));
    this.account.callbacks.set(id, null);
    this.account.updates.push({
      callback_query: { id, from: this.user, message: message.wire, chat_instance: String(-message.chatId), data },
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

  #sendsFile(kind: FileKind, file: NewFile, saying: SayingFile): WireMessage {
    return this.says(this.#file(kind, file, saying), saying);
  }

  #file(kind: FileKind, file: NewFile, { caption, captionEntities, details }: SayingFile): Json {
    return { ...mediaFields(this.account.files, kind, file, details), ...defined({ caption, caption_entities: captionEntities }) };
  }
}

/** `ChatMemberUpdated` about the bot: https://core.telegram.org/bots/api#chatmemberupdated */
export function memberChange(account: BotAccount, chat: Chat, by: User, from: string, to: string): Json {
  const member = (status: string): Json => ({ user: account.me, status, ...(status === 'kicked' && { until_date: 0 }) });
  return { chat: chat.info, from: by, date: account.date(), old_chat_member: member(from), new_chat_member: member(to) };
}

/** "The Message object in this field will not contain further reply_to_message fields": https://core.telegram.org/bots/api#message */
function original(chat: Chat, messageId: number): WireMessage | undefined {
  const found = chat.messages.get(messageId);
  if (found === undefined) return undefined;
  const { reply_to_message: _, ...plain } = found;
  return plain;
}

/** Telegram marks a command at the beginning of a text. */
function commandIn(text: string): MessageEntity[] {
  const command = /^\/[a-z\d_]{1,32}(@\w+)?/i.exec(text)?.[0];
  return command === undefined ? [] : [{ type: 'bot_command', offset: 0, length: command.length }];
}

function withType({ filename, bytes, mimeType, size }: FileOfCustomer): NewFile {
  return { filename, bytes, size, mimeType: mimeType ?? typeByName(filename) };
}
