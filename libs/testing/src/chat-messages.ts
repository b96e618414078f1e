import type { ChatTraits, Incoming, IncomingEdit, IncomingFile, IncomingMessage } from '@app/store';
import { aBlob, aChatMessage } from './builders.js';

/** Of a message in Telegram: change what the test is about. */
export type SaidInChat = {
  /** Default: a private chat of its own number. */
  readonly key?: string;
  /** Default: the chat's number. */
  readonly sender?: string;
  readonly text?: string;
  readonly files?: readonly IncomingFile[];
  readonly traits?: Partial<ChatTraits>;
};

/** What is said in a chat with a bot, by its name there; its conversation is `account:chat:topic`. */
export function saidInChat(inboxId: string, name: string, said: SaidInChat = {}): IncomingMessage {
  const { key = '0:42:0', text = name, files = [], traits = {} } = said;
  const chat = { ...PRIVATE, ...traits };
  const sender = said.sender ?? key.split(':')[1] ?? '';
  const message = aChatMessage(inboxId, key, {
    externalId: name,
    text,
    files,
    chat,
    sender: { address: sender, name: 'Maria', language: 'ru', proved: 'telegram' },
  });
  return { ...message, raw: aBlob(Buffer.from(`${name} ${text}`)) };
}

/** The same message, as its author changed it. */
export function changedInChat(
  message: IncomingMessage,
  text: string,
  editedAt: Date,
  files: readonly IncomingFile[] = message.files,
): IncomingEdit {
  const raw = aBlob(Buffer.from(`${message.externalId} ${text} ${editedAt.toISOString()}`));
  const now = { ...message, raw, text, files, ...(message.chat ? { chat: { ...message.chat, editedAt } } : {}) };
  const { inboxId, receivedAt } = message;
  return { kind: 'edit', inboxId, externalId: `${message.externalId}:${editedAt.getTime()}:${text}`, receivedAt, raw, message: now };
}

/** Anything else that comes by an update. */
export function cameByUpdate<K extends Incoming['kind']>(
  inboxId: string,
  name: string,
  kind: K,
): { kind: K; inboxId: string; externalId: string; receivedAt: Date; raw: Incoming['raw'] } {
  return { kind, inboxId, externalId: name, receivedAt: new Date(), raw: aBlob(Buffer.from(name)) };
}

/** A file that a bot has still to fetch. */
export function aWaitingFile(id: string): IncomingFile {
  return { kind: 'waiting', filename: `${id}.jpg`, contentType: 'image/jpeg', size: 7, source: { fileId: id, uniqueId: `u${id}` } };
}

const PRIVATE: ChatTraits = {
  about: { kind: 'private', title: null, username: null, business: false, topic: null },
  content: null,
  answers: null,
  forwarded: null,
  album: null,
  editedAt: null,
  isOwn: false,
  isAddressed: true,
};
