import { migrateTopics } from '@app/bus';
import { migrate } from '@app/store';
import type { Command } from './command.js';
import { findDatabase } from './open-database.js';

export const migrateAll: Command = {
  name: 'migrate',
  usage: '',
  about: "Brings the database's tables and, where Kafka is the bus, its topics to this version; a step before the services start.",
  takes: 0,
  async run({ config, out, log }) {
    const database = await findDatabase(config, log, out);
    try {
      const { applied } = await migrate(database.ownerUrl);
      const topics = config.KAFKA_BROKERS ? await migrateTopics(config.KAFKA_BROKERS) : { created: [], changed: [] };
      const words = [`Tables: ${applied.length === 0 ? 'nothing to do' : applied.join(', ')}.`];
      if (config.KAFKA_BROKERS) words.push(`Topics: ${topics.created.length} made, ${topics.changed.length} changed.`);
      out.result({ migrations: applied, topics }, words.join('\n'));
      return 0;
    } finally {
      await database.close();
    }
  },
};
