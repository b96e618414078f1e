import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { Outgoing } from './outgoing.js';

interface Kept extends DBSchema {
  visitor: { key: 'token'; value: string };
  outgoing: { key: string; value: Outgoing };
}

/**
 * What the browser keeps for a visitor, in the storage of the frame, which the site's page cannot read.
 *
 * Where storage is forbidden or full the chat goes on without: then nothing outlives the page, and nothing else changes.
 */
export class Storage {
  private constructor(private readonly db: IDBPDatabase<Kept> | null) {}

  static async open(inboxId: string): Promise<Storage> {
    try {
      const db = await openDB<Kept>(`otklik-${inboxId}`, 1, {
        upgrade(fresh) {
          fresh.createObjectStore('visitor');
          fresh.createObjectStore('outgoing', { keyPath: 'clientId' });
        },
      });
      return new Storage(db);
    } catch {
      return new Storage(null);
    }
  }

  async token(): Promise<string | null> {
    return (await this.db?.get('visitor', 'token').catch(() => undefined)) ?? null;
  }

  async keepToken(token: string | null): Promise<void> {
    if (token === null) await this.db?.delete('visitor', 'token').catch(ignore);
    else await this.db?.put('visitor', token, 'token').catch(ignore);
  }

  /** In the order in which they were written, those of other pages of this browser too. */
  async outgoing(): Promise<readonly Outgoing[]> {
    const kept = (await this.db?.getAll('outgoing').catch(() => undefined)) ?? [];
    return kept.sort((a, b) => a.order - b.order);
  }

  async keep(one: Outgoing): Promise<void> {
    await this.db?.put('outgoing', one).catch(ignore);
  }

  async drop(clientId: string): Promise<void> {
    await this.db?.delete('outgoing', clientId).catch(ignore);
  }
}

function ignore(): void {}
