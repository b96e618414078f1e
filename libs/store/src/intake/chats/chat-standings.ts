import type { Sql } from '../../database/sql.js';
import type { ConversationRow } from '../conversations.js';
import { isOwn, type PlacedMessage } from '../messages.js';
import type { Placement } from '../placement.js';
import type { Fresh } from '../received.js';
import { type StandingOfChat, waitingIn } from './standings.js';
import { findTopics, nameOf, wholeChat } from './whole-chat.js';

/** Who wants to hear from us after a batch: what came last decides, and whoever writes wants to. */
export class ChatStandings {
  private constructor(
    private readonly fresh: readonly Fresh[],
    private readonly topics: ReadonlyMap<string, readonly string[]>,
  ) {}

  static async of(sql: Sql, fresh: readonly Fresh[]): Promise<ChatStandings> {
    const chats = fresh.flatMap(({ incoming }) =>
      incoming.kind === 'standing' ? [wholeChat(incoming.inboxId, incoming.externalKey)] : [],
    );
    return new ChatStandings(fresh, await findTopics(sql, chats));
  }

  get isEmpty(): boolean {
    return this.topics.size === 0;
  }

  /** Those that were here before the batch. */
  get conversationIds(): readonly string[] {
    return [...this.topics.values()].flat();
  }

  /** Tickets that have answers waiting for somebody who may have blocked us. */
  async ticketsOfWaiting(sql: Sql): Promise<readonly string[]> {
    const waiting = await waitingIn(sql, this.conversationIds);
    return waiting.map((one) => one.ticketId);
  }

  /** Of locked conversations, those whose standing is another one now. */
  changes(
    conversations: ReadonlyMap<string, ConversationRow>,
    placed: readonly PlacedMessage[],
    placement: Placement,
  ): readonly StandingOfChat[] {
    const placedById = new Map(placed.map((one) => [one.messageId, one]));
    const last = new Map<string, boolean>();
    for (const { messageId, incoming } of this.fresh) {
      const message = placedById.get(messageId);
      if (message && !isOwn(message)) last.set(message.conversationId, false);
      if (incoming.kind !== 'standing') continue;
      const chat = nameOf(wholeChat(incoming.inboxId, incoming.externalKey));
      const begun = placed.filter((one) => chatOf(one) === chat).map((one) => one.conversationId);
      for (const id of [...(this.topics.get(chat) ?? []), ...begun]) last.set(id, incoming.blocked);
    }
    return [...last].flatMap(([conversationId, blocked]): StandingOfChat[] => {
      const row = conversations.get(conversationId);
      return row && (row.blockedAt !== null) !== blocked
        ? [{ conversationId, blocked, current: placement.standingOf(conversationId) }]
        : [];
    });
  }
}

function chatOf({ incoming: { inboxId, place } }: PlacedMessage): string | null {
  return place.kind === 'chat' ? nameOf(wholeChat(inboxId, place.externalKey)) : null;
}
