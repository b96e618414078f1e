import { existsSync, realpathSync } from 'node:fs';
import { checkPorts, EmbeddedDatabase, type LocalConfig, lockData, type Log, noteRunning, type Platform } from '@app/service';
import { migrate, openPlatform, type Store } from '@app/store';
import { say } from './say.js';

export type StandalonePlatform = Platform & { readonly store: Store };

/** Opens what the product stands on in one process: its own database unless another is given, migrated. */
export async function openStandalone(config: LocalConfig, name: string, log: Log): Promise<StandalonePlatform> {
  await refuseSecond(config, name);
  await checkPorts(config, ['PORT', 'PUBLIC_PORT']);
  const database = await openDatabase(config, name, log);
  try {
    const { applied } = await migrate(database.ownerUrl);
    if (applied.length > 0) log.info('database migrated', { migrations: applied.length });
    const platform = await openPlatform({ ...config, DATABASE_URL: database.url, MIGRATE_DATABASE_URL: database.ownerUrl }, name);
    const forget = noteRunning(config);
    return {
      ...platform,
      close: async () => {
        forget();
        await platform.close().finally(database.stop);
      },
    };
  } catch (error) {
    await database.stop();
    throw error;
  }
}

/** Whoever starts the product twice is told of the first one, not of its ports. @throws DeskError conflict/data-in-use */
async function refuseSecond({ DATABASE_URL, OTKLIK_DATA }: LocalConfig, name: string): Promise<void> {
  if (DATABASE_URL !== undefined || !existsSync(OTKLIK_DATA)) return;
  const lock = await lockData(realpathSync(OTKLIK_DATA), name);
  await lock.release();
}

type Database = { readonly url: string; readonly ownerUrl: string; readonly stop: () => Promise<void> };

async function openDatabase(config: LocalConfig, name: string, log: Log): Promise<Database> {
  const url = config.DATABASE_URL;
  if (url !== undefined) return { url, ownerUrl: config.MIGRATE_DATABASE_URL ?? url, stop: async () => undefined };
  const embedded = await EmbeddedDatabase.start({
    dataFolder: config.OTKLIK_DATA,
    name,
    log,
    say: ({ code, params }) => say(code, params),
  });
  return { url: embedded.url, ownerUrl: embedded.ownerUrl, stop: () => embedded.stop() };
}
