import path from 'node:path';
import { demoOrigin, type LocalConfig } from '@app/service';
import { linkUrl, makeSetupLink } from '@app/store';
import type { StandalonePlatform } from './open-standalone.js';
import { say } from './say.js';

/** Prints where console, demo page and data are; while nobody can sign in, with the link that makes the first admin. */
export async function sayWhereToGo(config: LocalConfig, { store }: StandalonePlatform): Promise<void> {
  const setup = await store.transaction((tx) => makeSetupLink(tx));
  process.stdout.write('\n');
  say('product-ready', { seconds: Math.round(performance.now() / 100) / 10 });
  process.stdout.write('\n');
  if (setup) say('where-to-set-up', { url: linkUrl(config.PUBLIC_URL, setup.token) });
  say('where-console', { url: config.PUBLIC_URL });
  say('where-demo', { url: `${demoOrigin(config)}/demo` });
  say('where-data', { folder: path.resolve(config.OTKLIK_DATA) });
  process.stdout.write('\n');
  say('how-to-stop');
}
