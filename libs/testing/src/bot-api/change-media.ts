import { badRequest } from './api-error.js';
import type { BotAccount } from './bot-account.js';
import { NOT_MODIFIED, own, sameJson } from './change.js';
import type { FileKind } from './file-store.js';
import { fileOf } from './media.js';
import type { Params } from './params.js';
import { readInlineKeyboard } from './reply-markup.js';
import { inputMedia } from './send.js';
import type { WireMessage } from './wire.js';

/** https://core.telegram.org/bots/api#inputmedia */
const KINDS: readonly FileKind[] = ['animation', 'document', 'audio', 'photo', 'video'];

/** What a message keeps when its file changes; caption and buttons are those of the call. */
const KEPT = ['message_id', 'from', 'chat', 'date', 'message_thread_id', 'is_topic_message', 'reply_to_message', 'media_group_id'];
const KEPT_OF_BUSINESS = ['business_connection_id', 'sender_business_bot'];

/**
 * "If a message is part of a message album, then it can be edited only to an audio for audio albums, only to a document for document albums
 * and to a photo, a live photo, or a video otherwise." https://core.telegram.org/bots/api#editmessagemedia
 */
export function editMessageMedia(account: BotAccount, params: Params): WireMessage {
  const media = params.object('media', 'InputMedia');
  const kind = KINDS.find((one) => one === media?.['type']);
  if (media === undefined || kind === undefined) throw badRequest("can't parse InputMedia: wrong type");
  const { chat, message } = own(account, params);
  const old = fileOf(account.files, message);
  if (message.media_group_id !== undefined && groupOf(kind) !== groupOf(old?.kind)) throw badRequest("message media can't be edited");
  const kept = Object.fromEntries(Object.entries(message).filter(([name]) => [...KEPT, ...KEPT_OF_BUSINESS].includes(name)));
  const keyboard = readInlineKeyboard(params);
  const held = { ...inputMedia(account, params, media, kind), ...(keyboard !== undefined && { reply_markup: keyboard }) };
  const now: WireMessage = { message_id: message.message_id, date: message.date, chat: message.chat, ...kept, ...held };
  if (sameJson(now, message)) throw badRequest(NOT_MODIFIED);
  now.edit_date = account.date();
  chat.messages.set(now.message_id, now);
  chat.inbox.change(now, fileOf(account.files, now));
  return now;
}

function groupOf(kind: FileKind | undefined): string | undefined {
  return kind === 'video' ? 'photo' : kind;
}
