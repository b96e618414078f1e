import { badRequest, forbidden } from './api-error.js';
import { Inbox } from './inbox.js';
import type { WireChat, WireMessage } from './wire.js';

/** How the bot and the people of a chat stand to each other. */
export type Standing =
  /** Nobody of it ever wrote to the bot: for the bot it does not exist. */
  | 'unknown'
  /** The bot saw the user in a group, but was never written to. */
  | 'seen'
  | 'open'
  | 'blocked'
  | 'deactivated'
  | 'kicked'
  | 'left';

/** Where messages get their numbers from: chats that count together share one. */
export interface MessageNumbers {
  last: number;
}

export type TopicState = 'open' | 'closed';

/** A chat as Telegram holds it. */
export class Chat {
  standing: Standing = 'unknown';
  /** The supergroup this group has become. */
  migratedTo: number | null = null;
  /** Topics of a forum, or of a private chat, by the number of their first message. */
  readonly topics = new Map<number, TopicState>();
  /** All messages that are not deleted, both ways. */
  readonly messages = new Map<number, WireMessage>();
  /** When someone else than the bot spoke last, Unix time in seconds; of business chats. */
  heardAt: number | null = null;
  /** What the bot showed to be doing (`sendChatAction`), oldest first. */
  readonly actions: string[] = [];
  /** The bot's reactions by message. */
  readonly reactions = new Map<number, readonly string[]>();

  constructor(
    readonly info: WireChat,
    readonly numbers: MessageNumbers,
    readonly inbox = new Inbox(info.title ?? info.first_name ?? String(info.id)),
  ) {}

  get id(): number {
    return this.info.id;
  }

  /**
   * Whether the bot may write here (`check_chat_access` of the open server).
   *
   * @throws ApiError 403, or 400 with `migrate_to_chat_id`
   */
  assertWritable(): void {
    const kind = this.info.type === 'private' ? 'user' : `${this.info.type} chat`;
    if (this.migratedTo !== null) {
      throw badRequest('group chat was upgraded to a supergroup chat', { migrate_to_chat_id: this.migratedTo });
    }
    switch (this.standing) {
      case 'unknown':
        throw badRequest('chat not found');
      case 'seen':
        throw forbidden("bot can't initiate conversation with a user");
      case 'blocked':
        throw forbidden('bot was blocked by the user');
      case 'deactivated':
        throw forbidden('user is deactivated');
      case 'kicked':
        throw forbidden(`bot was kicked from the ${kind}`);
      case 'left':
        throw forbidden(`bot is not a member of the ${kind}`);
      case 'open':
        return;
    }
  }
}
