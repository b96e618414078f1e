import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Probe } from '@app/contracts';
import { type DnsServer, MailTalker, OwnCa, startDns, startProcess, type TempDir, tempDir } from '@app/testing';
import { runOtklik } from './run-otklik.js';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const PASSWORD = 'correct horse';

let ca: OwnCa;
let dns: DnsServer;
let folder: TempDir;
let talkers: MailTalker[];

beforeAll(async () => {
  ca = OwnCa.make();
  dns = await startDns();
  folder = tempDir('probe');
  const certificate = ca.issue(['mail.firm.test']);
  talkers = await Promise.all((['imap', 'smtp'] as const).map((protocol) => MailTalker.start({ protocol, tls: 'implicit', certificate })));
  dns.set('A', 'mail.firm.test', ['127.0.0.1']);
  dns.set('SRV', '_imaps._tcp.firm.test', [`0 1 ${talkers[0]?.endpoint.port} mail.firm.test`]);
  dns.set('SRV', '_submissions._tcp.firm.test', [`0 1 ${talkers[1]?.endpoint.port} mail.firm.test`]);
});

afterAll(async () => {
  await Promise.all([dns.stop(), ...talkers.map((talker) => talker.stop())]);
  folder.remove();
  ca.remove();
});

const env = (more: Record<string, string> = {}): Record<string, string> => ({
  OTKLIK_DATA: path.join(folder.path, 'data'),
  DNS_SERVERS: dns.address,
  ...more,
});

describe('otklik probe', () => {
  test('finds a mailbox by a name server, an own certificate authority and networks that the environment names, and signs in', async () => {
    const file = path.join(folder.path, 'password');
    writeFileSync(file, `${PASSWORD}\n`);
    const otklik = startProcess({
      name: 'otklik probe',
      command: process.execPath,
      args: ['--import', '@oxc-node/core/register', 'apps/cli/src/main.ts', 'probe', 'shop@firm.test', '--password-file', file, '--json'],
      cwd: ROOT,
      env: env({ OUTBOUND_ALLOW: '127.0.0.0/8', NODE_EXTRA_CA_CERTS: ca.file }),
    });
    await otklik.ended;
    expect(otklik.end).toEqual({ code: 0, signal: null });
    const found = JSON.parse(otklik.output) as Probe;
    const server = { host: 'mail.firm.test', tls: 'implicit', user: 'shop@firm.test' };
    expect(found).toMatchObject({ source: 'srv', provider: null, settings: { address: 'shop@firm.test', imap: server, smtp: server } });
    expect(found.steps.filter(({ level }) => level !== 'ok')).toEqual([]);
    expect(found.steps.map(({ step, code }) => `${step} ${code}`)).toEqual(
      expect.arrayContaining(['srv srv-found', 'imap-login login-accepted', 'smtp-login login-accepted']),
    );
    expect(otklik.output).not.toContain(PASSWORD);
  });

  test('threat:F1 without OUTBOUND_ALLOW a domain cannot lead into our own network', async () => {
    const { code, stdout } = await runOtklik('probe shop@firm.test --json', env());
    expect(code).toBe(3);
    const { settings, steps } = JSON.parse(stdout) as Probe;
    expect(settings).toBeNull();
    expect(steps.map((step) => step.code)).toContain('server-private-address');
  });

  test('what is wrong is told with what to do about it, for people', async () => {
    const { code, stdout } = await runOtklik('probe shop@nosuch.test', env());
    expect(code).toBe(3);
    expect(stdout).toMatch(/nosuch\.test/);
    expect(stdout.split('\n')).toHaveLength(3);
  });

  test.each([
    ['probe', 'A word is missing.'],
    ['probe a@firm.test --password-file /nowhere', "'/nowhere' cannot be read."],
    ['probe a@firm.test --password secret', 'password'],
  ])('wrong use: %s', async (line, words) => {
    const { code, stdout, stderr } = await runOtklik(line, env());
    expect(code).toBe(2);
    expect(stdout + stderr).toContain(words);
  });
});
