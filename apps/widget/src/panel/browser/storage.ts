import type { ChatSession } from '@app/contracts';
import { answerTo, Database } from './database.js';
import { Journal } from './journal.js';
import type { Outgoing, OutgoingFile } from '../state/outgoing.js';

/** A file that was chosen in a tab and not sent yet. */
export type ChosenFile = { readonly key: string; readonly tab: string; readonly order: number; readonly file: OutgoingFile };

type Stores = {
  /** By `token`, `visitor` (their id) and `known`. */
  readonly visitor: string;
  readonly outgoing: Outgoing;
  readonly chosen: ChosenFile;
};

/**
 * What the browser keeps for a visitor, in the storage of the frame, which the site's page cannot read.
 *
 * Where storage is forbidden, full or breaks the chat goes on without: then nothing outlives the page, and nothing else changes.
 */
export class Storage {
  /** For as long as the page lives, whatever becomes of the database. */
  private ownToken: string | null = null;

  private constructor(
    private db: Database<Stores> | null,
    private readonly journal: Journal | null,
  ) {}

  static async open(inboxId: string): Promise<Storage> {
    const storage = new Storage(null, new Journal(`otklik-${inboxId}-word-`));
    const lose = (): void => void (storage.db = null);
    try {
      storage.db = await Database.open<Stores>(
        `otklik-${inboxId}`,
        2,
        (db, before) => {
          if (before < 1) {
            db.createObjectStore('visitor');
            db.createObjectStore('outgoing', { keyPath: 'clientId' });
          }
          db.createObjectStore('chosen', { keyPath: 'key' });
        },
        lose,
      );
    } catch {
      lose();
    }
    return storage;
  }

  /** Keeps nothing. */
  static none(): Storage {
    return new Storage(null, null);
  }

  get isOpen(): boolean {
    return this.db !== null;
  }

  async token(): Promise<string | null> {
    return (await this.attempt((db) => db.get('visitor', 'token'))) ?? this.ownToken;
  }

  /** Who was here last, and whether the site had named them; null: nobody that is known. */
  async lastVisitor(): Promise<{ readonly id: string; readonly isKnown: boolean } | null> {
    const [id, known] = (await this.attempt((db) => Promise.all([db.get('visitor', 'visitor'), db.get('visitor', 'known')]))) ?? [];
    return id === undefined ? null : { id, isKnown: known !== undefined };
  }

  async keepSession({ token, visitor, user }: ChatSession): Promise<void> {
    this.ownToken = token;
    await this.attempt((db) =>
      db.change('visitor', (store) => {
        store.put(token, 'token');
        store.put(visitor, 'visitor');
        if (user === null) store.delete('known');
        else store.put('1', 'known');
      }),
    );
  }

  async dropToken(): Promise<void> {
    this.ownToken = null;
    await this.attempt((db) => db.change('visitor', (store) => store.delete('token')));
  }

  /**
   * Writes a new one down at once, after all that were; `addOutgoing` follows.
   *
   * @returns it in its place
   */
  noteOutgoing(one: Outgoing): Outgoing {
    const order = Math.max(one.order, ...this.written.map((other) => other.order + 1));
    const noted = { ...one, order };
    this.journal?.write(noted);
    return noted;
  }

  /** In the order in which they were written, those of other pages of this browser too. Null: it cannot be known. */
  async outgoing(): Promise<readonly Outgoing[] | null> {
    for (const left of this.written) await this.adopt(left);
    const kept = await this.attempt((db) => db.all('outgoing'));
    return kept?.sort((a, b) => a.order - b.order) ?? null;
  }

  /**
   * Keeps a new one after all that are kept; one that another page has kept meanwhile, in its place.
   *
   * @returns its place among them; null when it could not be kept
   */
  async addOutgoing(one: Outgoing): Promise<number | null> {
    for (const left of this.written) if (left.order < one.order) await this.adopt(left);
    return this.place(one);
  }

  private async place(one: Outgoing): Promise<number | null> {
    const order = await this.attempt((db) =>
      db.change('outgoing', async (store) => {
        const others = await answerTo<Outgoing[]>(store.getAll());
        const kept = others.find(({ clientId }) => clientId === one.clientId);
        if (kept) return kept.order;
        const place = Math.max(one.order, ...others.map((other) => other.order + 1));
        store.put({ ...one, order: place });
        return place;
      }),
    );
    if (order !== null) this.journal?.drop(one.clientId);
    return order;
  }

  /** What another page has taken away meanwhile stays away. */
  async changeOutgoing(one: Outgoing): Promise<void> {
    await this.attempt((db) =>
      db.change('outgoing', async (store) => {
        const kept = await answerTo<Outgoing | undefined>(store.get(one.clientId));
        if (kept) store.put({ ...one, order: kept.order });
      }),
    );
  }

  async dropOutgoing(clientId: string): Promise<void> {
    this.journal?.drop(clientId);
    await this.attempt((db) => db.change('outgoing', (store) => store.delete(clientId)));
  }

  /** Those of a tab, in the order in which they were chosen. */
  async chosen(tab: string): Promise<readonly OutgoingFile[]> {
    const kept = (await this.attempt((db) => db.all('chosen'))) ?? [];
    const own = kept.filter((one) => one.tab === tab).sort((a, b) => a.order - b.order);
    return own.map(({ file }) => file);
  }

  async keepChosen(one: ChosenFile): Promise<void> {
    await this.attempt((db) => db.change('chosen', (store) => store.put(one)));
  }

  async dropChosen(key: string): Promise<void> {
    await this.attempt((db) => db.change('chosen', (store) => store.delete(key)));
  }

  /** Nothing of this visitor is left in the browser. */
  async wipe(): Promise<void> {
    this.ownToken = null;
    this.journal?.clear();
    // Who they were goes last: a page that is closed meanwhile leaves them here as a whole, to be logged out again.
    for (const name of ['outgoing', 'chosen', 'visitor'] as const) await this.attempt((db) => db.change(name, (store) => store.clear()));
  }

  /** Takes up what a page has written down and was closed before it was kept, with its files, which are those that were chosen. */
  private async adopt(left: Outgoing): Promise<void> {
    const chosen = await this.attempt((db) => Promise.all(left.files.map(({ key }) => db.get('chosen', key))));
    const files = left.files.map((file, n) => chosen?.[n]?.file ?? file);
    if ((await this.place({ ...left, files })) === null) return;
    await Promise.all(files.map(({ key }) => this.dropChosen(key)));
  }

  /** What is not kept yet, as far as anybody knows. */
  private get written(): readonly Outgoing[] {
    return this.journal?.entries() ?? [];
  }

  /** @returns null when it is forbidden, full or broken */
  private async attempt<T>(work: (db: Database<Stores>) => Promise<T>): Promise<T | null> {
    try {
      return this.db && (await work(this.db));
    } catch {
      return null;
    }
  }
}
