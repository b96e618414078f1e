import type { InlineKeyboardMarkup, MessageEntity } from 'telegraf/types';

import type { FileKind, StoredFile } from './file-store.js';
import type { WireMessage } from './wire.js';

/** A message of the bot as the people of the chat see it now. */
export interface SeenMessage {
  readonly messageId: number;
  readonly chatId: number;
  readonly kind: 'text' | FileKind | 'other';
  /** Text or caption; empty when there is none. */
  readonly text: string;
  readonly entities: readonly MessageEntity[];
  readonly file: { readonly filename: string | null; readonly mimeType: string | null; readonly bytes: Buffer } | null;
  /** Messages of one album share it. */
  readonly mediaGroupId: string | null;
  readonly replyToMessageId: number | null;
  readonly threadId: number | null;
  readonly keyboard: InlineKeyboardMarkup | null;
  readonly businessConnectionId: string | null;
  /** What text and caption were before each edit, oldest first. */
  readonly earlierTexts: readonly string[];
  readonly isDeleted: boolean;
  /** The message as the bot was given it back. */
  readonly wire: WireMessage;
}

/** Text that is equal, an expression that is found in the text, or any condition. */
export type MessageMatch = string | RegExp | ((message: SeenMessage) => boolean);

/** What the bot sent to a chat, in order, and waiting for it. */
export class Inbox {
  readonly #messages: SeenMessage[] = [];
  readonly #looks = new Set<() => void>();

  constructor(private readonly owner: string) {}

  get messages(): readonly SeenMessage[] {
    return this.#messages;
  }

  add(wire: WireMessage, file: StoredFile | null): void {
    this.#messages.push(seen(wire, file, []));
    this.#look();
  }

  change(wire: WireMessage, file: StoredFile | null): void {
    this.#replace(wire, (old) => seen(wire, file, [...old.earlierTexts, old.text]));
  }

  delete(wire: WireMessage): void {
    this.#replace(wire, (old) => ({ ...old, isDeleted: true }));
  }

  /**
   * The first message that matches, of those that are there and those that come.
   *
   * @param timeoutMs how long it may take (default 30,000); then it rejects and names what did come
   */
  receives(match: MessageMatch, timeoutMs = 30_000): Promise<SeenMessage> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        const found = this.#messages.find((message) => matches(message, match));
        if (found === undefined) return;
        clearTimeout(timer);
        this.#looks.delete(look);
        resolve(found);
      };
      const timer = setTimeout(() => {
        this.#looks.delete(look);
        const came = this.#messages.map((message) => `${message.kind} ${JSON.stringify(message.text)}`).join(', ') || 'nothing';
        reject(new Error(`${this.owner} did not receive ${String(match)} within ${timeoutMs} ms; received: ${came}`));
      }, timeoutMs);
      this.#looks.add(look);
      look();
    });
  }

  /** A person has chats with the bot and with business accounts, which count by themselves: the number alone names no message. */
  #replace(wire: WireMessage, change: (old: SeenMessage) => SeenMessage): void {
    const business = wire.business_connection_id ?? null;
    const at = this.#messages.findIndex((one) => one.messageId === wire.message_id && one.businessConnectionId === business);
    const old = this.#messages[at];
    if (old !== undefined) this.#messages[at] = change(old);
    this.#look();
  }

  #look(): void {
    for (const look of this.#looks) look();
  }
}

function matches(message: SeenMessage, match: MessageMatch): boolean {
  if (typeof match === 'string') return message.text === match;
  return match instanceof RegExp ? match.test(message.text) : match(message);
}

function seen(wire: WireMessage, file: StoredFile | null, earlierTexts: readonly string[]): SeenMessage {
  return {
    messageId: wire.message_id,
    chatId: wire.chat.id,
    kind: file?.kind ?? (wire.text === undefined ? 'other' : 'text'),
    text: wire.text ?? wire.caption ?? '',
    entities: wire.entities ?? wire.caption_entities ?? [],
    file: file === null ? null : { filename: file.filename ?? null, mimeType: file.mimeType ?? null, bytes: file.bytes },
    mediaGroupId: wire.media_group_id ?? null,
    replyToMessageId: wire.reply_to_message?.message_id ?? null,
    threadId: wire.message_thread_id ?? null,
    keyboard: wire.reply_markup ?? null,
    businessConnectionId: wire.business_connection_id ?? null,
    earlierTexts,
    isDeleted: false,
    wire,
  };
}
