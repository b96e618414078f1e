import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { armFault, Bus, BusStrategy, type CommitPoint, EventFeed, LogMaintenance, LogNews, openBus, Relay } from '@app/bus';
import type { DeskError } from '@app/domain';
import type { DataSource } from 'typeorm';
import { Blobs } from './files/blobs.js';
import { PostgresConsumerLedger } from './database/consumer-ledger.js';
import { serviceDataSource } from './database/data-source.js';
import { sqlState } from './database/database-error.js';
import { databaseUnreachable } from './database/database-unreachable.js';
import { BotAnswers } from './sending/bot-answers.js';
import { Deliveries } from './sending/deliveries.js';
import { platformChecks, type Check } from './database/health-checks.js';
import { Inboxes } from './inboxes/inboxes.js';
import { OAuthClients } from './inboxes/oauth-clients.js';
import { OAuthConsents } from './inboxes/oauth-consents.js';
import { OAuthGrants } from './inboxes/oauth-grants.js';
import { Leases } from './database/leases.js';
import { type FigureGauge, platformGauges } from './database/platform-gauges.js';
import { Secrets } from './database/secrets.js';
import { Store } from './database/store.js';

export type PlatformOptions = {
  readonly DATABASE_URL: string;
  readonly MIGRATE_DATABASE_URL?: string | undefined;
  readonly KAFKA_BROKERS?: readonly string[] | undefined;
  readonly OTKLIK_DATA: string;
  readonly OTKLIK_SECRET?: string | undefined;
  /** Of the fault campaign. */
  readonly FAULT?: CommitPoint | undefined;
};

/** The ports to the outside, opened: what both listeners of a process share. */
export type OpenedPlatform = {
  readonly providers: readonly { readonly provide: abstract new (...args: never[]) => unknown; readonly useValue: unknown }[];
  readonly transport: BusStrategy;
  readonly checks: readonly Check[];
  readonly gauges: readonly FigureGauge[];
  readonly store: Store;
  readonly bus: Bus;
  close(): Promise<void>;
};

/** Told of a database that does not answer yet. */
type Waiting = { warn(message: string, fields: { readonly code: string; readonly place: string }): void };

/** Connections of one process; many small processes share one PostgreSQL. */
const POOL_SIZE = 12;
const RETRY_MS = 1_000;

/**
 * Opens database, bus and blobs. Waits for the database as long as it takes; the bus connects in the background.
 *
 * @param name of the service, e.g. `router`; with a random part it names this process in leases and groups
 * @throws DeskError unavailable/database-login-refused, unavailable/database-missing
 */
export async function openPlatform(config: PlatformOptions, name: string, log?: Waiting): Promise<OpenedPlatform> {
  armFault(config.FAULT ?? null);
  const source = serviceDataSource(config.DATABASE_URL, name, POOL_SIZE);
  await connect(source, config.DATABASE_URL, log);
  const store = new Store(source);
  const instance = `${name}-${process.pid}-${randomBytes(4).toString('hex')}`;
  const query = <Row>(sql: string, params?: readonly unknown[]): Promise<Row[]> => store.planned<Row>(sql, params);
  const kafkaBrokers = config.KAFKA_BROKERS ?? null;
  const bus = await openBus({ kafkaBrokers, databaseUrl: config.DATABASE_URL, ledger: new PostgresConsumerLedger(query), instance });
  const relay = kafkaBrokers === null ? null : new Relay({ databaseUrl: config.DATABASE_URL, bus, instance });
  relay?.start();
  // Where the owner's role is at hand: one process of the installation is enough, and any number may.
  const { MIGRATE_DATABASE_URL: ownerUrl } = config;
  const maintenance = ownerUrl === undefined ? null : new LogMaintenance({ ownerUrl, relayed: kafkaBrokers !== null });
  maintenance?.start();
  const news = new LogNews(config.DATABASE_URL, instance);
  const secrets = await Secrets.open(config.OTKLIK_DATA, config.OTKLIK_SECRET ?? null);
  const oauthClients = new OAuthClients(secrets);
  const leases = new Leases(store, instance);
  const blobs = new Blobs(path.join(config.OTKLIK_DATA, 'blobs'), store);
  return {
    providers: [
      { provide: Store, useValue: store },
      { provide: Bus, useValue: bus },
      { provide: Blobs, useValue: blobs },
      { provide: Secrets, useValue: secrets },
      { provide: Leases, useValue: leases },
      { provide: Inboxes, useValue: new Inboxes(store, secrets) },
      { provide: OAuthClients, useValue: oauthClients },
      { provide: OAuthConsents, useValue: new OAuthConsents(secrets) },
      { provide: OAuthGrants, useValue: new OAuthGrants(store, secrets, oauthClients) },
      { provide: Deliveries, useValue: new Deliveries(store) },
      { provide: BotAnswers, useValue: new BotAnswers(store) },
      { provide: EventFeed, useValue: new EventFeed(query) },
      { provide: LogNews, useValue: news },
    ],
    transport: new BusStrategy(bus),
    checks: platformChecks(store, bus, config.OTKLIK_DATA),
    gauges: platformGauges(store, bus, relay),
    store,
    bus,
    close: async () => {
      await leases.close();
      await maintenance?.close();
      await relay?.close();
      await news.close();
      await bus.close();
      await store.close();
    },
  };
}

/** A database that starts later than the service is waited for; a wrong password or a missing database does not heal by waiting. */
async function connect(source: DataSource, url: string, log?: Waiting): Promise<void> {
  let told: DeskError | null = null;
  for (;;) {
    try {
      await source.initialize();
      return;
    } catch (error) {
      const why = databaseUnreachable(url, error);
      if (why.code !== 'database-unreachable') throw why;
      if (told?.message !== why.message)
        log?.warn('database awaited', { code: sqlState(error) ?? why.code, place: String(why.params.place) });
      told = why;
      await wait(RETRY_MS);
    }
  }
}
