import type { EventOf, UpdateReceived } from '@app/contracts';
import type { ChatAbout, ChatRules, ChatTraits, Incoming, IncomingMessage, Kept, Sender } from '@app/store';
import { type Chat, type ChatMessage, chatKeyOf, chatOf, messageName, type Person, readUpdate, type What } from '@app/telegram';
import { addressing } from './telegram-addressing.js';
import { telegramFiles } from './telegram-files.js';

type Event = EventOf<typeof UpdateReceived>;
type Kind<K extends What['kind']> = Extract<What, { kind: K }>;

/**
 * What an update of the Bot API means. What is no message, and changes none, is kept as it came.
 *
 * @param rules of its inbox
 */
export function fromTelegram(event: Event, raw: Kept, bytes: Buffer, rules: ChatRules): Incoming {
  const update = readUpdate(readJson(bytes));
  const reading = new Reading(event, raw, rules);
  return update === null ? reading.other('update-unreadable') : reading.of(update.what);
}

class Reading {
  private readonly came: Pick<Incoming, 'inboxId' | 'externalId' | 'receivedAt' | 'raw'>;
  /** `0`: the bot's own; else the business account that the chat is of. */
  private readonly account: string;

  constructor(
    private readonly event: Event,
    raw: Kept,
    private readonly rules: ChatRules,
  ) {
    const { inboxId, externalId, receivedAt, chatKey } = event.data;
    this.came = { inboxId, externalId, receivedAt: new Date(receivedAt), raw };
    this.account = chatOf(chatKey).account || '0';
  }

  of(what: What): Incoming {
    switch (what.kind) {
      case 'message':
        return this.message(what.message);
      case 'choice':
        return this.choice(what);
      case 'reaction':
        return this.reaction(what);
      case 'deletion':
        return { ...this.came, kind: 'deletion', of: what.messageIds.map((id) => this.nameOf(what.chat, id)) };
      case 'membership':
        return this.membership(what);
      case 'migration':
        return { ...this.came, kind: 'move', fromChat: String(what.from), toChat: String(what.to) };
      case 'service':
        return this.service(what);
      case 'connection':
        return this.other('business-connection');
      case 'unknown':
        return this.other('update-unsupported');
    }
  }

  other(outcome: string): Incoming {
    return { ...this.came, kind: 'other', outcome };
  }

  private service({ chat, topic }: Kind<'service'>): Incoming {
    if (topic === null) return this.other('service-message');
    return { ...this.came, kind: 'topic', externalKey: this.place(chat, topic.threadId).externalKey, title: topic.title };
  }

  private message(message: ChatMessage): Incoming {
    const refused = this.refusal(message.chat);
    if (refused !== null) return this.other(refused);
    if (message.isSentByBot) return this.other('echo');
    const { command, isAddressed } = addressing(message, { bot: this.event.data.botUsername, groups: this.rules.groups });
    // What is edited into a command asks for nothing: it was done, or is to be done, as it stood before.
    if (message.editedAt !== null) return { ...this.came, kind: 'edit', message: this.said(message, isAddressed && command === null) };
    if (command === null) return this.said(message, isAddressed);
    const { chat, threadId, topic } = message;
    const from = this.place(chat, threadId);
    return {
      ...this.came,
      ...command,
      kind: 'command',
      sender: senderOf(message),
      externalKey: from.externalKey,
      about: this.about(chat, topic),
    };
  }

  /** What the inbox does not take at all. */
  private refusal({ type }: Chat): string | null {
    if (type === 'channel' && !this.rules.channelPosts) return 'channel-post-ignored';
    return isGroup(type) && this.rules.groups === 'ignore' ? 'group-ignored' : null;
  }

  private said(message: ChatMessage, isAddressed: boolean): IncomingMessage {
    const { chat, from, content, replyTo, forwarded } = message;
    return {
      ...this.plain(senderOf(message), chat, message.threadId),
      externalId: message.editedAt === null ? this.came.externalId : this.nameOf(chat, message.messageId),
      text: message.text,
      html: message.html,
      sourceAt: timeOf(message.date),
      isAutomatic: from?.isBot ?? false,
      problem: content?.kind === 'other' ? { code: 'message-kind-unknown', params: { name: content.name } } : null,
      files: telegramFiles({ ...message, date: secondsOf(timeOf(message.date)) }),
      chat: {
        ...NO_TRAITS,
        about: this.about(chat, message.topic),
        content,
        answers: replyTo && { of: replyTo.messageId === null ? null : this.nameOf(chat, replyTo.messageId), text: replyTo.text },
        forwarded: forwarded && { from: forwarded.from, at: timeOf(forwarded.date) },
        album: message.album,
        editedAt: message.editedAt === null ? null : (timeOf(message.editedAt) ?? this.came.receivedAt),
        isOwn: message.source === 'business' && from !== null && String(from.id) === this.account,
        isAddressed,
      },
    };
  }

  private choice({ from, chat, threadId, topic, messageId, data, label }: Kind<'choice'>): Incoming {
    const refused = this.refusal(chat);
    if (refused !== null) return this.other(refused);
    const content = { kind: 'choice', label: label || data, data } as const;
    return {
      ...this.plain(personSender(from), chat, threadId),
      text: content.label,
      chat: { ...NO_TRAITS, about: this.about(chat, topic), content, answers: { of: this.nameOf(chat, messageId), text: '' } },
    };
  }

  private reaction({ chat, messageId, from, reactions }: Kind<'reaction'>): Incoming {
    const person = from === null ? '' : String(from.id);
    return { ...this.came, kind: 'reaction', of: this.nameOf(chat, messageId), person, emoji: reactions };
  }

  /** Of the bot itself: who blocks it, or takes it out of a group, hears no more of it. */
  private membership({ chat, newStatus }: Kind<'membership'>): Incoming {
    if (chat.type === 'channel') return this.other('membership');
    const blocked = newStatus === 'kicked' || newStatus === 'left';
    return { ...this.came, kind: 'standing', externalKey: this.place(chat, null).externalKey, blocked };
  }

  private plain(sender: Sender, chat: Chat, threadId: number | null): IncomingMessage {
    return { ...NOTHING_MORE, ...this.came, sender, place: this.place(chat, threadId) };
  }

  private place(chat: Chat, threadId: number | null): { kind: 'chat'; externalKey: string } {
    return { kind: 'chat', externalKey: chatKeyOf(this.account, chat.id, threadId) };
  }

  private nameOf(chat: Chat, messageId: number): string {
    return messageName(this.event.data.botId, this.account, chat.id, messageId);
  }

  private about({ type, title, username }: Chat, topic: string | null): ChatAbout {
    const business = this.account !== '0';
    const kind = isGroup(type) ? 'group' : type === 'channel' ? 'channel' : 'private';
    return { kind, title: business ? (this.rules.accounts.get(this.account) ?? null) : title, username, business, topic };
  }
}

const NO_TRAITS = {
  content: null,
  answers: null,
  forwarded: null,
  album: null,
  editedAt: null,
  isOwn: false,
  isAddressed: true,
} satisfies Partial<ChatTraits>;

const NOTHING_MORE = {
  kind: 'message',
  channel: 'telegram',
  way: 'telegram',
  authentication: null,
  subject: null,
  html: null,
  quoted: null,
  signature: null,
  to: [],
  cc: [],
  replyTo: [],
  sourceAt: null,
  isAutomatic: false,
  problem: null,
  remarks: [],
  files: [],
  clientId: null,
  text: '',
} satisfies Partial<IncomingMessage>;

function isGroup(type: Chat['type']): boolean {
  return type === 'group' || type === 'supergroup';
}

/** A channel, and an anonymous admin, speak as a chat. */
function senderOf({ from, senderChat, chat }: ChatMessage): Sender {
  if (from !== null) return personSender(from);
  const { id, title } = senderChat ?? chat;
  return { address: String(id), name: title ?? '', language: null, proved: 'telegram' };
}

function personSender({ id, name, language }: Person): Sender {
  return { address: String(id), name, language: language?.slice(0, 2) ?? null, proved: 'telegram' };
}

/** Telegram began in 2013; what is no date of ours is none. */
function timeOf(seconds: number | null): Date | null {
  return seconds !== null && seconds > 0 && seconds < FAR_FUTURE ? new Date(seconds * 1000) : null;
}

const FAR_FUTURE = Date.UTC(2200) / 1000;

function secondsOf(time: Date | null): number | null {
  return time === null ? null : time.getTime() / 1000;
}

function readJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return null;
  }
}
