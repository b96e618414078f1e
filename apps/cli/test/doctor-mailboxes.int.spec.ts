import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { Inboxes, migrate, openPlatform, type OpenedPlatform } from '@app/store';
import {
  aTeam,
  createTestDatabase,
  type DnsServer,
  type Endpoint,
  freePort,
  MailTalker,
  ScriptedImap,
  startDns,
  type TempDir,
  tempDir,
  type TestDatabase,
} from '@app/testing';
import { type Ran, runOtklik } from './run-otklik.js';

let database: TestDatabase;
let folder: TempDir;
let platform: OpenedPlatform;
let dns: DnsServer;
let imap: ScriptedImap;
let smtp: MailTalker;
const silent: MailTalker[] = [];

beforeAll(async () => {
  database = await createTestDatabase({ migrate: async (url) => void (await migrate(url)) });
  folder = tempDir('doctor');
  mkdirSync(path.join(folder.path, 'data'));
  platform = await openPlatform({ DATABASE_URL: database.url, OTKLIK_DATA: path.join(folder.path, 'data') }, 'cli');
  dns = await startDns();
  dns.set('TXT', 'shop.test', ['v=spf1 mx -all']);
  dns.set('TXT', 'default._domainkey.shop.test', ['v=DKIM1; p=AAAA']);
  imap = await ScriptedImap.start();
  smtp = await MailTalker.start({ protocol: 'smtp', tls: 'none' });
  silent.push(await MailTalker.start({ protocol: 'imap', tls: 'none', greeting: null }));
});
afterAll(async () => {
  for (const one of [imap, smtp, dns, ...silent]) await one.stop();
  await platform.close();
  await database.drop();
  folder.remove();
});

async function otklik(line: string, more: Record<string, string> = {}): Promise<Ran> {
  return runOtklik(line, {
    DATABASE_URL: database.url,
    OTKLIK_DATA: path.join(folder.path, 'data'),
    DNS_SERVERS: dns.address,
    PORT: String(await freePort()),
    PUBLIC_PORT: String(await freePort()),
    ...more,
  });
}

async function inbox(name: string, at: Endpoint): Promise<void> {
  const inboxes = platform.providers.find(({ provide }) => provide === Inboxes)?.useValue;
  if (!(inboxes instanceof Inboxes)) throw new Error('The platform has no inboxes.');
  const settings = {
    address: 'support@shop.test',
    imap: { ...at, tls: 'none', user: 'support@shop.test' },
    smtp: { ...smtp.endpoint, tls: 'none', user: 'support@shop.test' },
  } as const;
  const secrets = { imapPassword: 'secret', smtpPassword: 'secret' };
  const teamId = await aTeam(platform.store);
  await platform.store.transaction((tx) => inboxes.create(tx, { channel: 'email', name, teamId, settings, secrets }));
}

type Finding = { check: string; ok: boolean; level: string; code: string; detail: string; next: string | null };

describe('doctor tests each mailbox as the product uses it (need:O1)', () => {
  test('a warning is no fault; one that fails is, with its step and what to do; one that hangs holds up none', async () => {
    await inbox('good', imap.endpoint);
    expect((await otklik('doctor')).code).toBe(0);
    await inbox('refused', { host: '127.0.0.1', port: 1 });
    await inbox('silent', silent[0]!.endpoint);
    const { code, stdout } = await otklik('doctor --json');
    expect(code).toBe(3);
    const findings = (JSON.parse(stdout) as Finding[]).filter(({ check }) => check.startsWith('mailbox') || check === 'clock');
    const amiss = findings.map(({ check, level, code }) => `${check}: ${level} ${code}`);
    const noDmarc = (name: string): string => `mailbox ${name}, DMARC: warning dmarc-missing`;
    expect(amiss).toEqual([
      'mailbox good, Reading: news at once: warning idle-not-offered',
      noDmarc('good'),
      'mailbox refused, Reading: connection: fault server-refused-connection',
      noDmarc('refused'),
      'mailbox silent, Reading: connection: fault server-silent',
      noDmarc('silent'),
      'clock: ok clock-right',
    ]);
    expect(findings.find(({ code }) => code === 'dmarc-missing')).toMatchObject({
      ok: true,
      next: 'Publish a TXT record for _dmarc.shop.test: v=DMARC1; p=none',
    });
    expect(findings.find(({ code }) => code === 'server-refused-connection')).toMatchObject({
      ok: false,
      detail: '127.0.0.1 takes no connections at port 1.',
      next: expect.stringContaining('993'),
    });
  });

  test('in Russian on a Russian terminal, names of checks too; the same names for machines', async () => {
    const { stdout } = await otklik('doctor', { LANG: 'ru_RU.UTF-8' });
    expect(stdout).toContain('СБОЙ   проверка ящика refused, Чтение: соединение: 127.0.0.1 не принимает соединений на порту 1.\n');
    expect(stdout).toMatch(/дальше: Проверьте порт\. Обычно это 993/);
    expect(stdout).toContain('ok     шина: журнал в базе данных\n');
    expect(stdout).toMatch(/ВНИМ\. {2}проверка ящика good, DMARC: У shop\.test нет DMARC-записи/);
    const { stdout: json } = await otklik('doctor --json', { LANG: 'ru_RU.UTF-8' });
    const [bus] = (JSON.parse(json) as Finding[]).filter(({ check }) => check === 'bus');
    expect(bus).toMatchObject({ detail: 'журнал в базе данных' });
  });

  test('one whose secrets do not open with the key at hand is named', async () => {
    const { code, stdout } = await otklik('doctor', { OTKLIK_SECRET: 'another key than the one it was sealed with' });
    expect(code).toBe(3);
    expect(stdout).toMatch(/FAULT {2}mailbox good: /);
    expect(stdout).toMatch(/FAULT {2}keys: OTKLIK_SECRET does not open the secrets of: .*good/);
  });
});
