import type { InlineKeyboardMarkup } from 'telegraf/types';

import { badRequest } from './api-error.js';
import type { BotAccount, Business } from './bot-account.js';
import type { Chat } from './chat.js';
import { fileOf } from './media.js';
import type { Params } from './params.js';
import { readInlineKeyboard } from './reply-markup.js';
import { bare } from './saying.js';
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
  const chat = account.chatOf(params, business);
  chat.assertWritable();
  if (business !== null) assertHeardOf(account, chat);
  const common = {
    ...threadOf(chat, params),
    ...replyOf(account, chat, params, business),
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
  if (business?.echoes === true) account.updates.push({ business_message: message });
  return message;
}

/** Business chats are open to the bot for so long after the customer wrote, in seconds. */
const BUSINESS_WINDOW_S = 24 * 60 * 60;

/**
 * `can_reply`: "if the bot can send and edit messages in the private chats that had incoming messages in the last 24 hours".
 *
 * https://core.telegram.org/bots/api#businessbotrights; the error's name: https://core.telegram.org/method/messages.sendMessage
 */
function assertHeardOf(account: BotAccount, { heardAt }: Chat): void {
  if (heardAt === null || account.date() - heardAt > BUSINESS_WINDOW_S) throw badRequest('BUSINESS_PEER_USAGE_MISSING');
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

/** Unknown and deleted topics, and "General" by its number 1, are not found; a closed one is for admins alone. */
function threadOf(chat: Chat, params: Params): Json {
  const thread = params.integer('message_thread_id');
  if (thread === undefined) return {};
  const state = chat.topics.get(thread);
  if (state === undefined) throw badRequest('message thread not found');
  if (state === 'closed') throw badRequest('TOPIC_CLOSED');
  return { message_thread_id: thread, is_topic_message: true };
}

/**
 * `reply_parameters` (https://core.telegram.org/bots/api#replyparameters) and the older `reply_to_message_id` that it replaced.
 *
 * `allow_sending_without_reply`: "Always False for replies in another chat or forum topic. Always True for messages sent on behalf of a
 * business account."
 *
 * @throws ApiError 400 when the message or the quote is not there
 */
function replyOf(account: BotAccount, chat: Chat, params: Params, business: Business | null): Json {
  const given = params.object('reply_parameters');
  const id = given === undefined ? params.integer('reply_to_message_id') : Number(given['message_id']);
  if (id === undefined) return {};
  const otherChat = given?.['chat_id'];
  const home = otherChat === undefined ? chat : account.chats.get(Number(otherChat));
  const original = home?.messages.get(id);
  if (original === undefined) {
    const isAllowed = given?.['allow_sending_without_reply'] === true || params.flag('allow_sending_without_reply');
    if (business !== null || (isAllowed && otherChat === undefined)) return {};
    throw badRequest('message to be replied not found');
  }
  return { reply_to_message: bare(original), ...quoted(original, given) };
}

/** "The quote must be an exact substring of the message to be replied to ... The message will fail to send if the quote isn't found." */
function quoted(original: WireMessage, given: Json | undefined): Json {
  const quote = given?.['quote'];
  if (typeof quote !== 'string' || quote === '') return {};
  if (quote.length > QUOTE_LIMIT) throw badRequest('QUOTE_TEXT_INVALID');
  const position = (original.text ?? original.caption ?? '').indexOf(quote);
  if (position < 0) throw badRequest('QUOTE_TEXT_INVALID');
  return { quote: { text: quote, position, is_manual: true } };
}

/** "0-1024 characters after entities parsing": https://core.telegram.org/bots/api#replyparameters */
const QUOTE_LIMIT = 1024;
