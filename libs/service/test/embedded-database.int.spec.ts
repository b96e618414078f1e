import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { descendantsOf, eventually, isAlive, isRoot, startProcess, systemUser, type TempDir, tempDir, withClient } from '@app/testing';
import { EmbeddedDatabase } from '../src/embedded/embedded-database.js';
import { Log } from '../src/log.js';

const log = Log.open({ service: 'test', level: 'silent' });
let folder: TempDir;
let database: EmbeddedDatabase | null = null;

function start(dataFolder = folder.path): Promise<EmbeddedDatabase> {
  return EmbeddedDatabase.start({ dataFolder, name: 'test', log, say: () => undefined });
}

function ask<Row>(url: string, sql: string): Promise<Row[]> {
  return withClient(url, async (client) => (await client.query(sql)).rows as Row[]);
}

async function writeRow(url: string): Promise<void> {
  await ask(url, 'create table kept (n int); insert into kept values (42)');
}

function keptRow(url: string): Promise<{ n: number }[]> {
  return ask(url, 'select n from kept');
}

beforeEach(() => {
  folder = tempDir('embedded');
});

afterEach(async () => {
  await database?.stop();
  database = null;
  folder.remove();
});

describe('the embedded database', () => {
  test('is durable, checked and reachable from this machine alone', async () => {
    database = await start();
    const settings = await ask<{ name: string; setting: string }>(
      database.url,
      `select name, setting from pg_settings
       where name in ('fsync', 'synchronous_commit', 'full_page_writes', 'data_checksums', 'listen_addresses', 'idle_in_transaction_session_timeout')`,
    );
    expect(Object.fromEntries(settings.map(({ name, setting }) => [name, setting]))).toEqual({
      fsync: 'on',
      synchronous_commit: 'on',
      full_page_writes: 'on',
      data_checksums: 'on',
      listen_addresses: '127.0.0.1',
      idle_in_transaction_session_timeout: '10000',
    });
  });

  test('has an owner who makes tables and a service role that cannot; nobody gets in without a password', async () => {
    database = await start();
    await writeRow(database.ownerUrl);
    await expect(ask(database.url, 'create table mine (n int)')).rejects.toMatchObject({ code: '42501' });
    for (const user of ['otklik_owner', 'otklik_service', 'postgres']) {
      const url = new URL(database.url);
      [url.username, url.password] = [user, 'wrong'];
      await expect(ask(url.href, 'select 1')).rejects.toMatchObject({ code: '28P01' });
    }
    expect(statSync(path.join(folder.path, 'postgres.json')).mode & 0o777).toBe(0o600);
  });

  test('started again: the same address, the same rows', async () => {
    database = await start();
    const { url } = database;
    await writeRow(database.ownerUrl);
    await database.stop();
    database = await start();
    expect(database.url).toBe(url);
    expect(await keptRow(database.ownerUrl)).toEqual([{ n: 42 }]);
  });

  test('its port was taken meanwhile: another one is found', async () => {
    database = await start();
    const port = Number(new URL(database.url).port);
    await database.stop();
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(port, '127.0.0.1', resolve));
    try {
      database = await start();
      expect(new URL(database.url).port).not.toBe(String(port));
    } finally {
      other.close();
    }
  });

  test('a second process on the same data is told who has it', async () => {
    database = await start();
    await expect(start()).rejects.toMatchObject({ code: 'data-in-use', params: { pid: process.pid, name: 'test' } });
    expect(await ask(database.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  test('its passwords are lost: it gets new ones and keeps its rows', async () => {
    database = await start();
    const { url } = database;
    await writeRow(database.ownerUrl);
    await database.stop();
    rmSync(path.join(folder.path, 'postgres.json'));
    database = await start();
    expect(database.url).not.toBe(url);
    expect(await keptRow(database.ownerUrl)).toEqual([{ n: 42 }]);
  });

  test('its files are gone: it says so and makes no empty one in their place', async () => {
    database = await start();
    await database.stop();
    database = null;
    renameSync(path.join(folder.path, 'postgres/cluster'), path.join(folder.path, 'cluster-moved'));
    await expect(start()).rejects.toMatchObject({ code: 'database-gone' });
  });

  test('a start that was cut while the cluster was made begins anew', async () => {
    mkdirSync(path.join(folder.path, 'postgres/cluster.new'), { recursive: true });
    database = await start();
    expect(await ask(database.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    expect(readdirSync(path.join(folder.path, 'postgres'))).not.toContain('cluster.new');
  });
});

describe('after a kill -9', () => {
  test('of the server: it is started again at the same address, and what was committed is there', async () => {
    database = await start();
    const { ownerUrl } = database;
    await writeRow(ownerUrl);
    process.kill(serverPid(folder.path), 'SIGKILL');
    await eventually(async () => expect(await keptRow(ownerUrl)).toEqual([{ n: 42 }]));
  });

  test('of the server, and a stop before it is back: nothing is left running', async () => {
    database = await start();
    const server = serverPid(folder.path);
    process.kill(server, 'SIGKILL');
    await eventually(() => expect(isAlive(server)).toBe(false));
    await database.stop();
    database = null;
    // Killed, it leaves its pid file; stopped after it was started again, it takes the file away.
    const pidFile = path.join(folder.path, 'postgres/cluster/postmaster.pid');
    expect(existsSync(pidFile) && isAlive(serverPid(folder.path))).toBe(false);
  });

  test('of the process that started it: the server left behind is ended, and what was committed is there', async () => {
    const probe = startProcess({
      name: 'process with a database',
      command: process.execPath,
      args: ['--import', '@oxc-node/core/register', path.join(import.meta.dirname, 'probe-database.ts'), folder.path],
      cwd: path.resolve(import.meta.dirname, '../../..'),
    });
    const [, url = ''] = await probe.waitForLine(/database at (\S+)/);
    await writeRow(url);
    const [orphan] = descendantsOf(probe.pid);
    await probe.kill9();
    expect(serverPid(folder.path)).toBe(orphan);
    database = await start();
    expect(serverPid(folder.path)).not.toBe(orphan);
    expect(await keptRow(database.ownerUrl)).toEqual([{ n: 42 }]);
  });
});

// The tests as a whole need root; this says so rather than pass silently elsewhere.
describe('as root', () => {
  test('the server runs as a user of its own, in the data folder, which others may pass through and no more', async () => {
    expect(isRoot()).toBe(true);
    // As the product sets it.
    const umask = process.umask(0o077);
    try {
      database = await start(path.join(folder.path, 'data'));
    } finally {
      process.umask(umask);
    }
    expect(statSync(path.join(folder.path, 'data')).mode & 0o777).toBe(0o711);
    expect(statSync(`/proc/${serverPid(path.join(folder.path, 'data'))}`).uid).not.toBe(0);
  });

  test('goes on with a database that an ordinary user began, as that user', async () => {
    database = await start();
    await writeRow(database.ownerUrl);
    await database.stop();
    database = null;
    const user = systemUser('nobody');
    spawnSync('chown', ['-R', `${user.uid}:${user.gid}`, path.join(folder.path, 'postgres')]);
    database = await start();
    expect(statSync(`/proc/${serverPid(folder.path)}`).uid).toBe(user.uid);
    expect(await keptRow(database.ownerUrl)).toEqual([{ n: 42 }]);
  });

  test('a closed folder is left closed: the database goes elsewhere, and a line says where', async () => {
    const closed = mkdtempSync(path.join(os.tmpdir(), 'otklik-closed-'));
    const said: string[] = [];
    let elsewhere = '';
    try {
      database = await EmbeddedDatabase.start({
        dataFolder: path.join(closed, 'data'),
        name: 'test',
        log,
        say: ({ code, params }) => {
          said.push(code);
          if (code === 'database-elsewhere') elsewhere = String(params.folder);
        },
      });
      expect(said).toContain('database-elsewhere');
      expect(elsewhere).toMatch(/^\/var\/lib\/otklik\/[0-9a-f]{16}\/postgres$/);
      expect(statSync(closed).mode & 0o777).toBe(0o700);
      expect(await ask(database.url, 'select 1 as one')).toEqual([{ one: 1 }]);
      await database.stop();
      database = null;
      // The data folder moves: the database stays where it was and is found.
      renameSync(path.join(closed, 'data'), path.join(closed, 'moved'));
      database = await start(path.join(closed, 'moved'));
      expect(await ask(database.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    } finally {
      await database?.stop();
      database = null;
      rmSync(closed, { recursive: true });
      if (elsewhere) rmSync(path.dirname(elsewhere), { recursive: true });
    }
  });
});

function serverPid(dataFolder: string): number {
  return Number(readFileSync(path.join(dataFolder, 'postgres/cluster/postmaster.pid'), 'utf8').split('\n')[0]);
}
