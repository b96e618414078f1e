import { useSyncExternalStore } from 'react';
import type { Message } from '../api/shapes.js';

/** Replies of this browser that can still be undone. */
export type Held = { readonly number: number; readonly message: Message; readonly until: number };

let held: readonly Held[] = [];
const listeners = new Set<() => void>();

export function hold(number: number, message: Message): void {
  const until = Date.parse(message.delivery?.notBefore ?? '');
  if (message.delivery?.state !== 'held' || Number.isNaN(until)) return;
  set([...held, { number, message, until }]);
  setTimeout(() => letGo(message.id), Math.max(0, until - Date.now()));
}

export function letGo(messageId: string): void {
  set(held.filter((one) => one.message.id !== messageId));
}

export function useHeld(): readonly Held[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => held,
  );
}

function set(next: readonly Held[]): void {
  held = next;
  for (const listener of listeners) listener();
}
