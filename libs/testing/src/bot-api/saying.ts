import { randomBytes } from 'node:crypto';

import type { User } from 'telegraf/types';

import type { BotAccount } from './bot-account.js';
import type { Chat } from './chat.js';
import { quoteOf } from './content.js';
import { defined, type Json, type WireChat, type WireMessage } from './wire.js';

/** Where and how something is said. */
export interface Saying {
  /** A group to say it in (default: the private chat with the bot). */
  readonly in?: { readonly chat: Chat };
  /** A topic of a forum or of the private chat. */
  readonly threadId?: number;
  /** Number of the message that is answered. */
  readonly replyTo?: number;
  /** The part of it that is quoted. */
  readonly quote?: string;
  /** Who said it first (`origin`). https://core.telegram.org/bots/api#messageorigin */
  readonly forwarded?: Json;
  /** In a group: as an admin who hides his name, or on behalf of a channel. */
  readonly as?: 'anonymous admin' | WireChat;
}

/** `from` of an admin who hides: "For backward compatibility, ... the field from contains a fake sender user in non-channel chats". */
const ANONYMOUS: User = { id: 1_087_968_824, is_bot: true, first_name: 'Group', username: 'GroupAnonymousBot' };
const OF_CHANNEL: User = { id: 136_817_688, is_bot: true, first_name: 'Channel', username: 'Channel_Bot' };

/** Puts a message of a person into a chat. The caller tells the bot. https://core.telegram.org/bots/api#message */
export function speak(account: BotAccount, chat: Chat, from: User, held: Json, saying: Saying = {}): WireMessage {
  const message: WireMessage = {
    message_id: account.nextMessageId(chat),
    ...author(chat, from, saying),
    chat: chat.info,
    date: account.date(),
    ...threadOf(chat, saying),
    ...answered(chat, saying),
    ...defined({ forward_origin: saying.forwarded }),
    ...held,
  };
  chat.messages.set(message.message_id, message);
  return message;
}

/** A topic has the number of the service message that made it. https://core.telegram.org/bots/api#forumtopiccreated */
export function openTopic(account: BotAccount, chat: Chat, from: User, name: string): number {
  const message = speak(account, chat, from, { forum_topic_created: { name, icon_color: 7_322_096 }, is_topic_message: true });
  message.message_thread_id = message.message_id;
  chat.topics.set(message.message_id, 'open');
  account.updates.push({ message });
  return message.message_id;
}

/** Messages of one album share it. */
export function newAlbum(): string {
  return String(BigInt(`0x${randomBytes(7).toString('hex')}`));
}

function author(chat: Chat, from: User, { as }: Saying): { from: User; sender_chat?: WireChat } {
  if (as === undefined) return { from };
  return as === 'anonymous admin' ? { from: ANONYMOUS, sender_chat: chat.info } : { from: OF_CHANNEL, sender_chat: as };
}

/**
 * "Unique identifier of a message thread or forum topic": outside of forums a supergroup numbers the threads of replies with it, and
 * `is_topic_message` tells the two apart.
 */
function threadOf(chat: Chat, { threadId, replyTo }: Saying): Json {
  if (threadId !== undefined) return { message_thread_id: threadId, is_topic_message: true };
  if (chat.info.type !== 'supergroup' || chat.info.is_forum || replyTo === undefined) return {};
  return { message_thread_id: chat.messages.get(replyTo)?.message_thread_id ?? replyTo };
}

/** In a topic of a group what answers nothing answers the message that made the topic: so Telegram sends it. */
function answered(chat: Chat, { threadId, replyTo, quote }: Saying): Json {
  const id = replyTo ?? (chat.info.type === 'supergroup' ? threadId : undefined);
  const found = id === undefined ? undefined : chat.messages.get(id);
  if (found === undefined) return {};
  return { reply_to_message: bare(found), ...(quote !== undefined && quoteOf(found, quote)) };
}

/** "The Message object in this field will not contain further reply_to_message fields": https://core.telegram.org/bots/api#message */
export function bare(message: WireMessage): WireMessage {
  const { reply_to_message: _, ...plain } = message;
  return plain;
}
