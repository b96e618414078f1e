import { useSyncExternalStore } from 'react';
import type { LiveEvent } from './frame.js';

/** What is not said again is over after this (ms); who writes says it every four seconds. */
const TYPING_MS = 5_000;

/** By number of the ticket: ends what was said last. */
const typing = new Map<number, ReturnType<typeof setTimeout>>();
const listeners = new Set<() => void>();

/** Notes whose customers write at this moment; who has said it writes it no longer. */
export function noteTyping(events: readonly LiveEvent[]): void {
  for (const { type, ticket } of events) {
    if (ticket === null) continue;
    if (type === 'ticket.contact-typing') begin(ticket.number);
    if (type === 'ticket.message-added') end(ticket.number);
  }
}

/** Whether the customer of a ticket writes at this moment. */
export function useContactTyping(number: number): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => typing.has(number),
  );
}

function begin(number: number): void {
  clearTimeout(typing.get(number));
  typing.set(
    number,
    setTimeout(() => end(number), TYPING_MS),
  );
  tell();
}

function end(number: number): void {
  clearTimeout(typing.get(number));
  if (typing.delete(number)) tell();
}

function tell(): void {
  for (const listener of listeners) listener();
}
