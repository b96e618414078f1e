import { Log, PlatformConfig, Service } from '@app/service';
import { Inboxes, openPlatform, Secrets, type Store } from '@app/store';
import {
  aTeam,
  type Bot,
  type BotApi,
  type BotApiOptions,
  type Endpoint,
  freePort,
  openProductDatabase,
  type ProductDatabase,
  type RunningProcess,
  startBotApi,
  startProcess,
  type TempDir,
  tempDir,
} from '@app/testing';
import { TelegramModule, TelegramPublicModule } from '../src/telegram.module.js';

const SECRET = 'a secret of the tests, long enough';

export type Update = { readonly update_id: number; readonly message?: { readonly chat: { readonly id: number }; readonly text?: string } };

/** An update on the bus. */
export type Published = {
  readonly externalId: string;
  readonly chatKey: string;
  readonly botUsername: string | null;
  readonly update: Update;
};

export type Health = { readonly state: string; readonly code: string | null; readonly params: Readonly<Record<string, unknown>> | null };

/** The service of bots, as its process runs it, with a database and a Bot API of its own. */
export class TelegramUnderTest {
  private readonly services: Service[] = [];
  private readonly processes: RunningProcess[] = [];

  private constructor(
    readonly api: BotApi,
    private readonly product: ProductDatabase,
    private readonly folder: TempDir,
    private readonly team: string,
    /** `PUBLIC_SITE_URL` of the first process. */
    readonly site: string,
    private readonly env: Readonly<Record<string, string>>,
    readonly inboxes: Inboxes,
  ) {}

  /**
   * @param through what stands between the services and their database, so that it can be cut off
   * @param more of the services' environment
   */
  static async start(
    api: BotApiOptions = {},
    through?: (target: Endpoint) => Promise<Endpoint>,
    more: Readonly<Record<string, string>> = {},
  ): Promise<TelegramUnderTest> {
    const [product, botApi, port] = await Promise.all([openProductDatabase(), startBotApi(api), freePort()]);
    const folder = tempDir('telegram');
    const url = new URL(product.database.url);
    if (through) {
      const { host, port: proxied } = await through({ host: url.hostname, port: Number(url.port) });
      Object.assign(url, { hostname: host, port: String(proxied) });
    }
    const site = `http://127.0.0.1:${port}`;
    const env = {
      DATABASE_URL: url.href,
      OTKLIK_DATA: folder.path,
      OTKLIK_SECRET: SECRET,
      PUBLIC_SITE_URL: site,
      LOG_LEVEL: 'silent',
      ...more,
    };
    const inboxes = new Inboxes(product.store, Secrets.fromSecret(SECRET));
    return new TelegramUnderTest(botApi, product, folder, await aTeam(product.store), site, env, inboxes);
  }

  /** Past whatever stands before it. */
  get databaseUrl(): string {
    return this.product.database.url;
  }

  get store(): Store {
    return this.product.store;
  }

  /** One process more, in this one. @returns where its customers' listener is */
  async serve(): Promise<string> {
    const publicPort = this.services.length === 0 ? Number(new URL(this.site).port) : await freePort();
    const config = PlatformConfig.parse({ ...this.env, PORT: String(await freePort()), PUBLIC_PORT: String(publicPort) });
    const log = Log.open({ service: 'telegram', level: 'silent' });
    const modules = { modules: [TelegramModule], publicModules: [TelegramPublicModule] };
    this.services.push(await Service.start({ name: 'telegram', config: PlatformConfig, open: openPlatform, ...modules }, config, log));
    return `http://127.0.0.1:${publicPort}`;
  }

  /** One process more, that can be killed. */
  async serveApart(env: Readonly<Record<string, string>> = {}): Promise<RunningProcess> {
    const ports = { PORT: String(await freePort()), PUBLIC_PORT: String(await freePort()), LOG_LEVEL: 'info' };
    const args = ['--import', '@oxc-node/core/register', 'apps/telegram/src/main.ts'];
    const started = startProcess({ name: 'telegram', command: process.execPath, args, env: { ...this.env, ...ports, ...env } });
    this.processes.push(started);
    await started.waitForLine(/service ready/, { timeoutMs: 60_000 });
    return started;
  }

  async anInbox(bot: Bot, settings: object = {}, secrets: object = {}): Promise<string> {
    return await this.store.transaction((tx) =>
      this.inboxes.create(tx, {
        channel: 'telegram',
        name: `bot ${bot.id}`,
        teamId: this.team,
        settings: { apiRoot: this.api.url, ...settings },
        secrets: { token: bot.token, ...secrets },
      }),
    );
  }

  async change(inbox: string, settings: object, secrets: Readonly<Record<string, string>> = {}): Promise<void> {
    await this.store.transaction((tx) => this.inboxes.change(tx, inbox, { settings: { ...settings }, secrets }));
  }

  /** What is on the bus for this inbox, in its order. */
  async published(inbox: string): Promise<Published[]> {
    const rows = await this.store.query<{ data: Omit<Published, 'update'>; payload: Buffer }>(
      `select data, payload from events where topic = 'intake.telegram' and data ->> 'inboxId' = $1 order by id`,
      [inbox],
    );
    return rows.map(({ data, payload }) => ({ ...data, update: JSON.parse(String(payload)) as Update }));
  }

  async texts(inbox: string): Promise<(string | undefined)[]> {
    return (await this.published(inbox)).map(({ update }) => update.message?.text);
  }

  async health(inbox: string): Promise<Health | undefined> {
    const [row] = await this.store.query<Health>(
      `select health as state, health_reason ->> 'code' as code, health_reason -> 'params' as params from inboxes where id = $1`,
      [inbox],
    );
    return row;
  }

  async secretOf(inbox: string): Promise<string> {
    return (await this.inboxes.openOne('telegram', inbox)).secrets.webhookSecret ?? '';
  }

  async close(): Promise<void> {
    for (const running of this.processes) if (running.end === null) process.kill(running.pid, 'SIGKILL');
    await Promise.all(this.processes.map((running) => running.ended));
    await Promise.all(this.services.map((service) => service.stop()));
    await this.api.close();
    await this.product.close();
    this.folder.remove();
  }
}
