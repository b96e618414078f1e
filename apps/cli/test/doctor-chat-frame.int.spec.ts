import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { migrate, openPlatform, type OpenedPlatform } from '@app/store';
import { anInbox, aTeam, createTestDatabase, freePort, type TempDir, tempDir, type TestDatabase } from '@app/testing';
import { runOtklik } from './run-otklik.js';

type Finding = { check: string; level: string; code: string; detail: string };

describe('fail:W3 doctor looks whether sites may embed the chat, through whatever stands before it', () => {
  let database: TestDatabase;
  let folder: TempDir;
  let platform: OpenedPlatform;
  let proxy: Server;
  let headers: Record<string, string> = {};
  let inbox: string;

  beforeAll(async () => {
    database = await createTestDatabase({ migrate: async (url) => void (await migrate(url)) });
    folder = tempDir('doctor');
    mkdirSync(path.join(folder.path, 'data'));
    platform = await openPlatform({ DATABASE_URL: database.url, OTKLIK_DATA: path.join(folder.path, 'data') }, 'cli');
    inbox = await anInbox(platform.store, 'webchat', await aTeam(platform.store), { origins: ['https://shop.example'] });
    proxy = createServer((request, response) => response.writeHead(request.url === `/widget/${inbox}` ? 200 : 404, headers).end());
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  }, 60_000);
  afterAll(async () => {
    proxy.close();
    await platform.close();
    await database.drop();
    folder.remove();
  });

  const OURS = `default-src 'none'; frame-ancestors https://shop.example`;

  test.each<[string, Record<string, string>, string, string]>([
    ['as we say it', { 'content-security-policy': OURS }, 'ok', 'doctor-chat-frame-good'],
    ['X-Frame-Options', { 'content-security-policy': OURS, 'x-frame-options': 'SAMEORIGIN' }, 'fault', 'doctor-chat-frame-refused'],
    ['a second policy', { 'content-security-policy': `${OURS}, frame-ancestors 'self'` }, 'fault', 'doctor-chat-frame-refused'],
  ])('%s', async (_what, sent, level, code) => {
    headers = sent;
    expect(await look(`http://127.0.0.1:${(proxy.address() as AddressInfo).port}`)).toMatchObject({ level, code });
  });

  test('nobody answers', async () => {
    expect(await look(`http://127.0.0.1:${await freePort()}`)).toMatchObject({ level: 'warning', code: 'doctor-chat-frame-away' });
  });

  async function look(site: string): Promise<Finding | undefined> {
    const { stdout } = await runOtklik('doctor --json', {
      DATABASE_URL: database.url,
      OTKLIK_DATA: path.join(folder.path, 'data'),
      PORT: String(await freePort()),
      PUBLIC_PORT: String(await freePort()),
      PUBLIC_SITE_URL: site,
    });
    return (JSON.parse(stdout) as Finding[]).find(({ check }) => check === 'web chat on sites');
  }
});
