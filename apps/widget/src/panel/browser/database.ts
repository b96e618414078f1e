/** A database of the browser's: what IndexedDB tells by events, by promises. `Stores`: the names of its stores, and what is in them. */
export class Database<Stores extends object> {
  private constructor(private readonly db: IDBDatabase) {}

  /** @param onLost it is closed: another page wants it otherwise, or the browser has taken it away */
  static async open<Stores extends object>(
    name: string,
    version: number,
    upgrade: (db: IDBDatabase, before: number) => void,
    onLost: () => void,
  ): Promise<Database<Stores>> {
    const opening = indexedDB.open(name, version);
    opening.onupgradeneeded = ({ oldVersion }) => upgrade(opening.result, oldVersion);
    const db = await answerTo(opening);
    db.onclose = onLost;
    db.onversionchange = () => {
      db.close();
      onLost();
    };
    return new Database(db);
  }

  get<Name extends keyof Stores & string>(name: Name, key: string): Promise<Stores[Name] | undefined> {
    const asked: IDBRequest<Stores[Name] | undefined> = this.db.transaction(name).objectStore(name).get(key);
    return answerTo(asked);
  }

  all<Name extends keyof Stores & string>(name: Name): Promise<Stores[Name][]> {
    const asked: IDBRequest<Stores[Name][]> = this.db.transaction(name).objectStore(name).getAll();
    return answerTo(asked);
  }

  /** Resolves when what the work has asked for is kept. Until then it may await answers of the store alone. */
  async change<T>(name: keyof Stores & string, work: (store: IDBObjectStore) => T): Promise<Awaited<T>> {
    const transaction = this.db.transaction(name, 'readwrite');
    const kept = new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error);
    });
    const [result] = await Promise.all([work(transaction.objectStore(name)), kept]);
    return result;
  }
}

export function answerTo<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
