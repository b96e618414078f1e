import { readFileSync } from 'node:fs';
import path from 'node:path';
import { dataFolder, Installation, mainOf, ports, ProductProcess, type Ports } from './installation.js';
import type { Neighbours } from './neighbours.js';
import type { TempDir } from '../temp-dir.js';

/** One process over embedded PostgreSQL and `PostgresBus`: what `npm start` runs. */
export class StandaloneInstallation extends Installation {
  override readonly size = 'standalone';
  override readonly processes: ReadonlyMap<string, ProductProcess>;

  private constructor(
    private readonly folder: TempDir,
    private readonly at: Ports,
    readonly standalone: ProductProcess,
  ) {
    super();
    this.processes = new Map([['standalone', standalone]]);
  }

  /** @param more variables, e.g. DATABASE_URL for another database than its own */
  static async start(neighbours: Neighbours, more: Readonly<Record<string, string>> = {}): Promise<StandaloneInstallation> {
    const at = await ports();
    const { folder, bootstrap } = dataFolder(neighbours, at.site);
    const env = {
      OTKLIK_DATA: `${folder.path}/data`,
      OTKLIK_BOOTSTRAP: bootstrap,
      PORT: String(at.staff),
      PUBLIC_PORT: String(at.site),
      ...more,
    };
    const standalone = new ProductProcess('standalone', mainOf('standalone'), env, `http://localhost:${at.staff}`);
    standalone.start();
    const installation = new StandaloneInstallation(folder, at, standalone);
    try {
      await standalone.ready();
    } catch (error) {
      await installation[Symbol.asyncDispose]();
      throw error;
    }
    return installation;
  }

  /** Of the database that the product made for itself, as the role without DDL. */
  get databaseUrl(): string {
    const { port, servicePassword } = this.login;
    return `postgres://otklik_service:${servicePassword}@127.0.0.1:${port}/otklik`;
  }

  /** The postmaster's. */
  get databasePid(): number {
    return Number(readFileSync(path.join(this.login.folder, 'cluster/postmaster.pid'), 'utf8').split('\n')[0]);
  }

  private get login(): { port: number; servicePassword: string; folder: string } {
    return JSON.parse(readFileSync(path.join(this.folder.path, 'data/postgres.json'), 'utf8'));
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
    await this.standalone.stop();
    this.folder.remove();
  }
}
