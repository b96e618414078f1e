import type { MessageContent } from '@app/contracts';
import type { Reason } from '@app/domain';
import type { IncomingFile, IncomingMessage } from '../incoming.js';

/** A message of a chat as it stands, and what becomes of it. All changes are decided here, in memory, under its conversation's lock. */
export type ChatMessage = {
  readonly id: string;
  readonly ticketId: string;
  readonly album: string | null;
  readonly text: string;
  readonly html: string | null;
  readonly content: MessageContent | null;
  readonly problem: Reason | null;
  /** By the author's clock; null: what it says, it has said from the first. */
  readonly editedAt: Date | null;
  readonly edited: boolean;
  readonly reactions: readonly StoredReaction[];
  readonly deletedAt: Date | null;
  /** What it replies to; `message` null: not here. */
  readonly answers: { readonly message: string | null; readonly text: string } | null;
  /** Those that it has. */
  readonly files: readonly KnownFile[];
  /** What it said at other times, to be kept. */
  readonly earlier: readonly EarlierText[];
  readonly newFiles: readonly IncomingFile[];
};

/** As `messages.reactions` holds it: `person` tells apart who reacted in a group. */
export type StoredReaction = { readonly by: 'contact' | 'agent'; readonly emoji: string; readonly person?: string };
export type KnownFile = { readonly uniqueId: string | null; readonly filename: string; readonly size: number };
export type EarlierText = { readonly text: string; readonly html: string | null; readonly saidAt: Date | null };

/**
 * What its author made of a message: the later change counts, by the author's clock, and an earlier one goes into the history, in whatever
 * order they come. The original is the earliest of all. Files are added, none is taken away.
 *
 * A change of one part of an album that says nothing leaves the caption as it is: another part has it (`fail:G9`). Where a shared position
 * is now is no change of what was said.
 *
 * @param editedAt null: it is the original
 */
export function withVersion(message: ChatMessage, version: IncomingMessage, editedAt: Date | null): ChatMessage {
  const next = withFiles(message, version.files);
  const gotFiles = next !== message;
  if (message.album !== null && version.text === '') return { ...next, edited: message.edited || editedAt !== null };
  const isSame = message.text === version.text && message.html === version.html && sameContent(message.content, saidContent(version));
  const isPosition = message.content?.kind === 'location' && version.chat?.content?.kind === 'location';
  const isLater = editedAt !== null && (message.editedAt === null || editedAt >= message.editedAt);
  if (!isLater) return isSame || isPosition ? next : { ...next, edited: true, earlier: [...next.earlier, earlierOf(version, editedAt)] };
  const now = { text: version.text, html: version.html, content: saidContent(version), problem: version.problem, editedAt };
  if (isPosition) return { ...next, ...now };
  if (isSame) return { ...next, editedAt, edited: message.edited || gotFiles };
  return { ...next, ...now, edited: true, earlier: [...next.earlier, earlierOf(message, message.editedAt)] };
}

/** Another part of an album: its files, and its caption below those that are there. */
export function withPart(message: ChatMessage, part: IncomingMessage): ChatMessage {
  const next = withFiles(message, part.files);
  const editedAt = part.chat?.editedAt ?? null;
  const isNew = part.text !== '' && !message.text.split('\n\n').includes(part.text);
  const says = isNew ? joinCaptions([message, part]) : message;
  return {
    ...next,
    text: says.text,
    html: says.html,
    edited: message.edited || editedAt !== null,
    editedAt: later(message.editedAt, editedAt),
  };
}

/** What the parts of an album say. Only one caption keeps its formatting. */
export function joinCaptions(parts: readonly { readonly text: string; readonly html: string | null }[]): {
  text: string;
  html: string | null;
} {
  const captions = [...new Map(parts.filter(({ text }) => text !== '').map((part) => [part.text, part])).values()];
  return { text: captions.map(({ text }) => text).join('\n\n'), html: captions.length === 1 ? (captions[0]?.html ?? null) : null };
}

/** All reactions that a person has to it now. Those of others, and ours, stay. */
export function withReactions(message: ChatMessage, person: string, emoji: readonly string[]): ChatMessage {
  const others = message.reactions.filter((one) => one.by !== 'contact' || (one.person ?? '') !== person);
  return { ...message, reactions: [...others, ...[...new Set(emoji)].map((one) => ({ by: 'contact' as const, emoji: one, person }))] };
}

/** It is gone from the chat. One part of an album stands for all of it. */
export function withDeletion(message: ChatMessage, at: Date): ChatMessage {
  return message.deletedAt === null ? { ...message, deletedAt: at } : message;
}

/** What it replies to has come. */
export function withAnswered(message: ChatMessage, to: string): ChatMessage {
  const { answers } = message;
  return answers === null || answers.message !== null ? message : { ...message, answers: { ...answers, message: to } };
}

function withFiles(message: ChatMessage, files: readonly IncomingFile[]): ChatMessage {
  const added = files.filter((file) => ![...message.files, ...message.newFiles.flatMap(knownFile)].some((one) => isSameFile(one, file)));
  return added.length === 0 ? message : { ...message, newFiles: [...message.newFiles, ...added] };
}

function knownFile(file: IncomingFile): KnownFile[] {
  if (file.kind !== 'waiting') return [];
  const { uniqueId } = file.source;
  return [{ uniqueId: typeof uniqueId === 'string' ? uniqueId : null, filename: file.filename, size: file.size }];
}

/** By Telegram's lasting id of the file; where one of them has none, by name and size. */
function isSameFile(known: KnownFile, file: IncomingFile): boolean {
  const [one] = knownFile(file);
  if (!one) return false;
  if (known.uniqueId !== null && one.uniqueId !== null) return known.uniqueId === one.uniqueId;
  return known.filename === one.filename && known.size === one.size;
}

function saidContent(version: IncomingMessage): MessageContent | null {
  return version.chat?.content ?? null;
}

function sameContent(a: MessageContent | null, b: MessageContent | null): boolean {
  const fieldsOf = (one: MessageContent | null) => JSON.stringify(Object.entries(one ?? {}).toSorted(([x], [y]) => (x < y ? -1 : 1)));
  return fieldsOf(a) === fieldsOf(b);
}

function earlierOf({ text, html }: Pick<ChatMessage, 'text' | 'html'>, saidAt: Date | null): EarlierText {
  return { text, html, saidAt };
}

function later(a: Date | null, b: Date | null): Date | null {
  if (a === null || b === null) return a ?? b;
  return a >= b ? a : b;
}
