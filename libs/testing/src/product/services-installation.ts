import { randomBytes } from 'node:crypto';
import { migrateTopics } from '@app/bus';
import { migrate } from '@app/store';
import { createEmptyDatabase, type TestDatabase } from '../database.js';
import { freePort } from '../free-port.js';
import { type KafkaCluster, startKafka } from '../kafka.js';
import { type PostgresServer, startPostgres } from '../postgres.js';
import { startProcess } from '../process.js';
import type { TempDir } from '../temp-dir.js';
import { dataFolder, Installation, mainOf, ports, ProductProcess, type Ports } from './installation.js';
import type { Neighbours } from './neighbours.js';

const SERVICES = ['email', 'telegram', 'webchat', 'normalizer', 'router', 'desk'] as const;

/** A process for each service over a real PostgreSQL and a real Kafka: what compose and Kubernetes run. */
export class ServicesInstallation extends Installation {
  override readonly size = 'services';

  private constructor(
    private readonly folder: TempDir,
    private readonly at: Ports,
    readonly postgres: PostgresServer,
    readonly kafka: KafkaCluster,
    readonly database: TestDatabase,
    override readonly processes: ReadonlyMap<string, ProductProcess>,
  ) {
    super();
  }

  static async start(neighbours: Neighbours): Promise<ServicesInstallation> {
    const at = await ports();
    const { folder, bootstrap } = dataFolder(neighbours, at.site);
    const [postgres, kafka] = await Promise.all([startPostgres({ durable: true }), startKafka()]);
    const database = await createEmptyDatabase(postgres.url());
    await migrate(database.ownerUrl);
    await migrateTopics(kafka.brokers);
    const common = {
      DATABASE_URL: database.url,
      MIGRATE_DATABASE_URL: database.ownerUrl,
      KAFKA_BROKERS: kafka.brokers.join(','),
      OTKLIK_DATA: `${folder.path}/data`,
      OTKLIK_SECRET: randomBytes(32).toString('base64url'),
      PUBLIC_URL: `http://localhost:${at.staff}`,
      PUBLIC_SITE_URL: `http://127.0.0.1:${at.site}`,
    };
    await bootstrapOnce(common, bootstrap);
    const processes = new Map<string, ProductProcess>();
    for (const name of SERVICES) processes.set(name, await aService(name, common, at));
    const installation = new ServicesInstallation(folder, at, postgres, kafka, database, processes);
    for (const one of processes.values()) one.start();
    try {
      await Promise.all([...processes.values()].map((one) => one.ready(120_000)));
    } catch (error) {
      await installation[Symbol.asyncDispose]();
      throw error;
    }
    return installation;
  }

  override get staffUrl(): string {
    return `http://localhost:${this.at.staff}`;
  }

  override get siteUrl(): string {
    return `http://127.0.0.1:${this.at.site}`;
  }

  override get demoUrl(): string {
    return `http://localhost:${this.at.site}/demo`;
  }

  override async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([...this.processes.values()].map((one) => one.stop()));
    await Promise.all([this.kafka.stop(), this.postgres.stop()]);
    this.folder.remove();
  }
}

/** desk has the staff's port, webchat the customers' one; each has a port for health. */
async function aService(name: (typeof SERVICES)[number], common: Readonly<Record<string, string>>, at: Ports): Promise<ProductProcess> {
  const port = name === 'desk' ? at.staff : await freePort();
  const publicPort = name === 'webchat' ? at.site : await freePort();
  const env = { ...common, PORT: String(port), PUBLIC_PORT: String(publicPort) };
  return new ProductProcess(name, mainOf(name), env, `http://localhost:${port}`);
}

async function bootstrapOnce(env: Readonly<Record<string, string>>, file: string): Promise<void> {
  const cli = startProcess({ name: 'otklik bootstrap', command: process.execPath, args: [mainOf('cli'), 'bootstrap', file], env });
  await cli.ended;
  if (cli.end?.code !== 0) throw new Error(`The bootstrap file was not applied:\n${cli.output}`);
}
