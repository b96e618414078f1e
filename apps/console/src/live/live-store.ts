import { useSyncExternalStore } from 'react';
import type { LiveState } from './live-feed.js';

let state: LiveState = 'connecting';
const listeners = new Set<() => void>();

export function setLiveState(next: LiveState): void {
  state = next;
  for (const listener of listeners) listener();
}

export function liveState(): LiveState {
  return state;
}

/** Whether what is on the page is kept up to date at this moment. */
export function useLiveState(): LiveState {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, liveState);
}
