import type { User } from 'telegraf/types';

import type { BotAccount, Business } from './bot-account.js';
import { Chat } from './chat.js';
import { changed } from './content.js';
import type { Customer } from './customer.js';
import { type Saying, speak } from './saying.js';
import type { Json, WireMessage } from './wire.js';

/** A person whose Telegram Business account the bot answers for. https://core.telegram.org/bots/api#businessconnection */
export class BusinessAccount {
  readonly #business: Business;

  constructor(
    private readonly account: BotAccount,
    id: string,
    readonly owner: User,
  ) {
    this.#business = { id, owner, home: account.businessHome(owner.id), canReply: true, isEnabled: true, echoes: false };
    account.businesses.set(id, this.#business);
    this.#tell();
  }

  /** Of the connection: another one after `bot.business({ owner })` was called again. */
  get id(): string {
    return this.#business.id;
  }

  /** A customer writes to the owner; the bot hears it. */
  hears(customer: Customer, held: Json, saying: Saying = {}): WireMessage {
    const chat = this.chatWith(customer);
    chat.heardAt = this.account.date();
    return this.#said(customer, customer.user, held, saying);
  }

  /** The owner writes to a customer from the own app; the bot hears it too. */
  writes(customer: Customer, held: Json, saying: Saying = {}): WireMessage {
    return this.#said(customer, this.owner, held, saying);
  }

  /** A message of the customer or of the owner is changed. */
  hearsEdit(customer: Customer, messageId: number, change: Json): void {
    const { messages } = this.chatWith(customer);
    const old = messages.get(messageId);
    if (old === undefined) throw new Error(`there is no message ${messageId} to edit`);
    const edited = changed(old, change, this.account.date());
    messages.set(messageId, edited);
    this.account.updates.push({ edited_business_message: edited });
  }

  hearsDeletion(customer: Customer, messageIds: readonly number[]): void {
    const chat = this.chatWith(customer);
    for (const id of messageIds) chat.messages.delete(id);
    this.account.updates.push({
      deleted_business_messages: { business_connection_id: this.id, chat: chat.info, message_ids: messageIds },
    });
  }

  /** The owner changes what the bot may do, or ends the connection. */
  becomes(change: { readonly canReply?: boolean; readonly isEnabled?: boolean }): void {
    Object.assign(this.#business, change);
    this.#tell();
  }

  /** From now on what the bot sends in the owner's name comes to it as an update too, with `sender_business_bot`. */
  echoes(): void {
    this.#business.echoes = true;
  }

  /** What the bot showed to be doing in the chat with a customer. */
  actionsWith(customer: Customer): readonly string[] {
    return this.chatWith(customer).actions;
  }

  /** The chat of the owner with a customer: numbered like the customer's chat with the bot, and another one. */
  chatWith(customer: Customer): Chat {
    const { chats, numbers } = this.#business.home;
    const known = chats.get(customer.id);
    if (known !== undefined) return known;
    const chat = new Chat(customer.chat.info, numbers, customer.chat.inbox);
    chat.standing = 'open';
    chats.set(customer.id, chat);
    return chat;
  }

  #said(customer: Customer, from: User, held: Json, saying: Saying): WireMessage {
    const message = speak(this.account, this.chatWith(customer), from, { business_connection_id: this.id, ...held }, saying);
    this.account.updates.push({ business_message: message });
    return message;
  }

  #tell(): void {
    this.account.updates.push({ business_connection: this.account.businessFields(this.#business) });
  }
}
