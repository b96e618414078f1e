import { useSyncExternalStore } from 'react';

/** The answer that is being changed in its place: one at a time. */
let editing: string | null = null;
const listeners = new Set<() => void>();

export function edit(messageId: string | null): void {
  editing = messageId;
  for (const listener of listeners) listener();
}

export function useEditing(): string | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => editing,
  );
}
