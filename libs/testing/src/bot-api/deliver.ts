import type { InlineKeyboardMarkup } from 'telegraf/types';

import { badRequest } from './api-error.js';
import type { BotAccount, Business } from './bot-account.js';
import type { Chat } from './chat.js';
import { fileOf } from './media.js';
import type { Params } from './params.js';
import { readInlineKeyboard } from './reply-markup.js';
import { defined, type Json, type WireMessage } from './wire.js';

/**
 * Puts messages of the bot into the chat that the parameters name, all of them or, when one is refused, none.
 *
 * What every `send...` method has in common: https://core.telegram.org/bots/api#sendmessage (`business_connection_id`, `chat_id`,
 * `message_thread_id`, `reply_parameters`, `reply_markup`).
 *
 * @param contents the fields of each message; several are an album
 * @throws ApiError 400, 403, 429
 */
export function deliver(account: BotAccount, params: Params, contents: readonly Json[]): WireMessage[] {
  const business = businessOf(account, params);
  const chat = account.chatOf(params);
  chat.assertWritable();
  const common = {
    ...threadOf(chat, params),
    ...replyOf(account, chat, params),
    ...defined({ reply_markup: readInlineKeyboard(params) }),
    ...(business !== null && { business_connection_id: business.id, sender_business_bot: account.me }),
    ...(params.flag('protect_content') && { has_protected_content: true as const }),
  };
  account.limits.pass(chat.id, contents.length);
  return contents.map((content) => post(account, chat, business, { ...common, ...content }));
}

function post(
  account: BotAccount,
  chat: Chat,
  business: Business | null,
  content: Json & { reply_markup?: InlineKeyboardMarkup },
): WireMessage {
  const message: WireMessage = {
    message_id: account.nextMessageId(chat),
    from: business?.owner ?? account.me,
    chat: chat.info,
    date: account.date(),
    ...content,
  };
  chat.messages.set(message.message_id, message);
  chat.inbox.add(message, fileOf(account.files, message));
  return message;
}

/** @throws ApiError 400 for a connection that does not exist, was ended or may not reply */
export function businessOf(account: BotAccount, params: Params): Business | null {
  const id = params.text('business_connection_id');
  if (id === undefined) return null;
  const business = account.businesses.get(id);
  if (business === undefined || !business.isEnabled) throw badRequest('business connection not found');
  if (!business.canReply) throw badRequest('BUSINESS_CONNECTION_NOT_ALLOWED');
  return business;
}

function threadOf(chat: Chat, params: Params): Json {
  const thread = params.integer('message_thread_id');
  if (thread === undefined) return {};
  if (!chat.topics.has(thread)) throw badRequest('message thread not found');
  return { message_thread_id: thread, is_topic_message: true };
}

/**
 * `reply_parameters` (https://core.telegram.org/bots/api#replyparameters) and the older `reply_to_message_id` that it replaced.
 *
 * @throws ApiError 400 when the message or the quote is not there
 */
function replyOf(account: BotAccount, chat: Chat, params: Params): Json {
  const given = params.object('reply_parameters');
  const id = given === undefined ? params.integer('reply_to_message_id') : Number(given['message_id']);
  if (id === undefined) return {};
  const otherChat = given?.['chat_id'];
  const home = otherChat === undefined ? chat : account.chats.get(Number(otherChat));
  const original = home?.messages.get(id);
  if (original === undefined) {
    if (given?.['allow_sending_without_reply'] === true || params.flag('allow_sending_without_reply')) return {};
    throw badRequest('message to be replied not found');
  }
  const { reply_to_message: _, ...plain } = original;
  return { reply_to_message: plain, ...quoteOf(original, given?.['quote']) };
}

function quoteOf(original: WireMessage, quote: unknown): Json {
  if (typeof quote !== 'string' || quote === '') return {};
  const position = (original.text ?? original.caption ?? '').indexOf(quote);
  if (position < 0) throw badRequest('QUOTE_TEXT_INVALID');
  return { quote: { text: quote, position, is_manual: true } };
}
