import { type Fresh, keyOf } from '../received.js';
import type { IncomingMessage } from '../incoming.js';
import type { KnownMessage } from './known-messages.js';

/**
 * A pressed button by its label, as we sent it: of a message that is long ago Telegram tells neither text nor buttons, only what the button
 * sends, which is its place among the choices.
 *
 * @see https://core.telegram.org/bots/api#inaccessiblemessage
 */
export function withLabel(item: Fresh<IncomingMessage>, known: ReadonlyMap<string, KnownMessage>): Fresh<IncomingMessage> {
  const { incoming } = item;
  const { chat, inboxId } = incoming;
  if (chat?.content?.kind !== 'choice' || chat.content.label !== chat.content.data) return item;
  const choices = known.get(keyOf({ inboxId, externalId: chat.answers?.of ?? '' }))?.choices ?? [];
  const label = choices[Number(chat.content.data)];
  if (label === undefined) return item;
  return { ...item, incoming: { ...incoming, text: label, chat: { ...chat, content: { ...chat.content, label } } } };
}
