import type { Chat, Message, MessageEntity, Update, User } from 'telegraf/types';

import { defined, type Json } from './wire.js';

/**
 * Updates as Telegram sends them, one builder for each kind: https://core.telegram.org/bots/api#update
 *
 * For tests without a server; `bot.push(update)` hands them out with one. A builder takes the fields that matter to the test and makes up
 * the rest. Numbers of updates and messages grow by one.
 */
export interface UpdateFields {
  readonly updateId?: number;
  readonly messageId?: number;
  /** Sender (default: a private user "Anna"). */
  readonly from?: User;
  /** Default: the private chat of the sender. */
  readonly chat?: Chat.PrivateChat | Chat.GroupChat | Chat.SupergroupChat;
  /** Unix time in seconds. */
  readonly date?: number;
  readonly threadId?: number;
  readonly mediaGroupId?: string;
  readonly caption?: string;
  /** Fields of the message that have no name here. */
  readonly more?: Json;
}

let lastUpdateId = 900_000_000;
let lastMessageId = 100;

export function aTelegramUser(fields: Partial<User> = {}): User {
  return { id: 777_000_111, is_bot: false, first_name: 'Anna', language_code: 'en', ...fields };
}

export function aPrivateChat(user: User = aTelegramUser()): Chat.PrivateChat {
  return { id: user.id, type: 'private', first_name: user.first_name, ...defined({ last_name: user.last_name, username: user.username }) };
}

export function aSupergroup(
  fields: { readonly id?: number; readonly title?: string; readonly isForum?: boolean } = {},
): Chat.SupergroupChat {
  const { id = -1_000_500_000_001, title = 'Clients', isForum = false } = fields;
  return { id, type: 'supergroup', title, ...(isForum && { is_forum: true as const }) };
}

export function aTextUpdate(
  text = 'Hello',
  fields: UpdateFields & { readonly entities?: MessageEntity[] } = {},
): Update.MessageUpdate<Message.TextMessage> {
  return messageUpdate({ text, ...defined({ entities: fields.entities }) }, fields);
}

export function aPhotoUpdate(fields: UpdateFields = {}): Update.MessageUpdate<Message.PhotoMessage> {
  const sizes = [
    { width: 90, height: 67 },
    { width: 320, height: 240 },
    { width: 1280, height: 960 },
  ];
  const photo = sizes.map((size) => ({ ...aFileId('photo'), file_size: size.width * size.height, ...size }));
  return messageUpdate({ photo, ...captioned(fields) }, fields);
}

export function aDocumentUpdate(
  fields: UpdateFields & { readonly fileName?: string; readonly mimeType?: string; readonly fileSize?: number } = {},
): Update.MessageUpdate<Message.DocumentMessage> {
  const { fileName = 'report.pdf', mimeType = 'application/pdf', fileSize = 1234 } = fields;
  const document = { ...aFileId('document'), file_name: fileName, mime_type: mimeType, file_size: fileSize };
  return messageUpdate({ document, ...captioned(fields) }, fields);
}

export function aVoiceUpdate(fields: UpdateFields = {}): Update.MessageUpdate<Message.VoiceMessage> {
  return messageUpdate(
    { voice: { ...aFileId('voice'), duration: 3, mime_type: 'audio/ogg', file_size: 999 }, ...captioned(fields) },
    fields,
  );
}

export function aLocationUpdate(fields: UpdateFields = {}): Update.MessageUpdate<Message.LocationMessage> {
  return messageUpdate({ location: { latitude: 59.93, longitude: 30.31 } }, fields);
}

export function aContactUpdate(fields: UpdateFields = {}): Update.MessageUpdate<Message.ContactMessage> {
  return messageUpdate({ contact: { phone_number: '+79990000000', first_name: 'Lev' } }, fields);
}

/** As many updates as photos, which share a `media_group_id`; the caption is on the first. */
export function anAlbum(photos = 3, fields: UpdateFields = {}): Update.MessageUpdate<Message.PhotoMessage>[] {
  const { caption, mediaGroupId = `1379${++lastMessageId}`, ...rest } = fields;
  return Array.from({ length: photos }, (_, place) => aPhotoUpdate({ ...rest, mediaGroupId, ...(place === 0 && defined({ caption })) }));
}

/** @param edited update whose message was changed */
export function anEditOf(
  edited: Update.MessageUpdate<Message.TextMessage>,
  text: string,
  editDate = edited.message.date + 60,
): Update.EditedMessageUpdate<Message.TextMessage> {
  const { edit_date: _, ...message } = edited.message;
  return { update_id: ++lastUpdateId, edited_message: { ...message, text, edit_date: editDate } };
}

/** @param original update whose message is answered */
export function aReplyTo(
  original: Update.MessageUpdate<Message.TextMessage>,
  text: string,
  fields: UpdateFields = {},
): Update.MessageUpdate<Message.TextMessage> {
  const { reply_to_message: _, ...plain } = original.message;
  return messageUpdate({ text }, { ...fields, more: { ...fields.more, reply_to_message: plain } });
}

export function aCallbackUpdate(data = 'yes', fields: UpdateFields = {}): Update.CallbackQueryUpdate {
  const from = fields.from ?? aTelegramUser();
  const { message } = aTextUpdate('Choose', { ...fields, from: aTelegramUser({ id: 5_000_001, is_bot: true, first_name: 'Bot' }) });
  return {
    update_id: fields.updateId ?? ++lastUpdateId,
    callback_query: {
      id: String(4_382_000_000 + lastUpdateId),
      from,
      chat_instance: '1',
      data,
      message: { ...message, chat: aPrivateChat(from) },
    },
  };
}

/** The user stopped (`kicked`) or started again (`member`) the bot. */
export function aBlockUpdate(status: 'kicked' | 'member' = 'kicked', fields: UpdateFields = {}): Update.MyChatMemberUpdate {
  const from = fields.from ?? aTelegramUser();
  const user = aTelegramUser({ id: 5_000_001, is_bot: true, first_name: 'Bot' });
  const kicked = { user, status: 'kicked', until_date: 0 } as const;
  const member = { user, status: 'member' } as const;
  return {
    update_id: fields.updateId ?? ++lastUpdateId,
    my_chat_member: {
      chat: fields.chat ?? aPrivateChat(from),
      from,
      date: fields.date ?? now(),
      old_chat_member: status === 'kicked' ? member : kicked,
      new_chat_member: status === 'kicked' ? kicked : member,
    },
  };
}

export function aReactionUpdate(emoji: '👍' | '👎' | '❤' = '👍', fields: UpdateFields = {}): Update.MessageReactionUpdate {
  const user = fields.from ?? aTelegramUser();
  return {
    update_id: fields.updateId ?? ++lastUpdateId,
    message_reaction: {
      chat: fields.chat ?? aPrivateChat(user),
      message_id: fields.messageId ?? lastMessageId,
      user,
      date: fields.date ?? now(),
      old_reaction: [],
      new_reaction: [{ type: 'emoji', emoji }],
    },
  };
}

/** The two service messages of a group that became a supergroup. */
export function aMigration(from = -500_000_001, to = -1_000_500_000_001): [Update.MessageUpdate, Update.MessageUpdate] {
  const group: Chat.GroupChat = { id: from, type: 'group', title: 'Clients' };
  return [
    messageUpdate({ migrate_to_chat_id: to }, { chat: group }),
    messageUpdate({ migrate_from_chat_id: from }, { chat: aSupergroup({ id: to }) }),
  ];
}

/** A message to a business account the bot answers for; newer than the types. https://core.telegram.org/bots/api#update */
export function aBusinessUpdate(
  text = 'Hello',
  fields: UpdateFields & { readonly connectionId?: string } = {},
): Json & { update_id: number } {
  const { update_id, message } = aTextUpdate(text, fields);
  return { update_id, business_message: { business_connection_id: fields.connectionId ?? 'bc1', ...message } };
}

/** A kind of update that nobody knows yet. */
export function anUnknownUpdate(fields: UpdateFields = {}): Json & { update_id: number } {
  return { update_id: fields.updateId ?? ++lastUpdateId, telepathy: { from: fields.from ?? aTelegramUser(), thought: 'hm' } };
}

function messageUpdate<Content extends object>(content: Content, fields: UpdateFields) {
  const from = fields.from ?? aTelegramUser();
  return {
    update_id: fields.updateId ?? ++lastUpdateId,
    message: {
      message_id: fields.messageId ?? ++lastMessageId,
      from,
      chat: fields.chat ?? aPrivateChat(from),
      date: fields.date ?? now(),
      ...(fields.threadId !== undefined && { message_thread_id: fields.threadId, is_topic_message: true }),
      ...content,
      ...fields.more,
    },
  };
}

function captioned({ caption, mediaGroupId }: UpdateFields): { caption?: string; media_group_id?: string } {
  return defined({ caption, media_group_id: mediaGroupId });
}

function aFileId(kind: string): { file_id: string; file_unique_id: string } {
  const number = ++lastMessageId;
  return { file_id: `${kind}-file-${number}`, file_unique_id: `${kind}-unique-${number}` };
}

function now(): number {
  return Math.floor(Date.now() / 1000);
}
