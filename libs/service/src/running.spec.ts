import { spawnSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type TempDir, tempDir } from '@app/testing';
import { loadConfig } from './load-config.js';
import { LocalConfig } from './platform-config.js';
import { noteRunning, runningAddresses } from './running.js';

let folder: TempDir;
const data = (): string => path.join(folder.path, 'data');
const config = (): LocalConfig =>
  loadConfig(LocalConfig, { OTKLIK_DATA: data(), PORT: '18080', PUBLIC_SITE_URL: 'https://chat.shop.test' });

beforeEach(() => {
  folder = tempDir('running');
});
afterEach(() => folder.remove());

describe('the note of the running product', () => {
  test('names its addresses until it stops', () => {
    const forget = noteRunning(config());
    expect(runningAddresses(data())).toEqual({
      HOST: '127.0.0.1',
      PORT: '18080',
      PUBLIC_PORT: '8081',
      PUBLIC_URL: 'http://localhost:18080',
      PUBLIC_SITE_URL: 'https://chat.shop.test',
    });
    forget();
    expect(runningAddresses(data())).toBeNull();
    expect(readdirSync(data())).toEqual([]);
  });

  test('counts for nothing when its process is gone, or when it is no note', () => {
    const gone = spawnSync('true').pid;
    noteRunning(config());
    const file = path.join(data(), 'running.json');
    writeFileSync(
      file,
      JSON.stringify({ pid: gone, HOST: 'h', PORT: '1', PUBLIC_PORT: '2', PUBLIC_URL: 'http://a', PUBLIC_SITE_URL: 'http://b' }),
    );
    expect(runningAddresses(data())).toBeNull();
    writeFileSync(file, '{"pid":');
    expect(runningAddresses(data())).toBeNull();
  });

  test('of another process is left to that', () => {
    const forget = noteRunning(config());
    const file = path.join(data(), 'running.json');
    writeFileSync(file, JSON.stringify({ pid: process.ppid, ...runningAddresses(data()) }));
    forget();
    expect(runningAddresses(data())).toMatchObject({ PORT: '18080' });
  });

  test('stands in for variables that are not set, and for no others', () => {
    noteRunning(config());
    const env = { OTKLIK_DATA: data(), PUBLIC_PORT: '19000', PUBLIC_URL: '' };
    expect(loadConfig(LocalConfig, env, runningAddresses(data()) ?? {})).toMatchObject({
      PORT: 18_080,
      PUBLIC_PORT: 19_000,
      PUBLIC_URL: 'http://localhost:18080',
    });
  });
});
