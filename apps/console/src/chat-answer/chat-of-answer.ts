import type { Conversation, Message, TicketDetail } from '../api/shapes.js';
import type { Answering } from '../recipients/answering.js';
import type { Draft } from '../composer/draft.js';

/** The chat of Telegram that an answer goes into; null where it goes elsewhere. */
export function chatOf({ conversation }: Answering): Conversation | null {
  return conversation?.channel === 'telegram' ? conversation : null;
}

/** The conversation whose customer sees that an answer is being written; null where nobody would: a mail is seen when it comes. */
export function seenTypingIn({ conversation }: Answering): string | null {
  return conversation === null || conversation.channel === 'email' ? null : conversation.id;
}

/** The message that a draft replies to, while it is among those that are shown. */
export function targetOf({ timeline }: Pick<TicketDetail, 'timeline'>, { replyTo }: Draft): Message | null {
  const found = replyTo === null ? undefined : timeline.find((item) => item.id === replyTo);
  return found?.type === 'message' ? found : null;
}

/** What is replied to when nobody says what: the message in focus, else the customer's last one. */
export function meantMessage({ timeline }: Pick<TicketDetail, 'timeline'>, focused: string | null): Message | null {
  const messages = timeline.filter((item): item is Message => item.type === 'message' && item.deletedAt === null);
  return messages.find(({ id }) => id === focused) ?? messages.findLast(({ kind }) => kind === 'inbound') ?? null;
}

/** Whom an answer in a chat goes to: `title` is that of a group, and null where it is the customer alone. */
export function partnerOf({ channel }: Pick<TicketDetail, 'channel'>, { conversation }: Answering) {
  const chat = conversation?.chat ?? null;
  return { channel: conversation?.channel ?? channel, title: chat && chat.kind !== 'private' ? chat.title : null };
}
