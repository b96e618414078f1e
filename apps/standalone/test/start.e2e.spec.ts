import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { eventually, freePort, isAlive, type RunningProcess, startProcess, type TempDir, tempDir, until } from '@app/testing';

const MAIN = path.resolve('dist/apps/standalone/src/main.js');

/** One `npm start` after its build, with the variables of a test. */
class Start {
  private constructor(
    readonly process: RunningProcess,
    readonly url: string,
    readonly data: string,
  ) {}

  static async of(data: string, more: Record<string, string> = {}): Promise<Start> {
    const env = { OTKLIK_DATA: data, PORT: String(await freePort()), PUBLIC_PORT: String(await freePort()), LANG: 'en_US.UTF-8', ...more };
    return new Start(
      startProcess({ name: 'standalone', command: process.execPath, args: [MAIN], env }),
      `http://127.0.0.1:${env.PORT}`,
      data,
    );
  }

  async ready(): Promise<void> {
    await this.process.waitForLine(/Otklik is ready/, { timeoutMs: 60_000 });
    await eventually(async () => expect((await fetch(`${this.url}/readyz`)).status).toBe(200), { timeoutMs: 60_000 });
  }

  get serverPid(): number {
    return Number(readFileSync(path.join(this.data, 'postgres/cluster/postmaster.pid'), 'utf8').split('\n')[0]);
  }

  get setupLink(): string {
    const link = /\S+\/links\/\S+/.exec(this.process.output)?.[0];
    if (!link) throw new Error(`no set-up link in: ${this.process.output}`);
    return link;
  }
}

let folder: TempDir;
let data: string;
const started: Start[] = [];

async function start(more: Record<string, string> = {}, into = data): Promise<Start> {
  const one = await Start.of(into, more);
  started.push(one);
  return one;
}

/** Each start may take a minute, and some tests start twice, ms. */
const LONG = 240_000;

beforeEach(() => {
  folder = tempDir('start');
  data = path.join(folder.path, 'data');
});

afterEach(async () => {
  for (const one of started.splice(0)) await one.process.stop();
  folder.remove();
});

describe('npm start', () => {
  test('the first time: says where to set up, where the demo page and the data are; all of them are there', async () => {
    const first = await start();
    await first.ready();
    const said = first.process.output;
    expect(said).toContain(`Data            ${data}`);
    const [, demo = ''] = /Demo page +(\S+)/.exec(said) ?? [];
    expect((await fetch(demo)).status).toBe(200);
    const taken = await fetch(first.setupLink.replace('/links/', '/api/v1/links/'), {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: new URL(first.setupLink).origin },
      body: JSON.stringify({ email: 'admin@shop.test', name: 'Admin', password: 'correct horse battery' }),
    });
    expect(taken.status).toBe(200);
  });

  test(
    'again on its data: what was set up stays, and nobody is asked to set up any more',
    async () => {
      const first = await start();
      await first.ready();
      await fetch(first.setupLink.replace('/links/', '/api/v1/links/'), {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: new URL(first.setupLink).origin },
        body: JSON.stringify({ email: 'admin@shop.test', name: 'Admin', password: 'correct horse battery' }),
      });
      await first.process.stop({ signal: 'SIGINT' });
      const second = await start({ PORT: new URL(first.url).port });
      await second.ready();
      expect(second.process.output).not.toContain('/links/');
      const session = await fetch(`${second.url}/api/v1/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: new URL(first.setupLink).origin },
        body: JSON.stringify({ email: 'admin@shop.test', password: 'correct horse battery' }),
      });
      expect(session.status).toBe(200);
    },
    LONG,
  );

  test('in Russian where the terminal is', async () => {
    const first = await start({ LANG: 'ru_RU.UTF-8' });
    await first.process.waitForLine(/Otklik готов/, { timeoutMs: 60_000 });
    await first.process.waitForLine(/Демо-страница/);
  });

  test('Ctrl-C ends everything, PostgreSQL too, in order', async () => {
    const first = await start();
    await first.ready();
    const server = first.serverPid;
    // For the command line in another shell.
    const note = path.join(data, 'running.json');
    expect(JSON.parse(readFileSync(note, 'utf8'))).toMatchObject({ pid: first.process.pid, PORT: new URL(first.url).port });
    first.process.signal('SIGINT');
    await first.process.ended;
    expect(first.process.end).toEqual({ code: 0, signal: null });
    expect(isAlive(server)).toBe(false);
    expect(existsSync(path.join(data, 'postgres/cluster/postmaster.pid'))).toBe(false);
    expect(existsSync(note)).toBe(false);
  });

  test(
    'after kill -9 the next start recovers by itself',
    async () => {
      const first = await start();
      await first.ready();
      const orphan = first.serverPid;
      await first.process.kill9();
      const second = await start();
      await second.ready();
      expect(second.serverPid).not.toBe(orphan);
      expect(isAlive(orphan)).toBe(false);
    },
    LONG,
  );

  test(
    'after kill -9 of PostgreSQL it goes on: not ready for a moment, then ready again',
    async () => {
      const first = await start();
      await first.ready();
      const killed = first.serverPid;
      process.kill(killed, 'SIGKILL');
      await until('a new server', () => existsSync(path.join(data, 'postgres/cluster/postmaster.pid')) && first.serverPid !== killed, {
        timeoutMs: 60_000,
      });
      await eventually(async () => expect((await fetch(`${first.url}/readyz`)).status).toBe(200), { timeoutMs: 60_000 });
      expect(first.process.end).toBeNull();
    },
    LONG,
  );

  test(
    'a second one on the same data is told who has it, and the first goes on',
    async () => {
      const first = await start();
      await first.ready();
      for (const more of [{}, { PORT: new URL(first.url).port }]) {
        const second = await start(more);
        await second.process.ended;
        expect(second.process.output).toContain(`running on this data already: standalone, process ${first.process.pid}`);
        expect(second.process.end?.code).toBe(1);
      }
      expect((await fetch(`${first.url}/readyz`)).status).toBe(200);
    },
    LONG,
  );

  test(
    'a port in use is told with the variable that changes it, before anything is made',
    async () => {
      const first = await start();
      await first.ready();
      const other = path.join(folder.path, 'other');
      const second = await start({ PUBLIC_PORT: new URL(first.url).port }, other);
      await second.process.ended;
      expect(second.process.output).toContain(
        `Port ${new URL(first.url).port} is in use by another program. End it, or choose another port: PUBLIC_PORT=NUMBER.`,
      );
      expect(existsSync(path.join(other, 'postgres'))).toBe(false);
    },
    LONG,
  );

  test('a bootstrap file with mistakes: all are told, and it does not start', async () => {
    const first = await start({ OTKLIK_BOOTSTRAP: path.resolve('package.json') });
    await first.process.ended;
    expect(first.process.output).toContain('bootstrap file has mistakes');
    expect(first.process.end?.code).toBe(1);
  });
});
