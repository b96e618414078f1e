import { openUpdate } from './open-update.js';
import { chatIn, personOf } from './people.js';
import { readConnection } from './read-connection.js';
import { readMessage, threadOf, topicOf } from './read-message.js';
import { AnyShape, CallbackQueryShape, DeletedShape, MemberUpdatedShape, ReactionUpdatedShape } from './shapes.js';
import type { Update, What } from './update.js';

/**
 * Understands an update of the Bot API (10.3), whatever JSON it is.
 *
 * A field that is not what it should be is null; an update that does not say what it is about is `unknown`. Strings are such as
 * PostgreSQL can store, and names such as can be shown (`threat:B5`).
 *
 * @returns null where it is no update at all
 * @see https://core.telegram.org/bots/api#update
 */
export function readUpdate(json: unknown): Update | null {
  const opened = openUpdate(json);
  if (opened === null) return null;
  const { updateId, updateType, body } = opened;
  const what = (body && readBody(updateType, body)) ?? unknown(updateType, body);
  return { updateId, what };
}

/** Null: it does not say what it should. */
function readBody(updateType: string, body: object): What | null {
  switch (updateType) {
    case 'message':
      return readMessage(body, { source: 'chat', isEdit: false });
    case 'edited_message':
      return readMessage(body, { source: 'chat', isEdit: true });
    case 'business_message':
      return readMessage(body, { source: 'business', isEdit: false });
    case 'edited_business_message':
      return readMessage(body, { source: 'business', isEdit: true });
    case 'channel_post':
      return readMessage(body, { source: 'channel', isEdit: false });
    case 'edited_channel_post':
      return readMessage(body, { source: 'channel', isEdit: true });
    case 'callback_query':
      return readChoice(body);
    case 'my_chat_member':
      return readMembership(body);
    case 'message_reaction':
      return readReaction(body);
    case 'deleted_business_messages':
      return readDeletion(body);
    case 'business_connection': {
      const connection = readConnection(body);
      return connection && { kind: 'connection', connection };
    }
    default:
      return null;
  }
}

function unknown(updateType: string, body: object | null): What {
  return { kind: 'unknown', updateType, chat: body && chatIn(AnyShape.parse(body).chat) };
}

/** Of a button below a message of ours: what stands below inline results is in no chat that we know. */
function readChoice(body: object): What | null {
  const { id, from: user, message, data } = CallbackQueryShape.parse(body);
  const from = personOf(user);
  const chat = chatIn(message?.chat ?? null);
  const messageId = message?.message_id ?? null;
  if (id === null || from === null || message === null || chat === null || messageId === null) return null;
  const buttons = message.reply_markup?.inline_keyboard?.flat() ?? [];
  const label = data === null ? null : buttons.find(({ callback_data: own }) => own === data)?.text;
  return {
    kind: 'choice',
    id,
    from,
    chat,
    threadId: threadOf(message),
    topic: topicOf(message),
    messageId,
    data: data ?? '',
    label: label ?? '',
    businessConnectionId: message.business_connection_id,
  };
}

function readMembership(body: object): What | null {
  const { chat: placed, from: user, date, old_chat_member: before, new_chat_member: now } = MemberUpdatedShape.parse(body);
  const chat = chatIn(placed);
  const from = personOf(user);
  if (chat === null || from === null) return null;
  return { kind: 'membership', chat, from, date, oldStatus: before?.status ?? '', newStatus: now?.status ?? '' };
}

function readReaction(body: object): What | null {
  const { chat: placed, message_id: messageId, user, new_reaction: reactions } = ReactionUpdatedShape.parse(body);
  const chat = chatIn(placed);
  if (chat === null || messageId === null || reactions === null) return null;
  return { kind: 'reaction', chat, messageId, from: personOf(user), reactions: reactions.map(({ emoji, type }) => emoji ?? type) };
}

function readDeletion(body: object): What | null {
  const { business_connection_id: businessConnectionId, chat: placed, message_ids: messageIds } = DeletedShape.parse(body);
  const chat = chatIn(placed);
  if (chat === null || messageIds === null || businessConnectionId === null) return null;
  return { kind: 'deletion', chat, messageIds, businessConnectionId };
}
