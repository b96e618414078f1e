import type { MessageContent } from '@app/contracts';

/**
 * An update of the Bot API, understood. What it does not have is null.
 *
 * @see https://core.telegram.org/bots/api#update
 */
export type Update = { readonly updateId: number | null; readonly what: What };

export type What =
  /** Something that was said, new or as it is after a change. */
  | { readonly kind: 'message'; readonly message: ChatMessage }
  /**
   * A chat tells of itself: who joined, a new title, a pin. `name` is the field that says so, e.g. `new_chat_members`. `topic`: a topic is
   * called so from now on.
   */
  | {
      readonly kind: 'service';
      readonly chat: Chat;
      readonly messageId: number;
      readonly name: string;
      readonly topic: { readonly threadId: number; readonly title: string } | null;
    }
  /** A group became a supergroup: one of the two service messages that tell it. */
  | { readonly kind: 'migration'; readonly from: number; readonly to: number }
  /** A button was pressed below one of our messages. */
  | {
      readonly kind: 'choice';
      readonly id: string;
      readonly from: Person;
      readonly chat: Chat;
      readonly threadId: number | null;
      /** What the topic was called when it was opened; null: not told. */
      readonly topic: string | null;
      /** Of the message that the button stands below. */
      readonly messageId: number;
      readonly data: string;
      /** What stands on the button; '' where the message is too old to say. */
      readonly label: string;
      readonly businessConnectionId: string | null;
    }
  /** The bot was blocked, started again, added or removed. Statuses as the API names them. */
  | {
      readonly kind: 'membership';
      readonly chat: Chat;
      readonly from: Person;
      readonly date: number | null;
      readonly oldStatus: string;
      readonly newStatus: string;
    }
  /** Reactions of one person to a message, as they are now: emoji, or the type's name where it has none. */
  | {
      readonly kind: 'reaction';
      readonly chat: Chat;
      readonly messageId: number;
      readonly from: Person | null;
      readonly reactions: readonly string[];
    }
  /** A customer deleted messages in the chat of a business account. */
  | { readonly kind: 'deletion'; readonly chat: Chat; readonly messageIds: readonly number[]; readonly businessConnectionId: string }
  /** A business account connected the bot, changed what it may do, or ended the connection. */
  | { readonly kind: 'connection'; readonly connection: BusinessConnection }
  /** A kind that we do not read: `updateType` is its key. */
  | { readonly kind: 'unknown'; readonly updateType: string; readonly chat: Chat | null };

export type Person = {
  readonly id: number;
  /** First and last name with a space. */
  readonly name: string;
  readonly username: string | null;
  /** IETF tag of the person's own Telegram. */
  readonly language: string | null;
  readonly isBot: boolean;
};

export type Chat = {
  readonly id: number;
  readonly type: 'private' | 'group' | 'supergroup' | 'channel';
  readonly title: string | null;
  readonly username: string | null;
};

export type BusinessConnection = {
  readonly id: string;
  readonly user: Person;
  readonly canReply: boolean;
  readonly isEnabled: boolean;
};

export type ChatMessage = {
  readonly messageId: number;
  /** `message`, `business_message` or `channel_post`: whether it was changed, `editedAt` tells. */
  readonly source: 'chat' | 'business' | 'channel';
  readonly chat: Chat;
  /** Null: a channel's post, an anonymous admin or a channel that comments (then `senderChat` spoke). */
  readonly from: Person | null;
  /** The chat that spoke in place of a person. */
  readonly senderChat: Chat | null;
  /** Of a topic's message alone: in other chats the field means a thread of replies. */
  readonly threadId: number | null;
  /** What the topic was called when it was opened; null: not told. */
  readonly topic: string | null;
  readonly businessConnectionId: string | null;
  /** The bot itself sent it on behalf of the business account. */
  readonly isSentByBot: boolean;
  /** Seconds since 1970. */
  readonly date: number | null;
  /** Of every edited kind of update; null: it is new. */
  readonly editedAt: number | null;
  /** Text or caption; of other contents the same in plain words of no language, e.g. `59.93, 30.31` (`contentText`). */
  readonly text: string;
  /** The text with its entities as safe HTML; null where it has none. */
  readonly html: string | null;
  /** A bot command at its very start, without the slash and the bot's name, in lower case; and what follows it. */
  readonly command: { readonly name: string; readonly payload: string; readonly addressedTo: string | null } | null;
  /** User names that the text mentions, in lower case, without `@`. */
  readonly mentions: readonly string[];
  readonly content: MessageContent | null;
  readonly files: readonly ChatFile[];
  readonly replyTo: ReplyTo | null;
  readonly forwarded: { readonly from: string; readonly date: number | null } | null;
  readonly album: string | null;
};

export type ReplyTo = {
  /** Null: it is a message of another chat. */
  readonly messageId: number | null;
  /** What is quoted of it, else the beginning of what it says; ''. */
  readonly text: string;
  /** A bot wrote it: its user name in lower case; null: somebody else did, or it is a message of another chat. */
  readonly bot: string | null;
};

export type ChatFile = {
  readonly type: 'photo' | 'document' | 'audio' | 'voice' | 'video' | 'video_note' | 'animation' | 'sticker' | 'live_photo';
  readonly fileId: string;
  /** The same for the same file, always and for every bot; null where it is not told. */
  readonly uniqueId: string | null;
  readonly fileName: string | null;
  readonly mimeType: string | null;
  /** Bytes; null where it is not told. */
  readonly fileSize: number | null;
};
