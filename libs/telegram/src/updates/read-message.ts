import { entitiesToHtml } from '../text/entities-to-html.js';
import { commandOf, mentionsOf } from './addressing.js';
import { contentOf, heldText, unknownContent } from './content.js';
import { filesOf } from './files.js';
import { chatIn, personOf } from './people.js';
import { displayName } from './plain-strings.js';
import { forwardOf, replyTo } from './replies.js';
import { serviceField } from './service-fields.js';
import { MessageShape } from './shapes.js';
import type { ChatMessage, What } from './update.js';

type Source = { readonly source: ChatMessage['source']; readonly isEdit: boolean };

/**
 * A message as the Bot API gives it.
 *
 * @returns null where it does not say which message of which chat it is
 * @see https://core.telegram.org/bots/api#message
 */
export function readMessage(raw: object, { source, isEdit }: Source): What | null {
  const message = MessageShape.parse(raw);
  const chat = chatIn(message.chat);
  const { message_id: messageId, migrate_to_chat_id: to, migrate_from_chat_id: from } = message;
  if (chat === null || messageId === null) return null;
  if (to !== null) return { kind: 'migration', from: chat.id, to };
  if (from !== null) return { kind: 'migration', from, to: chat.id };
  const service = serviceField(raw);
  if (service !== null) return { kind: 'service', chat, messageId, name: service, topic: renamedTopic(message) };
  const circumstances = { messageId, source, chat, editedAt: isEdit ? (message.edit_date ?? message.date ?? 0) : null };
  return { kind: 'message', message: { ...circumstances, ...authorOf(message), ...whereOf(message), ...wordsOf(message, raw) } };
}

type Author = Pick<ChatMessage, 'from' | 'senderChat' | 'isSentByBot'>;

/** Where a chat speaks, `from` is somebody made up. @see https://core.telegram.org/bots/api#message (sender_chat) */
function authorOf(message: MessageShape): Author {
  const senderChat = chatIn(message.sender_chat);
  return {
    from: senderChat === null ? personOf(message.from) : null,
    senderChat,
    isSentByBot: message.sender_business_bot !== null,
  };
}

type Where = Pick<ChatMessage, 'threadId' | 'topic' | 'businessConnectionId' | 'date' | 'replyTo' | 'forwarded' | 'album'>;

function whereOf(message: MessageShape): Where {
  return {
    threadId: threadOf(message),
    topic: topicOf(message),
    businessConnectionId: message.business_connection_id,
    date: message.date,
    replyTo: replyTo(message),
    forwarded: forwardOf(message),
    album: message.media_group_id,
  };
}

/** The topic of a message; in other chats the same field means a thread of replies. */
export function threadOf({ is_topic_message: isTopic, message_thread_id: threadId }: MessageShape): number | null {
  return isTopic === true ? threadId : null;
}

/** The title that the topic of a message was opened with: what answers nothing else comes with the message that opened it. */
export function topicOf(message: MessageShape): string | null {
  return threadOf(message) === null ? null : titleIn(message.reply_to_message?.forum_topic_created ?? null);
}

/** @see https://core.telegram.org/bots/api#forumtopiccreated https://core.telegram.org/bots/api#forumtopicedited */
function renamedTopic(message: MessageShape): { threadId: number; title: string } | null {
  const threadId = threadOf(message);
  const title = titleIn(message.forum_topic_created ?? message.forum_topic_edited);
  return threadId === null || title === null ? null : { threadId, title };
}

function titleIn(topic: { readonly name: string | null } | null): string | null {
  return displayName(topic?.name ?? '') || null;
}

type Words = Pick<ChatMessage, 'text' | 'html' | 'command' | 'mentions' | 'content' | 'files'>;

function wordsOf(message: MessageShape, raw: object): Words {
  const said = message.text ?? message.caption;
  const entities = message.text === null ? message.caption_entities : message.entities;
  const files = filesOf(message);
  const known = contentOf(message);
  const text = said ?? heldText(message, known);
  return {
    text,
    html: said === null ? null : entitiesToHtml(said, entities ?? []),
    command: message.text === null ? null : commandOf(message.text, message.entities),
    mentions: said === null ? [] : mentionsOf(said, entities ?? []),
    content: known ?? (text === '' && files.length === 0 ? unknownContent(raw) : null),
    files,
  };
}
