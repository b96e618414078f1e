import type { InlineKeyboardMarkup, MessageEntity, PhotoSize, User } from 'telegraf/types';

/** A JSON object as it goes over the wire. */
export type Json = Readonly<Record<string, unknown>>;

/** The parts of `Chat` that every message carries. https://core.telegram.org/bots/api#chat */
export interface WireChat {
  /** Below zero for groups; supergroups and channels begin with -100. */
  readonly id: number;
  readonly type: 'private' | 'group' | 'supergroup' | 'channel';
  readonly title?: string;
  readonly username?: string;
  readonly first_name?: string;
  readonly last_name?: string;
  readonly is_forum?: true;
}

/** A `Message`: what the fake itself reads is named, whatever else a test puts in is kept. https://core.telegram.org/bots/api#message */
export interface WireMessage {
  message_id: number;
  /** Unix time in seconds. */
  date: number;
  chat: WireChat;
  from?: User;
  edit_date?: number;
  message_thread_id?: number;
  is_topic_message?: true;
  text?: string;
  entities?: MessageEntity[];
  caption?: string;
  caption_entities?: MessageEntity[];
  photo?: PhotoSize[];
  media_group_id?: string;
  reply_to_message?: WireMessage;
  reply_markup?: InlineKeyboardMarkup;
  business_connection_id?: string;
  [field: string]: unknown;
}

/** A text with its formatting; offsets and lengths in UTF-16 units. https://core.telegram.org/bots/api#messageentity */
export interface FormattedText {
  readonly text: string;
  readonly entities: MessageEntity[];
}

type Defined<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** The same fields without those that are undefined: absent and undefined differ in JSON's eyes and in the compiler's. */
export function defined<T extends object>(fields: T): Defined<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Defined<T>;
}

export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
