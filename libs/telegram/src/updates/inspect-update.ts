import { filesOf } from './files.js';
import { openUpdate } from './open-update.js';
import { storable } from './plain-strings.js';
import { threadOf } from './read-message.js';
import { richText } from './rich-text.js';
import { serviceField } from './service-fields.js';
import {
  AnyShape,
  CallbackQueryShape,
  ConnectionShape,
  MemberUpdatedShape,
  MessageShape,
  ReactionUpdatedShape,
  type UserShape,
} from './shapes.js';
import type { ChatFile } from './update.js';

/** An update as `inspect telegram` prints it: what it says itself, null for what it does not. Ids and dates are as in the update. */
export type InspectedUpdate = {
  /** The update's key, e.g. `edited_message`; null where it has none. */
  readonly updateType: string | null;
  /** Of a pressed button: of the message below which it stands. Of a business connection: the owner's chat with the bot (`user_chat_id`). */
  readonly chatId: number | null;
  readonly chatType: 'private' | 'group' | 'supergroup' | 'channel' | null;
  /** Who did it, as `from` or `user` says: of an anonymous admin that is Telegram's own made-up user. */
  readonly userId: number | null;
  /** First and last name with a space, as they are told: what is shown to agents is cleaned (`displayName`). */
  readonly userName: string | null;
  /** Of a pressed button: the message below which it stands. Of a reaction: the message that it is for. */
  readonly messageId: number | null;
  /** When it happened; of an edited message, when it was first sent; of a pressed button, of its message: 0 where that is not told any more. */
  readonly date: number | null;
  /** Text or caption, or the words of a rich message. */
  readonly text: string | null;
  readonly isEdited: boolean;
  readonly attachments: readonly Omit<ChatFile, 'uniqueId'>[];
  /** A venue's, too. */
  readonly location: { readonly latitude: number; readonly longitude: number } | null;
  readonly contact: { readonly phone: string; readonly firstName: string | null } | null;
  /** Of a message of the same chat alone. */
  readonly replyToMessageId: number | null;
  readonly mediaGroupId: string | null;
  readonly businessConnectionId: string | null;
  readonly migrateToChatId: number | null;
  readonly migrateFromChatId: number | null;
  /** Of topic messages alone (`is_topic_message`). */
  readonly threadId: number | null;
  readonly isService: boolean;
  readonly callbackData: string | null;
  readonly callbackId: string | null;
  /** Of `my_chat_member`: what the bot is there now. */
  readonly newStatus: string | null;
  readonly oldStatus: string | null;
  /** Of `message_reaction`: emoji, or the type of what is none (`custom_emoji`, `paid`); empty where reactions were taken back. */
  readonly newReaction: readonly string[] | null;
};

/**
 * What an update says, for people and tests to look at.
 *
 * @returns null where it is no update at all
 * @see https://core.telegram.org/bots/api#update
 */
export function inspectUpdate(json: unknown): InspectedUpdate | null {
  const opened = openUpdate(json);
  if (opened === null) return null;
  const { updateType, body } = opened;
  return { ...NOTHING, ...(body && inspectBody(updateType, body)), updateType: updateType === '' ? null : updateType };
}

const NOTHING: InspectedUpdate = {
  updateType: null,
  chatId: null,
  chatType: null,
  userId: null,
  userName: null,
  messageId: null,
  date: null,
  text: null,
  isEdited: false,
  attachments: [],
  location: null,
  contact: null,
  replyToMessageId: null,
  mediaGroupId: null,
  businessConnectionId: null,
  migrateToChatId: null,
  migrateFromChatId: null,
  threadId: null,
  isService: false,
  callbackData: null,
  callbackId: null,
  newStatus: null,
  oldStatus: null,
  newReaction: null,
};

function inspectBody(updateType: string, body: object): Partial<InspectedUpdate> {
  switch (updateType) {
    case 'message':
    case 'edited_message':
    case 'channel_post':
    case 'edited_channel_post':
    case 'business_message':
    case 'edited_business_message':
    case 'guest_message':
      return { ...inspectMessage(body), isEdited: updateType.startsWith('edited_') };
    case 'callback_query':
      return inspectChoice(body);
    case 'my_chat_member': {
      const { old_chat_member: before, new_chat_member: now } = MemberUpdatedShape.parse(body);
      return { ...inspectAny(body), newStatus: now?.status ?? null, oldStatus: before?.status ?? null };
    }
    case 'message_reaction': {
      const { new_reaction: reactions } = ReactionUpdatedShape.parse(body);
      return { ...inspectAny(body), newReaction: reactions && reactions.map(({ emoji, type }) => emoji ?? type) };
    }
    case 'business_connection': {
      const { id, user_chat_id: chatId } = ConnectionShape.parse(body);
      return { ...inspectAny(body), chatId, businessConnectionId: id };
    }
    default:
      return inspectAny(body);
  }
}

function inspectAny(body: object): Partial<InspectedUpdate> {
  const { chat, from, user, date, message_id: messageId, business_connection_id: businessConnectionId } = AnyShape.parse(body);
  return { chatId: chat?.id ?? null, chatType: chat?.type ?? null, ...whoOf(from ?? user), messageId, date, businessConnectionId };
}

function inspectMessage(body: object): Partial<InspectedUpdate> {
  const message = MessageShape.parse(body);
  const { contact, rich_message: rich } = message;
  const location = message.location ?? message.venue?.location ?? null;
  return {
    ...inspectAny(body),
    text: message.text ?? message.caption ?? (rich && richText(rich.blocks)),
    attachments: filesOf(message).map(({ uniqueId: _, ...file }) => file),
    location: location && { latitude: location.latitude, longitude: location.longitude },
    contact: contact && { phone: contact.phone_number, firstName: contact.first_name },
    replyToMessageId: message.reply_to_message?.message_id ?? null,
    mediaGroupId: message.media_group_id,
    migrateToChatId: message.migrate_to_chat_id,
    migrateFromChatId: message.migrate_from_chat_id,
    threadId: threadOf(message),
    isService: serviceField(body) !== null,
  };
}

function inspectChoice(body: object): Partial<InspectedUpdate> {
  const { id, from, message, data } = CallbackQueryShape.parse(body);
  return {
    ...(message && {
      chatId: message.chat?.id ?? null,
      chatType: message.chat?.type ?? null,
      messageId: message.message_id,
      date: message.date,
      threadId: threadOf(message),
      businessConnectionId: message.business_connection_id,
    }),
    ...whoOf(from),
    callbackData: data,
    callbackId: id,
  };
}

function whoOf(user: UserShape | null): { userId: number | null; userName: string | null } {
  const name = [user?.first_name, user?.last_name].filter(Boolean).join(' ');
  return { userId: user?.id ?? null, userName: storable(name) || null };
}
