import type { TicketDetail } from '../api/shapes.js';

export type ChatSigns = {
  readonly id: string;
  /** Null: the customer's own chat with the bot. */
  readonly kind: 'group' | 'channel' | 'business' | null;
  readonly title: string | null;
  /** Of a forum: the title of the topic, or its number where that is not known. */
  readonly topic: { readonly title: string | null; readonly number: string } | null;
  readonly blocked: boolean;
};

/** What is to be said of the chats that a ticket is in now; nothing of an ordinary one. */
export function chatsOf({ conversations }: Pick<TicketDetail, 'conversations'>): ChatSigns[] {
  return conversations.flatMap(({ id, chat, blockedAt, externalKey, current }) => {
    if (chat === null || !current) return [];
    const kind: ChatSigns['kind'] = chat.business ? 'business' : chat.kind === 'private' ? null : chat.kind;
    // `account:chat:topic`; 0 is no topic.
    const number = externalKey.split(':')[2] ?? '0';
    const topic = number === '0' ? null : { title: chat.topic, number };
    const signs = { id, kind, title: kind === null ? null : chat.title, topic, blocked: blockedAt !== null };
    return kind !== null || signs.blocked ? [signs] : [];
  });
}
