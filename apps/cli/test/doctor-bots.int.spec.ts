import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { Inboxes, migrate, openPlatform, type OpenedPlatform } from '@app/store';
import { aTeam, type BotApi, createTestDatabase, freePort, startBotApi, type TempDir, tempDir, type TestDatabase } from '@app/testing';
import { runOtklik } from './run-otklik.js';

type Finding = { check: string; ok: boolean; level: string; code: string; detail: string; next: string | null };

describe('doctor tests each bot as the product uses it (need:O1)', () => {
  let database: TestDatabase;
  let folder: TempDir;
  let platform: OpenedPlatform;
  let api: BotApi;

  beforeAll(async () => {
    [database, api] = await Promise.all([createTestDatabase({ migrate: async (url) => void (await migrate(url)) }), startBotApi()]);
    folder = tempDir('doctor');
    mkdirSync(path.join(folder.path, 'data'));
    platform = await openPlatform({ DATABASE_URL: database.url, OTKLIK_DATA: path.join(folder.path, 'data') }, 'cli');
  });
  afterAll(async () => {
    await api.close();
    await platform.close();
    await database.drop();
    folder.remove();
  });

  async function aBot(name: string, token: string, more: { settings?: object; secrets?: object } = {}): Promise<void> {
    const inboxes = platform.providers.find(({ provide }) => provide === Inboxes)?.useValue;
    if (!(inboxes instanceof Inboxes)) throw new Error('The platform has no inboxes.');
    const teamId = await aTeam(platform.store);
    const settings = { apiRoot: api.url, ...more.settings };
    const secrets = { token, ...more.secrets };
    await platform.store.transaction((tx) => inboxes.create(tx, { channel: 'telegram', name, teamId, settings, secrets }));
  }

  test('all well, a warning, and faults, each with what to do; nothing of a bot is changed', async () => {
    const [good, shy] = [api.bot(), api.bot()];
    shy.looksLike({ readsGroups: false });
    await aBot('good', good.token);
    await aBot('revoked', '77:revoked');
    await aBot('shy', shy.token, { settings: { groups: 'always' } });
    await aBot('unreached', '78:x', { secrets: { proxy: 'http://127.0.0.1:1' } });
    const ports = { PORT: String(await freePort()), PUBLIC_PORT: String(await freePort()) };
    const { code, stdout } = await runOtklik('doctor --json', {
      DATABASE_URL: database.url,
      OTKLIK_DATA: path.join(folder.path, 'data'),
      ...ports,
    });
    expect(code).toBe(3);
    const findings = (JSON.parse(stdout) as Finding[]).filter(({ check }) => check.startsWith('bot'));
    expect(findings.map(({ check, level, code: found }) => `${check}: ${level} ${found}`)).toEqual([
      'bot good: ok doctor-bot-good',
      'bot revoked, Token: fault telegram-token-refused',
      'bot shy, Groups: warning telegram-privacy-on',
      'bot unreached, Connection to Telegram: fault telegram-proxy',
    ]);
    expect(findings.map(({ next }) => next)).toEqual([
      null,
      expect.stringContaining('@BotFather'),
      expect.stringContaining('/setprivacy'),
      expect.stringContaining('address'),
    ]);
    const methods = new Set([...good.calls(), ...shy.calls()].map(({ method }) => method));
    expect([...methods].toSorted()).toEqual(['getme', 'getwebhookinfo']);
    expect(stdout).not.toContain(good.token);
  });
});
