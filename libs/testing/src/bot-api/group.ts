import type { User } from 'telegraf/types';

import type { BotAccount } from './bot-account.js';
import type { Chat } from './chat.js';
import { memberChange } from './customer.js';
import type { MessageMatch, SeenMessage } from './inbox.js';
import type { WireMessage } from './wire.js';

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
    const created = this.#service({ forum_topic_created: { name, icon_color: 7322096 }, is_topic_message: true });
    this.chat.topics.add(created.message_id);
    return created.message_id;
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
    this.#service({ migrate_to_chat_id: id });
    this.chat = this.account.openChat({ ...old.info, id, type: 'supergroup' });
    this.chat.standing = 'open';
    old.migratedTo = id;
    this.#service({ migrate_from_chat_id: old.id });
    return id;
  }

  #service(content: Record<string, unknown>): WireMessage {
    const message: WireMessage = {
      message_id: this.account.nextMessageId(this.chat),
      from: this.founder,
      chat: this.chat.info,
      date: this.account.date(),
      ...content,
    };
    this.chat.messages.set(message.message_id, message);
    this.account.updates.push({ message });
    return message;
  }
}
