import { isJson, type Json } from './wire.js';

/** The kinds of `Update`. https://core.telegram.org/bots/api#update */
export const UPDATE_KINDS: readonly string[] = [
  'message',
  'edited_message',
  'channel_post',
  'edited_channel_post',
  'business_connection',
  'business_message',
  'edited_business_message',
  'deleted_business_messages',
  'message_reaction',
  'message_reaction_count',
  'inline_query',
  'chosen_inline_result',
  'callback_query',
  'shipping_query',
  'pre_checkout_query',
  'purchased_paid_media',
  'poll',
  'poll_answer',
  'my_chat_member',
  'chat_member',
  'chat_join_request',
  'chat_boost',
  'removed_chat_boost',
];

/** Kinds that come only to who asks for them by name. https://core.telegram.org/bots/api#getupdates, `allowed_updates` */
const ON_REQUEST: readonly string[] = ['chat_member', 'message_reaction', 'message_reaction_count'];

export const DEFAULT_KINDS: readonly string[] = UPDATE_KINDS.filter((kind) => !ON_REQUEST.includes(kind));

/** The key of an update that is not its number: `message`, `callback_query`, ... */
export function kindOf(update: Json): string | undefined {
  return Object.keys(update).find((key) => key !== 'update_id');
}

/** Number of the chat an update is about, by which a webhook keeps order. */
export function chatIdOf(update: Json): number | undefined {
  const kind = kindOf(update);
  const body = kind === undefined ? undefined : update[kind];
  if (!isJson(body)) return undefined;
  const chat = isJson(body['chat']) ? body['chat'] : isJson(body['message']) ? body['message']['chat'] : body['from'];
  return isJson(chat) && typeof chat['id'] === 'number' ? chat['id'] : undefined;
}
