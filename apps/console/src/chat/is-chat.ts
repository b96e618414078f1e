import type { Conversation, Message, TicketDetail } from '../api/shapes.js';

export function conversationOf({ conversations }: Pick<TicketDetail, 'conversations'>, message: Message): Conversation | null {
  return conversations.find(({ id }) => id === message.conversationId) ?? null;
}

/** Whether a message belongs to a chat of Telegram: there messages answer each other, change, and have pictures and buttons. */
export function isChat(ticket: Pick<TicketDetail, 'conversations'>, message: Message): boolean {
  return conversationOf(ticket, message)?.channel === 'telegram';
}
