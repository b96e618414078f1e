import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Client } from 'pg';
import { eventually } from './eventually.js';
import { freePort } from './free-port.js';
import { type PostgresVersion, postgresBinaries } from './postgres-binaries.js';
import { descendantsOf, processesGone, type RunningProcess, startProcess } from './process.js';
import { isRoot, type SystemUser, systemUser } from './system-user.js';
import { type TempDir, tempDir } from './temp-dir.js';

export type PostgresOptions = {
  /** Default 18. */
  readonly version?: PostgresVersion;
  /** Where the data is kept; used again if there is a cluster in it. Default: a new folder that goes when the server stops. */
  readonly dataDir?: string;
  readonly port?: number;
  /**
   * True writes as in production (fsync and full pages). Default false: quicker, and a `kill9` still loses nothing that was
   * committed, because the machine does not go down with the server.
   */
  readonly durable?: boolean;
  /** More settings, such as `{ max_connections: '20' }`. */
  readonly settings?: Readonly<Record<string, string>>;
};

export type Login = { readonly user: string; readonly password: string };

/** The superuser of every server that tests start. */
const ADMIN: Login = { user: 'postgres', password: 'postgres' };

/** Starts a real PostgreSQL on 127.0.0.1, ready for connections when this resolves. */
export async function startPostgres(options: PostgresOptions = {}): Promise<PostgresServer> {
  const user = isRoot() ? systemUser('postgres') : null;
  const temp = options.dataDir === undefined ? tempDir('postgres') : null;
  const dataDir = options.dataDir ?? path.join(temp?.path ?? '', 'data');
  const binaries = postgresBinaries(options.version ?? 18);
  if (!existsSync(path.join(dataDir, 'PG_VERSION'))) makeCluster(binaries, dataDir, user);
  const server = new PostgresServer(options.port ?? (await freePort()), dataDir, binaries, user, options, temp);
  await server.start();
  return server;
}

export class PostgresServer {
  private running: RunningProcess | null = null;

  constructor(
    readonly port: number,
    readonly dataDir: string,
    private readonly binaries: string,
    private readonly user: SystemUser | null,
    private readonly options: PostgresOptions,
    private readonly temp: TempDir | null,
  ) {}

  /** What the server logged since it last started. */
  get output(): string {
    return this.running?.output ?? '';
  }

  /** The postmaster's. */
  get pid(): number {
    if (!this.running) throw new Error('PostgreSQL is not running');
    return this.running.pid;
  }

  url(database = 'postgres', login: Login = ADMIN): string {
    return `postgres://${login.user}:${login.password}@127.0.0.1:${this.port}/${database}`;
  }

  /** Starts it after `kill9` or `halt`, on the same port and data. */
  async start(): Promise<void> {
    const settings = { ...settingsFor(this.options.durable ?? false), ...this.options.settings, port: String(this.port) };
    const running = startProcess({
      name: `PostgreSQL on port ${this.port}`,
      command: path.join(this.binaries, 'postgres'),
      args: ['-D', this.dataDir, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
      user: this.user,
      env: { LC_ALL: 'C.UTF-8' },
    });
    this.running = running;
    await eventually(() => this.answers(running), { timeoutMs: 60_000, everyMs: 10 });
    if (running.end) throw new Error(`PostgreSQL did not start: ${running.output}`);
  }

  /** `kill -9` of the postmaster; resolves when its children have noticed and are gone too. */
  async kill9(): Promise<void> {
    if (!this.running) return;
    const backends = descendantsOf(this.running.pid);
    await this.running.kill9();
    await processesGone(backends);
  }

  /** Stops it if it runs, cleanly, and starts it again on the same port and data. */
  async restart(): Promise<void> {
    await this.halt();
    await this.start();
  }

  /** A clean, fast stop that keeps the data: open transactions are rolled back, connections closed. */
  async halt(): Promise<void> {
    await this.running?.stop({ signal: 'SIGINT', timeoutMs: 30_000 });
  }

  /** Stops it; the data goes too, unless `dataDir` was given. */
  async stop(): Promise<void> {
    await this.halt();
    this.temp?.remove();
  }

  /** @returns the new database's name */
  async createDatabase(template = 'template1'): Promise<string> {
    const name = `test_${randomBytes(6).toString('hex')}`;
    await this.asAdmin((admin) => admin.query(`create database ${name} template ${template}`));
    return name;
  }

  /** One piece of work as superuser, in `database`. */
  async asAdmin<T>(work: (admin: Client) => Promise<T>, database = 'postgres'): Promise<T> {
    return withClient(this.url(database), work);
  }

  /** Throws while it is not ready; ends without an error when the server has ended, so that waiting is not in vain. */
  private async answers(running: RunningProcess): Promise<void> {
    if (running.end) return;
    await this.asAdmin((admin) => admin.query('select 1'));
  }
}

/** One piece of work on a connection of its own. */
export async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function settingsFor(durable: boolean): Record<string, string> {
  return {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '200',
    timezone: 'UTC',
    // Said because initdb takes the machine's.
    log_timezone: 'UTC',
    ...(!durable && { fsync: 'off', full_page_writes: 'off' }),
  };
}

function makeCluster(binaries: string, dataDir: string, user: SystemUser | null): void {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const passwordFile = path.join(dataDir, '..', `.${path.basename(dataDir)}-password`);
  writeFileSync(passwordFile, ADMIN.password, { mode: 0o600 });
  if (user) for (const file of [dataDir, passwordFile]) chownSync(file, user.uid, user.gid);
  const flags = ['--encoding=UTF8', '--locale=C.UTF-8', '--auth=scram-sha-256', '--no-sync', `--username=${ADMIN.user}`];
  const done = spawnSync(path.join(binaries, 'initdb'), ['-D', dataDir, ...flags, `--pwfile=${passwordFile}`], {
    encoding: 'utf8',
    cwd: '/',
    ...(user && { uid: user.uid, gid: user.gid }),
  });
  rmSync(passwordFile);
  if (done.status !== 0) throw new Error(`initdb in ${dataDir} failed: ${done.error?.message ?? done.stdout + done.stderr}`);
}
