import type { User } from 'telegraf/types';

import type { BotAccount } from './bot-account.js';
import type { Chat } from './chat.js';
import { memberChange } from './customer.js';
import type { MessageMatch, SeenMessage } from './inbox.js';
import { openTopic, type Saying, speak } from './saying.js';
import type { Json, WireMessage } from './wire.js';

/** A group or supergroup with the bot in it. */
export class Group {
  constructor(
    private readonly account: BotAccount,
    public chat: Chat,
    private readonly founder: User,
  ) {
    chat.standing = 'open';
  }

  get id(): number {
    return this.chat.id;
  }

  get inbox(): readonly SeenMessage[] {
    return this.chat.inbox.messages;
  }

  /** @see Inbox.receives */
  receives(match: MessageMatch, timeoutMs?: number): Promise<SeenMessage> {
    return this.chat.inbox.receives(match, timeoutMs);
  }

  /** Opens a topic of a forum. @returns its `message_thread_id` */
  topic(name: string): number {
    return openTopic(this.account, this.chat, this.founder, name);
  }

  /** Bots that are no admins cannot write there until it is opened again. */
  closesTopic(threadId: number): void {
    this.chat.topics.set(threadId, 'closed');
    this.tells({ forum_topic_closed: {} }, { threadId });
  }

  reopensTopic(threadId: number): void {
    this.chat.topics.set(threadId, 'open');
    this.tells({ forum_topic_reopened: {} }, { threadId });
  }

  /** Its messages go with it; nothing tells the bot. */
  deletesTopic(threadId: number): void {
    this.chat.topics.delete(threadId);
    for (const [id, message] of this.chat.messages) if (message.message_thread_id === threadId) this.chat.messages.delete(id);
  }

  /** A service message: who joined or left, a new title, a pin, ... https://core.telegram.org/bots/api#message */
  tells(held: Json, saying: Saying = {}): WireMessage {
    const message = speak(this.account, this.chat, this.founder, held, saying);
    this.account.updates.push({ message });
    return message;
  }

  removesBot(): void {
    this.chat.standing = 'kicked';
    this.account.updates.push({ my_chat_member: memberChange(this.account, this.chat, this.founder, 'member', 'kicked') });
  }

  addsBot(): void {
    this.chat.standing = 'open';
    this.account.updates.push({ my_chat_member: memberChange(this.account, this.chat, this.founder, 'left', 'member') });
  }

  /**
   * Becomes a supergroup: the old chat tells `migrate_to_chat_id`, the new one `migrate_from_chat_id`, and what is sent to the old number
   * is refused with the new one. https://core.telegram.org/bots/api#responseparameters
   *
   * @returns the new number
   */
  migrates(): number {
    const old = this.chat;
    const id = -1_000_000_000_000 + old.id;
    this.tells({ migrate_to_chat_id: id });
    this.chat = this.account.openChat({ ...old.info, id, type: 'supergroup' });
    this.chat.standing = 'open';
    old.migratedTo = id;
    this.tells({ migrate_from_chat_id: old.id });
    return id;
  }
}
