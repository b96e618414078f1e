import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { freePort } from '../free-port.js';
import { type RunningProcess, startProcess } from '../process.js';
import { type TempDir, tempDir } from '../temp-dir.js';
import { eventually, until } from '../eventually.js';
import { ANNA, BORIS, bootstrapFile } from './bootstrap-file.js';
import type { Neighbours } from './neighbours.js';
import { ProductApi } from './product-api.js';

/** The product as it runs: its processes by name, and where it is found. */
export abstract class Installation implements AsyncDisposable {
  abstract readonly size: 'standalone' | 'services';
  /** Console and API. */
  abstract readonly staffUrl: string;
  /** What the demo page embeds. */
  abstract readonly siteUrl: string;
  /** Opened in a browser: another site than the frame. */
  abstract readonly demoUrl: string;
  abstract readonly processes: ReadonlyMap<string, ProductProcess>;
  abstract [Symbol.asyncDispose](): Promise<void>;

  signIn(person: { readonly email: string; readonly password: string }): Promise<ProductApi> {
    return ProductApi.signIn(this.staffUrl, person);
  }

  /** Anna, who has the skill, with Boris, who has not; both online. */
  async agents(): Promise<{ anna: ProductApi; boris: ProductApi }> {
    const [anna, boris] = await Promise.all([this.signIn(ANNA), this.signIn(BORIS)]);
    await Promise.all([anna, boris].map((agent) => agent.put('/agents/me/presence', { state: 'online' })));
    return { anna, boris };
  }

  /** Every inbox has connected: what is sent from now on is taken. */
  inboxesOk(api: ProductApi): Promise<unknown> {
    return until(
      'all inboxes to be ok',
      async () => {
        const { data } = await api.get<{ data: readonly { channel: string; health: { state: string } }[] }>('/inboxes');
        return data.length > 0 && data.every((inbox) => inbox.channel === 'webchat' || inbox.health.state === 'ok');
      },
      { timeoutMs: 60_000, everyMs: 100 },
    );
  }
}

/** One process of the product: can be killed and started again with the same variables. */
export class ProductProcess {
  private running: RunningProcess | null = null;
  private earlier = '';

  constructor(
    readonly name: string,
    private readonly main: string,
    private readonly env: Readonly<Record<string, string>>,
    readonly healthUrl: string,
  ) {}

  /** Of all its lives. */
  get output(): string {
    return this.earlier + (this.running?.output ?? '');
  }

  /** How it ended; null while it runs. */
  get end(): RunningProcess['end'] {
    return this.running?.end ?? null;
  }

  get pid(): number {
    if (!this.running) throw new Error(`${this.name} is not running`);
    return this.running.pid;
  }

  get isRunning(): boolean {
    return this.running !== null && this.running.end === null;
  }

  start(more: Readonly<Record<string, string>> = {}): void {
    this.earlier = this.output;
    this.running = startProcess({
      name: this.name,
      command: process.execPath,
      args: ['--max-semi-space-size=8', this.main],
      env: { ...this.env, ...more },
    });
  }

  /** @throws with its output when it ends or takes longer */
  async ready(timeoutMs = 60_000): Promise<void> {
    const ended = this.ended().then(() => {
      throw new Error(`${this.name} ended:\n${this.output}`);
    });
    await Promise.race([ended, eventually(() => this.answersReady(), { timeoutMs, everyMs: 100 })]);
  }

  private async answersReady(): Promise<void> {
    const response = await fetch(`${this.healthUrl}/readyz`).catch(() => null);
    if (response?.ok) return;
    throw new Error(`${this.name} is not ready (${response === null ? 'no answer' : await response.text()}):\n${this.output.slice(-4000)}`);
  }

  async kill9(): Promise<void> {
    await this.running?.kill9();
  }

  /** Resolves when it has ended by itself (a fault that was armed). */
  async ended(): Promise<void> {
    await this.running?.ended;
  }

  async stop(): Promise<void> {
    await this.running?.stop();
  }
}

/** Built JavaScript of an app: what `npm start` and the image run. */
export function mainOf(app: string): string {
  return path.resolve('dist', 'apps', app, 'src', 'main.js');
}

export type Ports = { readonly staff: number; readonly site: number };

export async function ports(): Promise<Ports> {
  return { staff: await freePort(), site: await freePort() };
}

/** A data folder with the bootstrap file in it. */
export function dataFolder(neighbours: Neighbours, site: number): { folder: TempDir; bootstrap: string } {
  const folder = tempDir('product');
  const bootstrap = path.join(folder.path, 'bootstrap.json');
  writeFileSync(bootstrap, JSON.stringify(bootstrapFile(neighbours, { origins: [`http://localhost:${site}`] })), { mode: 0o600 });
  return { folder, bootstrap };
}
