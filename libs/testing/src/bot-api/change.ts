import { badRequest } from './api-error.js';
import type { BotAccount } from './bot-account.js';
import type { Chat } from './chat.js';
import { businessOf } from './deliver.js';
import { captionText, messageText } from './formatted-text.js';
import { fileOf } from './media.js';
import type { Params } from './params.js';
import { readInlineKeyboard } from './reply-markup.js';
import type { FormattedText, WireMessage } from './wire.js';

/** "A message can only be deleted if it was sent less than 48 hours ago": https://core.telegram.org/bots/api#deletemessage */
const DELETE_WITHIN_S = 48 * 60 * 60;

export const NOT_MODIFIED =
  'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message';

/** https://core.telegram.org/bots/api#editmessagetext */
export function editMessageText(account: BotAccount, params: Params): WireMessage {
  const formatted = messageText(params);
  const { chat, message } = own(account, params);
  if (message.text === undefined) throw badRequest('there is no text in the message to edit');
  return change(account, chat, message, params, 'text', formatted);
}

/** https://core.telegram.org/bots/api#editmessagecaption */
export function editMessageCaption(account: BotAccount, params: Params): WireMessage {
  const formatted = captionText(params);
  const { chat, message } = own(account, params);
  if (fileOf(account.files, message) === null) throw badRequest('there is no caption in the message to edit');
  return change(account, chat, message, params, 'caption', formatted);
}

/** https://core.telegram.org/bots/api#editmessagereplymarkup */
export function editMessageReplyMarkup(account: BotAccount, params: Params): WireMessage {
  const { chat, message } = own(account, params);
  const field = message.text === undefined ? 'caption' : 'text';
  const entities = (field === 'text' ? message.entities : message.caption_entities) ?? [];
  return change(account, chat, message, params, field, { text: message[field] ?? '', entities });
}

/** https://core.telegram.org/bots/api#deletemessage */
export function deleteMessage(account: BotAccount, params: Params): true {
  const chat = account.chatOf(params);
  const message = chat.messages.get(params.integer('message_id', 0));
  if (message === undefined) throw badRequest('message to delete not found');
  if (account.date() - message.date > DELETE_WITHIN_S) throw badRequest("message can't be deleted for everyone");
  if (message.from?.id !== account.me.id && chat.info.type !== 'private') throw badRequest("message can't be deleted");
  remove(chat, message.message_id);
  return true;
}

/** "If some of the specified messages can't be found, they are skipped": https://core.telegram.org/bots/api#deletemessages */
export function deleteMessages(account: BotAccount, params: Params): true {
  const chat = account.chatOf(params);
  const ids = params.array('message_ids', 'message identifiers');
  if (ids === undefined || ids.length === 0) throw badRequest('message identifiers are not specified');
  if (ids.length > 100) throw badRequest('too many message identifiers specified');
  for (const id of ids.map(Number)) remove(chat, id);
  return true;
}

/** "Delete messages on behalf of a business account": https://core.telegram.org/bots/api#deletebusinessmessages */
export function deleteBusinessMessages(account: BotAccount, params: Params): true {
  const business = businessOf(account, params);
  if (business === null) throw badRequest('business connection not found');
  const ids = (params.array('message_ids', 'message identifiers') ?? []).map(Number);
  for (const chat of business.home.chats.values()) for (const id of ids) remove(chat, id);
  return true;
}

function remove(chat: Chat, messageId: number): void {
  const message = chat.messages.get(messageId);
  if (message === undefined) return;
  chat.messages.delete(messageId);
  chat.inbox.delete(message);
}

/** The bot's own message that the parameters name. @throws ApiError 400 */
export function own(account: BotAccount, params: Params): { chat: Chat; message: WireMessage } {
  const business = businessOf(account, params);
  const chat = account.chatOf(params, business);
  const id = params.integer('message_id');
  if (id === undefined) throw badRequest('message identifier is not specified');
  const message = chat.messages.get(id);
  if (message === undefined) throw badRequest('message to edit not found');
  const sender = business?.owner.id ?? account.me.id;
  if (message.from?.id !== sender) throw badRequest("message can't be edited");
  return { chat, message };
}

function change(
  account: BotAccount,
  chat: Chat,
  message: WireMessage,
  params: Params,
  field: 'text' | 'caption',
  { text, entities }: FormattedText,
): WireMessage {
  const entitiesField = field === 'text' ? 'entities' : 'caption_entities';
  const { [entitiesField]: oldEntities = [], reply_markup: oldKeyboard, ...kept } = message;
  const keyboard = readInlineKeyboard(params);
  if (message[field] === text && sameJson(oldEntities, entities) && sameJson(oldKeyboard, keyboard)) throw badRequest(NOT_MODIFIED);
  const changed: WireMessage = {
    ...kept,
    [field]: text,
    edit_date: account.date(),
    ...(entities.length > 0 && { [entitiesField]: entities }),
    ...(keyboard !== undefined && { reply_markup: keyboard }),
  };
  chat.messages.set(message.message_id, changed);
  chat.inbox.change(changed, fileOf(account.files, changed));
  return changed;
}

export function sameJson(a: unknown, b: unknown): boolean {
  return JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
}
