import { contentOf, heldText } from './content.js';
import { chatName, personOf } from './people.js';
import { displayName } from './plain-strings.js';
import type { HeldShape, MessageShape, OriginShape } from './shapes.js';
import type { ChatMessage, ReplyTo } from './update.js';

/** Most UTF-16 units shown of a message that is replied to. */
const MOST_UNITS = 300;

/** What a message replies to. In a topic, what answers nothing else points at the message that opened the topic: that is no reply. */
export function replyTo(message: MessageShape): ReplyTo | null {
  const { reply_to_message: replied, external_reply: elsewhere, quote } = message;
  if (replied !== null && replied.forum_topic_created === null) {
    const text = quote?.text ?? replied.text ?? replied.caption ?? wordsOf(replied);
    const author = personOf(replied.from);
    return { messageId: replied.message_id, text: cut(text), bot: author?.isBot ? (author.username ?? '').toLowerCase() : null };
  }
  if (elsewhere === null) return null;
  return { messageId: null, text: cut(quote?.text ?? wordsOf(elsewhere)), bot: null };
}

/** Who said it first, and when. @see https://core.telegram.org/bots/api#messageorigin */
export function forwardOf(message: MessageShape): ChatMessage['forwarded'] {
  const { forward_origin: origin } = message;
  if (origin !== null) return { from: authorOf(origin), date: origin.date };
  const before = {
    date: message.forward_date,
    sender_user: message.forward_from,
    sender_user_name: message.forward_sender_name,
    sender_chat: null,
    chat: message.forward_from_chat,
    author_signature: message.forward_signature,
  };
  const { date, sender_user: user, sender_user_name: name, chat } = before;
  return date === null && user === null && name === null && chat === null ? null : { from: authorOf(before), date };
}

function authorOf(origin: OriginShape): string {
  const { sender_user: user, sender_user_name: name, author_signature: signature } = origin;
  if (user !== null) return displayName([user.first_name, user.last_name].filter(Boolean).join(' '));
  if (name !== null) return displayName(name);
  const chat = origin.sender_chat ?? origin.chat;
  const title = chat === null ? '' : chatName(chat);
  return signature === null ? title : `${title} (${displayName(signature)})`.trim();
}

function wordsOf(held: HeldShape): string {
  return heldText(held, contentOf(held));
}

function cut(text: string): string {
  return text.length <= MOST_UNITS ? text : `${text.slice(0, MOST_UNITS - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
