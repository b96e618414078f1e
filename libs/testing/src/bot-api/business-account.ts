import type { User } from 'telegraf/types';

import type { BotAccount, Business } from './bot-account.js';
import type { Customer } from './customer.js';
import type { Json, WireMessage } from './wire.js';

/** A person whose Telegram Business account the bot answers for. https://core.telegram.org/bots/api#businessconnection */
export class BusinessAccount {
  readonly #business: Business;

  constructor(
    private readonly account: BotAccount,
    id: string,
    owner: User,
  ) {
    this.#business = { id, owner, canReply: true, isEnabled: true };
    account.businesses.set(id, this.#business);
    this.#tell();
  }

  get id(): string {
    return this.#business.id;
  }

  /** A customer writes to the owner; the bot hears it. */
  hears(customer: Customer, content: Json): WireMessage {
    customer.chat.standing = 'open';
    const message: WireMessage = {
      message_id: this.account.nextMessageId(customer.chat),
      business_connection_id: this.id,
      from: customer.user,
      chat: customer.chat.info,
      date: this.account.date(),
      ...content,
    };
    customer.chat.messages.set(message.message_id, message);
    this.account.updates.push({ business_message: message });
    return message;
  }

  hearsEdit(customer: Customer, messageId: number, change: Json): void {
    const old = customer.chat.messages.get(messageId);
    if (old === undefined) throw new Error(`there is no message ${messageId} to edit`);
    const edited: WireMessage = { ...old, ...change, edit_date: this.account.date() };
    customer.chat.messages.set(messageId, edited);
    this.account.updates.push({ edited_business_message: edited });
  }

  hearsDeletion(customer: Customer, messageIds: readonly number[]): void {
    for (const id of messageIds) customer.chat.messages.delete(id);
    this.account.updates.push({
      deleted_business_messages: { business_connection_id: this.id, chat: customer.chat.info, message_ids: messageIds },
    });
  }

  /** The owner changes what the bot may do, or ends the connection. */
  becomes(change: { readonly canReply?: boolean; readonly isEnabled?: boolean }): void {
    Object.assign(this.#business, change);
    this.#tell();
  }

  #tell(): void {
    this.account.updates.push({ business_connection: this.account.businessFields(this.#business) });
  }
}
