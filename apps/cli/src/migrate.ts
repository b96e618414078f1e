import { migrateTopics } from '@app/bus';
import { demoOrigin, userLanguage } from '@app/service';
import { applyBootstrap, linkUrl, makeFirstContent, makeSetupLink, migrate } from '@app/store';
import { readBootstrap } from './bootstrap.js';
import type { Call, Command } from './command.js';
import { findDatabase } from './open-database.js';

export const migrateAll: Command = {
  name: 'migrate',
  usage: '',
  about:
    "Brings the database's tables and Kafka's topics to this version: the step before services start. Applies OTKLIK_BOOTSTRAP, or makes a first team and the demo page's web chat.",
  takes: 0,
  async run(call) {
    const { config, out, log } = call;
    const database = await findDatabase(config, log, out);
    try {
      const { applied } = await migrate(database.ownerUrl);
      const topics = config.KAFKA_BROKERS ? await migrateTopics(config.KAFKA_BROKERS) : { created: [], changed: [] };
      const lines = [`Tables: ${applied.length === 0 ? 'nothing to do' : applied.join(', ')}.`];
      if (config.KAFKA_BROKERS) lines.push(`Topics: ${topics.created.length} made, ${topics.changed.length} changed.`);
      const setup = await prepareContent(call);
      if (setup !== null) lines.push(out.words({ code: 'where-to-set-up', params: { url: setup } }));
      out.result({ migrations: applied, topics, setup }, lines.join('\n'));
      return 0;
    } finally {
      await database.close();
    }
  },
};

/** @returns the link by which the first admin is set up, or null when there is one */
async function prepareContent({ config, database }: Call): Promise<string | null> {
  const opened = await database();
  if (config.OTKLIK_BOOTSTRAP === undefined) await makeFirstContent(opened, { demoOrigin: demoOrigin(config), language: userLanguage() });
  else await applyBootstrap(opened, await readBootstrap(config.OTKLIK_BOOTSTRAP));
  const link = await opened.store.transaction((tx) => makeSetupLink(tx));
  return link && linkUrl(config.PUBLIC_URL, link.token);
}
