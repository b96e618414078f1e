import type { BotAccount } from './bot-account.js';
import type { Chat } from './chat.js';
import { changed } from './content.js';
import { foundEntities } from './found-entities.js';
import type { Json, WireMessage } from './wire.js';

/** A channel with the bot as an admin: posts have no author but the channel. https://core.telegram.org/bots/api#update `channel_post` */
export class Channel {
  constructor(
    private readonly account: BotAccount,
    readonly chat: Chat,
  ) {
    chat.standing = 'open';
  }

  get id(): number {
    return this.chat.id;
  }

  posts(text: string, more: Json = {}): WireMessage {
    const entities = foundEntities(text);
    const post: WireMessage = {
      message_id: this.account.nextMessageId(this.chat),
      sender_chat: this.chat.info,
      chat: this.chat.info,
      date: this.account.date(),
      text,
      ...(entities.length > 0 && { entities }),
      ...more,
    };
    this.chat.messages.set(post.message_id, post);
    this.account.updates.push({ channel_post: post });
    return post;
  }

  edits(messageId: number, change: Json): void {
    const old = this.chat.messages.get(messageId);
    if (old === undefined) throw new Error(`there is no post ${messageId} to edit`);
    const edited = changed(old, change, this.account.date());
    this.chat.messages.set(messageId, edited);
    this.account.updates.push({ edited_channel_post: edited });
  }
}
