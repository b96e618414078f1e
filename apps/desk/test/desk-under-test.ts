import { PlatformConfig, Log, Service } from '@app/service';
import { hashPassword, type OpenedPlatform, openPlatform, type Store } from '@app/store';
import { anAgent, type AgentOptions, createTestDatabase, freePort, tempDir, type TestDatabase } from '@app/testing';
import { migrate } from '@app/store';
import type { Type } from '@nestjs/common';
import { DeskModule, DeskPublicModule } from '../src/desk.module.js';
import { ApiClient } from './api-client.js';

const PASSWORD = 'correct horse battery';

/** A desk on a database of its own, as a process would run it. */
export class DeskUnderTest {
  private passwordHash: string | null = null;

  private constructor(
    private readonly service: Service,
    private readonly platform: OpenedPlatform,
    private readonly database: TestDatabase,
    readonly url: string,
    readonly publicUrl: string,
    readonly dataDir: string,
  ) {}

  /**
   * @param others modules of apps that run in the same process
   * @param facing those of their sides that customers meet
   */
  static async start(
    env: Readonly<Record<string, string>> = {},
    others: readonly Type[] = [],
    facing: readonly Type[] = [],
  ): Promise<DeskUnderTest> {
    const database = await createTestDatabase({ migrate: async (url) => void (await migrate(url)) });
    const data = tempDir('desk');
    const [PORT, PUBLIC_PORT] = [await freePort(), await freePort()];
    const config = PlatformConfig.parse({
      DATABASE_URL: database.url,
      OTKLIK_DATA: data.path,
      PORT: String(PORT),
      PUBLIC_PORT: String(PUBLIC_PORT),
      ...env,
    });
    let platform: OpenedPlatform | null = null;
    const service = await Service.start(
      {
        name: 'desk',
        config: PlatformConfig,
        open: async (settings, name) => (platform = await openPlatform(settings, name)),
        modules: [DeskModule, ...others],
        publicModules: [DeskPublicModule, ...facing],
      },
      config,
      Log.open({ service: 'desk', level: 'error', to: 'stderr' }),
    );
    if (!platform) throw new Error('The desk runs without a platform.');
    return new DeskUnderTest(service, platform, database, `http://127.0.0.1:${PORT}`, `http://127.0.0.1:${PUBLIC_PORT}`, data.path);
  }

  get store(): Store {
    return this.platform.store;
  }

  get provided(): OpenedPlatform {
    return this.platform;
  }

  /** An agent with a password, signed in. */
  async signedIn(options: AgentOptions = {}): Promise<ApiClient> {
    const id = await this.agentWithPassword(options);
    const client = this.client();
    const answer = await client.signIn(await this.emailOf(id), PASSWORD);
    if (answer.status !== 200) throw new Error(`could not sign in: ${JSON.stringify(answer.body)}`);
    client.agentId = id;
    return client;
  }

  async agentWithPassword(options: AgentOptions = {}): Promise<string> {
    const id = await anAgent(this.store, options);
    this.passwordHash ??= await hashPassword(PASSWORD);
    await this.store.query(`update agents set password_hash = $2 where id = $1`, [id, this.passwordHash]);
    return id;
  }

  async emailOf(id: string): Promise<string> {
    const [row] = await this.store.query<{ email: string }>(`select email from agents where id = $1`, [id]);
    return row?.email ?? '';
  }

  client(): ApiClient {
    return new ApiClient(this.url);
  }

  async close(): Promise<void> {
    await this.service.stop();
    await this.database.drop();
  }
}

export { PASSWORD };
