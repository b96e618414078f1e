import { existsSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { databaseUrl, EmbeddedDatabase, holderOf, type LocalConfig, type Log, readLogin } from '@app/service';
import { databaseUnreachable, Inboxes, migrate, OAuthClients, OAuthGrants, Secrets, serviceDataSource, Store } from '@app/store';
import type { Output } from './output.js';

export type OpenedDatabase = {
  readonly store: Store;
  readonly inboxes: Inboxes;
  readonly secrets: Secrets;
  readonly grants: OAuthGrants;
  readonly close: () => Promise<void>;
};

export type DatabaseUrls = {
  /** As the service role. */
  readonly url: string;
  /** As the owner of the tables. */
  readonly ownerUrl: string;
  readonly close: () => Promise<void>;
};

/** @throws DeskError as `databaseUnreachable` says, and what starting the embedded one throws */
export async function openDatabase(config: LocalConfig, log: Log, out: Output): Promise<OpenedDatabase> {
  const urls = await findDatabase(config, log, out);
  try {
    const source = serviceDataSource(urls.url, 'cli', 2);
    await source.initialize().catch((error: unknown) => {
      throw databaseUnreachable(urls.url, error);
    });
    const store = new Store(source);
    const secrets = await Secrets.open(config.OTKLIK_DATA, config.OTKLIK_SECRET ?? null);
    const close = (): Promise<void> => store.close().finally(urls.close);
    const grants = new OAuthGrants(store, secrets, new OAuthClients(secrets));
    return { store, secrets, grants, inboxes: new Inboxes(store, secrets), close };
  } catch (error) {
    await urls.close();
    throw error;
  }
}

/** The database that `DATABASE_URL` names, that of the running product, or the embedded one, started and migrated for this command. */
export async function findDatabase(config: LocalConfig, log: Log, out: Output): Promise<DatabaseUrls> {
  const url = config.DATABASE_URL;
  if (url !== undefined) return { url, ownerUrl: config.MIGRATE_DATABASE_URL ?? url, close: async () => undefined };
  return (await findRunning(config.OTKLIK_DATA)) ?? (await startOwn(config, log, out));
}

/** A product that is starting has its database in a moment: its file names it before it answers. */
async function findRunning(dataFolder: string): Promise<DatabaseUrls | null> {
  if (!existsSync(dataFolder)) return null;
  while ((await holderOf(dataFolder)) !== null) {
    const login = readLogin(dataFolder);
    if (login && (await answers(databaseUrl(login, 'otklik_service')))) {
      return { url: databaseUrl(login, 'otklik_service'), ownerUrl: databaseUrl(login, 'otklik_owner'), close: async () => undefined };
    }
    await wait(100);
  }
  return null;
}

/** Whether the database is there with its tables. */
async function answers(url: string): Promise<boolean> {
  const source = serviceDataSource(url, 'cli', 1);
  try {
    await source.initialize();
    const [row] = await source.query<{ tables: boolean }[]>(`select to_regclass('organisation') is not null as tables`);
    return row?.tables === true;
  } catch {
    return false;
  } finally {
    if (source.isInitialized) await source.destroy();
  }
}

async function startOwn(config: LocalConfig, log: Log, out: Output): Promise<DatabaseUrls> {
  const database = await EmbeddedDatabase.start({
    dataFolder: config.OTKLIK_DATA,
    name: 'otklik',
    log,
    say: (reason) => out.complain(out.words(reason)),
  });
  try {
    await migrate(database.ownerUrl);
    return { url: database.url, ownerUrl: database.ownerUrl, close: () => database.stop() };
  } catch (error) {
    await database.stop();
    throw error;
  }
}
