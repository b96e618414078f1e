import { migrate, PostgresConsumerLedger } from '@app/store';
import { createTestDatabase, type KafkaCluster, type PostgresServer, startKafka, startPostgres } from '@app/testing';
import { Logger } from '@nestjs/common';
import pg from 'pg';
import type { ConsumerLedger } from './consumer-ledger.js';
import { KafkaBus } from './kafka-bus.js';
import { migrateTopics } from './kafka-topics.js';
import { PostgresBus } from './postgres-bus.js';
import type { Query } from './query.js';
import { Relay } from './relay.js';
import type { BusWorld } from './scene.suite.js';

const patience = { stuckMs: 60_000, fatalMs: 180_000 };

/** Nobody dies: who is held up by a busy machine for some seconds keeps its partitions, and nothing is handled twice. */
export const STEADILY = { timing: { renewMs: 300, deadAfterMs: 20_000 }, sessionMs: 10_000, patience };

/** Deaths are noticed sooner than in production, so that the suite need not wait for them. */
export const QUICKLY = { timing: { renewMs: 300, deadAfterMs: 2_000 }, sessionMs: 3_000, patience };

/** Between the two, for who has to outlast the time after which a silent member counts as dead. */
export const BRISKLY = { timing: { renewMs: 300, deadAfterMs: 6_000 }, sessionMs: 6_000, patience };

export type RunningWorld = BusWorld & { readonly ownerUrl: string; readonly ledger: ConsumerLedger; end(): Promise<void> };

/** PostgreSQL alone: the log is the bus. */
export async function postgresWorld(version: 18 | 15): Promise<RunningWorld> {
  const server = await startPostgres({ version });
  const database = await openDatabase(server);
  return {
    ...database,
    kafkaBrokers: null,
    open: async (options = {}) =>
      new PostgresBus({
        databaseUrl: database.databaseUrl,
        ledger: database.ledger,
        instance: 'suite',
        onFatal: failTheTest,
        ...STEADILY,
        ...options,
      }),
    server: () => postgresServer(server),
    end: async () => {
      await database.close();
      await server.stop();
    },
  };
}

export const KAFKA_SETTINGS = { 'group.min.session.timeout.ms': '1000', 'group.initial.rebalance.delay.ms': '0' };

/** A real broker with our topics, and PostgreSQL with the outbox, which a relay carries to Kafka. */
export async function kafkaWorld(): Promise<RunningWorld> {
  const [server, kafka] = await Promise.all([startPostgres(), startKafka({ settings: KAFKA_SETTINGS })]);
  await migrateTopics(kafka.brokers);
  const world = await bareKafkaWorld(server, kafka);
  const bus = await world.open();
  const relay = new Relay({ databaseUrl: world.databaseUrl, bus, instance: 'suite', timing: STEADILY.timing });
  relay.start();
  return {
    ...world,
    end: async () => {
      await relay.close();
      await bus.close();
      await world.end();
    },
  };
}

/** Without topics and relay. */
export async function bareKafkaWorld(server: PostgresServer, kafka: KafkaCluster): Promise<RunningWorld> {
  const database = await openDatabase(server);
  return {
    ...database,
    kafkaBrokers: kafka.brokers,
    open: async (options = {}) =>
      new KafkaBus({ brokers: kafka.brokers, ledger: database.ledger, instance: 'suite', onFatal: failTheTest, ...STEADILY, ...options }),
    server: (name) => (name === 'PostgreSQL' ? postgresServer(server) : kafkaServer(kafka)),
    end: async () => {
      await database.close();
      await kafka.stop();
      await server.stop();
    },
  };
}

/** Tests say what they expect; what the product logs meanwhile is noise. */
export function quiet(): void {
  Logger.overrideLogger(false);
}

async function openDatabase(server: PostgresServer) {
  const database = await createTestDatabase({ server: server.url(), migrate: async (url) => void (await migrate(url)) });
  await server.asAdmin(async (admin) => {
    await admin.query(`create table handled (id bigint generated always as identity, run text, event_id uuid, key text, n int, pid int)`);
    await admin.query(`grant all on handled to otklik_service`);
  }, database.name);
  const pool = new pg.Pool({ connectionString: database.url, max: 6 });
  pool.on('error', () => undefined);
  const query: Query = async <Row>(sql: string, params: readonly unknown[] = []) => {
    const { rows } = await pool.query(sql, [...params]);
    return rows as Row[];
  };
  return {
    query,
    databaseUrl: database.url,
    ownerUrl: database.ownerUrl,
    ledger: new PostgresConsumerLedger(query),
    close: () => pool.end(),
  };
}

function postgresServer(server: PostgresServer): ReturnType<BusWorld['server']> {
  return { kill: () => server.kill9(), start: () => server.start() };
}

function kafkaServer(kafka: KafkaCluster): ReturnType<BusWorld['server']> {
  return { kill: () => kafka.kill9(), start: () => kafka.start() };
}

function failTheTest(error: Error): never {
  throw error;
}
