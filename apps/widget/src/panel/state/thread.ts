import type { ChatMessage } from '@app/contracts';
import type { Outgoing } from './outgoing.js';

/** Adds messages to those that are known: each once, in the order of their positions. */
export function merge(known: readonly ChatMessage[], come: readonly ChatMessage[]): readonly ChatMessage[] {
  if (come.length === 0) return known;
  const byId = new Map(known.map((message) => [message.id, message]));
  for (const message of come) byId.set(message.id, message);
  return [...byId.values()].sort((a, b) => a.position - b.position);
}

/** Those of the visitor's messages that the history does not show yet. */
export function unseen(outgoing: readonly Outgoing[], messages: readonly ChatMessage[]): readonly Outgoing[] {
  const seen = new Set(messages.map((message) => message.clientId));
  return outgoing.filter((one) => !seen.has(one.clientId));
}

export function isAnswer(message: ChatMessage): boolean {
  return message.kind !== 'inbound';
}

export function lastAnswerPosition(messages: readonly ChatMessage[]): number {
  return messages.findLast(isAnswer)?.position ?? 0;
}

export function unreadCount(messages: readonly ChatMessage[], readPosition: number): number {
  return messages.filter((message) => isAnswer(message) && message.position > readPosition).length;
}
