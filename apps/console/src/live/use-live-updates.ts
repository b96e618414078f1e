import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { applyChanges } from './apply-changes.js';
import { changesOf } from './changes.js';
import type { LiveEvent } from './frame.js';
import { LiveFeed } from './live-feed.js';
import { setLiveState } from './live-store.js';
import { noteTyping } from './typing-store.js';

/** Between two looks at the server, so that a flood of events costs a few requests and not a flood of them. */
const REST_MS = 250;
/** Ids of events are remembered for this many: what comes twice comes soon. */
const MOST_SEEN = 5000;

/** Keeps the cache up to date for as long as somebody is signed in. */
export function useLiveUpdates(me: string): void {
  const client = useQueryClient();
  useEffect(() => {
    const updates = new Updates(client, me);
    const feed = new LiveFeed(`${location.origin.replace(/^http/, 'ws')}/api/v1/live`, window, {
      onEvents: (events) => updates.add(events),
      onState: setLiveState,
      onGap: () => void client.invalidateQueries({ predicate: (query) => query.queryKey[0] !== 'session' }),
      onDoubt: () => void client.invalidateQueries({ queryKey: ['session'] }),
    });
    feed.start();
    return () => feed.stop();
  }, [client, me]);
}

/** Gathers events while the last ones are still being applied. */
class Updates {
  #waiting: LiveEvent[] = [];
  #busy = false;
  readonly #seen = new Set<string>();
  readonly #client: QueryClient;
  readonly #me: string;

  constructor(client: QueryClient, me: string) {
    this.#client = client;
    this.#me = me;
  }

  add(events: readonly LiveEvent[]): void {
    noteTyping(events);
    this.#waiting.push(...events);
    if (!this.#busy) void this.#apply();
  }

  async #apply(): Promise<void> {
    this.#busy = true;
    while (this.#waiting.length > 0) {
      if (this.#seen.size > MOST_SEEN) this.#seen.clear();
      const changes = changesOf(this.#waiting.splice(0), this.#seen);
      // What could not be fetched now is marked as old and fetched when the line is back (`onGap`, retries).
      await applyChanges(this.#client, changes, this.#me).catch(() => this.#client.invalidateQueries({ queryKey: ['tickets'] }));
      await new Promise((resolve) => setTimeout(resolve, REST_MS));
    }
    this.#busy = false;
  }
}
