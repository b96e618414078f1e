import { EmailSettings, type SettingsInput } from '@app/contracts';
import { DeskError } from '@app/domain';
import { anywhere, Dns } from '@app/outside';
import {
  type DnsServer,
  type Dovecot,
  type Endpoint,
  eventually,
  FaultProxy,
  MailTalker,
  OwnCa,
  type Postfix,
  ScriptedImap,
  startDns,
  startDovecot,
  startPostfix,
  type TalkerOptions,
} from '@app/testing';
import { checkMailbox, type MailboxCheck } from './check-mailbox.js';
import type { Step } from './step.js';

const ADDRESS = 'support@test.local';
const MAIL = 'From: kate@customer.test\r\nSubject: x\r\n\r\nHello\r\n';

let dovecot: Dovecot;
let postfix: Postfix;
let dns: DnsServer;
const open: { stop(): Promise<void> | void }[] = [];

beforeAll(async () => {
  dovecot = await startDovecot({ users: { [ADDRESS]: 'secret', 'sales@test.local': 'secret' } });
  const settings = {
    smtpd_sender_login_maps: `inline:{ ${ADDRESS}=${ADDRESS}, sales@test.local=sales@test.local }`,
    smtpd_sender_restrictions: 'reject_sender_login_mismatch',
  };
  [postfix, dns] = await Promise.all([startPostfix({ dovecot, settings }), startDns()]);
  dovecot.deliver(ADDRESS, MAIL);
  dovecot.deliver(ADDRESS, MAIL);
}, 60_000);
beforeEach(() => {
  dns.set('TXT', 'test.local', ['v=spf1 ip4:127.0.0.1 -all']);
  dns.set('TXT', 'default._domainkey.test.local', ['v=DKIM1; p=AAAA']);
  dns.set('TXT', '_dmarc.test.local', ['v=DMARC1; p=reject']);
});
afterEach(async () => {
  dns.forget();
  for (const one of open.splice(0)) await one.stop();
});
afterAll(async () => {
  await dns.stop();
  await postfix.stop();
  await dovecot.stop();
});

const PLAIN = { tls: 'none', user: ADDRESS } as const;

function settingsOf(more: Partial<SettingsInput<'email'>> = {}): EmailSettings {
  return EmailSettings.parse({ address: ADDRESS, imap: { ...dovecot.imap, ...PLAIN }, smtp: { ...postfix.smtp, ...PLAIN }, ...more });
}

async function check(
  more: Partial<SettingsInput<'email'>> = {},
  options: Partial<MailboxCheck> = {},
  password = 'secret',
): Promise<Step[]> {
  const proof = { password };
  const steps: Step[] = [];
  const given = {
    settings: settingsOf(more),
    proofs: async () => ({ imap: proof, smtp: proof }),
    dns: new Dns({ servers: [dns.address] }),
  };
  for await (const step of checkMailbox({ ...given, ...options })) steps.push(step);
  return steps;
}

/** The first word about a step that is not all right, or its first word. */
function of(steps: readonly Step[], name: Step['step']): Step | undefined {
  const found = steps.filter(({ step }) => step === name);
  return found.find(({ level }) => level !== 'ok') ?? found[0];
}

const codes = (steps: readonly Step[]): string[] => steps.map(({ step, level, code }) => `${step} ${level} ${code}`);

/** A server of IMAP that can be told what to say; what sends is good. */
async function talker(options: TalkerOptions): Promise<MailTalker> {
  const one = await MailTalker.start(options);
  open.push(one);
  return one;
}

async function proxied(to: Endpoint): Promise<FaultProxy> {
  const proxy = await FaultProxy.start(to);
  open.push(proxy);
  return proxy;
}

describe('a mailbox that works', () => {
  test('is found to, step by step (need:Q4)', async () => {
    expect(codes(await check({}, { databaseTime: async () => new Date() }))).toEqual([
      'imap-connect ok server-greets',
      'imap-login ok login-accepted',
      'imap-folder ok folder-opens',
      'imap-idle ok idle-works',
      'smtp-connect ok server-greets',
      'smtp-login ok login-accepted',
      'smtp-from ok from-accepted',
      'spf ok spf-good',
      'dkim ok dkim-found',
      'dmarc ok dmarc-good',
      'clock ok clock-right',
    ]);
  });

  test('nothing is sent, nothing is marked, and no connection is left open', async () => {
    const [imap, smtp] = [await proxied(dovecot.imap), await proxied(postfix.smtp)];
    const steps = await check({
      imap: { ...imap.endpoint, ...PLAIN },
      smtp: { ...smtp.endpoint, ...PLAIN },
      afterTaking: 'mark-seen',
    });
    expect(steps.filter(({ level }) => level !== 'ok')).toEqual([]);
    expect(of(steps, 'imap-folder')?.params).toEqual({ count: 2 });
    // One to look at the server, one to sign in.
    expect([imap.connections, smtp.connections]).toEqual([2, 2]);
    await eventually(async () => expect([imap.openConnections, smtp.openConnections]).toEqual([0, 0]));
    expect(Object.values(dovecot.flags(ADDRESS)).join('')).not.toContain('Seen');
    expect(dovecot.readMailbox(ADDRESS)).toHaveLength(2);
  });

  test('one that hands its mail over is looked at where it sends', async () => {
    expect(codes(await check({ imap: null }))[0]).toBe('smtp-connect ok server-greets');
  });
});

describe('what is wrong has its code, and what depends on it is skipped once', () => {
  test('a wrong password, at both servers', async () => {
    const steps = await check({}, {}, 'wrong');
    expect(of(steps, 'imap-login')).toEqual({
      step: 'imap-login',
      level: 'failed',
      code: 'mailbox-login-refused',
      params: {},
      skips: ['imap-folder', 'imap-idle'],
    });
    expect(of(steps, 'smtp-login')).toMatchObject({ level: 'failed', code: 'smtp-login-refused', skips: ['smtp-from'] });
    expect(steps.some(({ step }) => ['imap-folder', 'imap-idle', 'smtp-from'].includes(step))).toBe(false);
  });

  test.each([
    ['NO [ALERT] Application-specific password required', 'login-app-password'],
    ['NO [AUTHENTICATIONFAILED] Account is locked', 'login-locked'],
    ['NO IMAP access is disabled for this user', 'login-imap-off'],
    ['NO [AUTHENTICATIONFAILED] Invalid credentials', 'mailbox-login-refused'],
    ['NO [UNAVAILABLE] Temporary authentication failure', 'mailbox-refused'],
  ])('%s', async (answer, code) => {
    const imap = await talker({ protocol: 'imap', tls: 'none', login: () => answer });
    expect(of(await check({ imap: { ...imap.endpoint, ...PLAIN } }), 'imap-login')?.code).toBe(code);
  });

  test.each([
    ['535 5.7.0 NEOBHODIM parol prilozheniya / Application password is REQUIRED', 'login-app-password'],
    ['535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.', 'login-smtp-off'],
    ['535 5.7.8 Authentication failed', 'smtp-login-refused'],
  ])('sending: %s', async (answer, code) => {
    const smtp = await talker({ protocol: 'smtp', tls: 'none', login: () => answer });
    expect(of(await check({ smtp: { ...smtp.endpoint, ...PLAIN } }), 'smtp-login')?.code).toBe(code);
  });

  test('a From that does not belong to the sign-in, as Postfix refuses it', async () => {
    const steps = await check({ smtp: { ...postfix.smtp, tls: 'none', user: 'sales@test.local' } });
    expect(of(steps, 'smtp-from')).toMatchObject({ level: 'failed', code: 'refused-sender-not-ours' });
  });

  test('a sign-in of another domain than the address is a warning', async () => {
    const smtp = await talker({ protocol: 'smtp', tls: 'none' });
    const steps = await check({ smtp: { ...smtp.endpoint, tls: 'none', user: 'support@other.test' } });
    expect(of(steps, 'smtp-from')).toMatchObject({
      level: 'warning',
      code: 'from-other-domain',
      params: { domain: 'test.local', loginDomain: 'other.test' },
    });
  });

  test('where the owner consented, no password is said to be right', async () => {
    const imap = await talker({ protocol: 'imap', tls: 'none', capabilities: ['IMAP4rev1', 'AUTH=XOAUTH2', 'SASL-IR'] });
    const smtp = await talker({ protocol: 'smtp', tls: 'none', capabilities: ['AUTH PLAIN XOAUTH2'] });
    const proof = { accessToken: 'of-the-provider' };
    const steps = await check(
      { imap: { ...imap.endpoint, ...PLAIN }, smtp: { ...smtp.endpoint, ...PLAIN }, signIn: 'google' },
      { proofs: async () => ({ imap: proof, smtp: proof }) },
    );
    expect(codes(steps)).toEqual(
      expect.arrayContaining([
        'consent ok consent-holds',
        'imap-login ok login-accepted-by-consent',
        'smtp-login ok login-accepted-by-consent',
      ]),
    );
  });

  test('folders that are missing, and moves that the server does not know', async () => {
    const missing = await check({ folders: [{ path: 'Sent' }, { path: 'Orders' }], junk: true });
    expect(missing.filter(({ step, level }) => step === 'imap-folder' && level !== 'ok')).toMatchObject([
      { level: 'warning', code: 'mailbox-folder-missing', params: { folder: 'Orders' } },
    ]);
    const imap = await ScriptedImap.start();
    open.push(imap);
    const unmoved = await check({ imap: { ...imap.endpoint, ...PLAIN }, junk: true, afterTaking: { moveTo: 'Done' } });
    expect(codes(unmoved).filter((one) => one.startsWith('imap-'))).toEqual([
      'imap-connect ok server-greets',
      'imap-login ok login-accepted',
      'imap-folder ok folder-opens',
      'imap-folder warning mailbox-junk-missing',
      'imap-idle warning idle-not-offered',
    ]);
  });

  test('an INBOX that does not open: the server’s words are shown', async () => {
    const imap = await ScriptedImap.start();
    open.push(imap);
    imap.answer = (command) => (command === 'EXAMINE' ? 'NO [SERVERBUG] The index is damaged' : null);
    const steps = await check({ imap: { ...imap.endpoint, ...PLAIN } });
    expect(of(steps, 'imap-folder')).toMatchObject({
      level: 'failed',
      code: 'mailbox-refused',
      params: { answer: 'The index is damaged' },
      skips: ['imap-idle'],
    });
  });

  test('IDLE that is offered and never begins', async () => {
    const proxy = await proxied(dovecot.imap);
    proxy.set((piece, way) => (way === 'toClient' && piece.toString().includes('+ idling') ? 'swallow' : 'pass'));
    expect(of(await check({ imap: { ...proxy.endpoint, ...PLAIN } }), 'imap-idle')).toMatchObject({
      level: 'warning',
      code: 'idle-silent',
    });
  });

  test('consent that is lost: nobody signs in, and the servers are looked at all the same (fail:O2)', async () => {
    const proofs = async () => {
      throw new DeskError('forbidden', 'oauth-consent-lost', 'gone');
    };
    const steps = await check({ signIn: 'google' }, { proofs });
    expect(of(steps, 'consent')).toMatchObject({
      level: 'failed',
      code: 'oauth-consent-lost',
      skips: expect.arrayContaining(['imap-login']),
    });
    expect(steps.map(({ step }) => step)).toEqual(['consent', 'imap-connect', 'smtp-connect', 'spf', 'dkim', 'dmarc', 'clock']);
  });
});

describe('certificates, of a real Dovecot', () => {
  let ca: OwnCa;

  beforeAll(() => {
    ca = OwnCa.make();
  });
  afterAll(() => ca.remove());

  test.each([
    ['an expired one', () => ca.issue(['127.0.0.2'], { expired: true }), true, 'server-tls-expired'],
    ['one for another name', () => ca.issue(['mail.other.test']), true, 'server-tls-wrong-name'],
    ['one of a company’s own authority that this machine does not know', () => ca.issue(['127.0.0.2']), false, 'server-tls-untrusted'],
  ] as const)('%s', async (_, certificate, isTrusted, code) => {
    const server = await startDovecot({ users: { [ADDRESS]: 'secret' }, certificate: certificate() });
    open.push(server);
    const options = isTrusted ? { ca: ca.certificate } : {};
    for (const [tls, at] of [['implicit', server.imaps] as const, ['starttls', server.imapStartTls] as const]) {
      const steps = await check({ imap: { ...at, tls, user: ADDRESS } }, options);
      expect(of(steps, 'imap-connect')).toMatchObject({ level: 'failed', code, skips: ['imap-login', 'imap-folder', 'imap-idle'] });
      expect(of(steps, 'smtp-from')?.level).toBe('ok');
    }
  });

  test('one signed by itself', async () => {
    const steps = await check({ imap: { ...dovecot.imaps, tls: 'implicit', user: ADDRESS } });
    expect(of(steps, 'imap-connect')?.code).toBe('server-tls-untrusted');
    const trusted = await check({ imap: { ...dovecot.imaps, tls: 'implicit', user: ADDRESS } }, { ca: dovecot.certificate });
    expect(of(trusted, 'imap-folder')?.level).toBe('ok');
  });
});

describe('servers that are none, or hang', () => {
  const endless = `* OK ${'x'.repeat(200)}\r\n`.repeat(2_000);

  test.each<[string, TalkerOptions, string]>([
    ['one that speaks SMTP on the port of IMAP', { protocol: 'smtp', tls: 'none' }, 'server-other-protocol'],
    ['one of the web', { protocol: 'imap', tls: 'none', greeting: 'HTTP/1.1 400 Bad Request' }, 'server-other-protocol'],
    [
      'one that says goodbye',
      { protocol: 'imap', tls: 'none', greeting: '* BYE Too many connections from your address' },
      'server-refuses-us',
    ],
    ['one that lets nobody sign in', { protocol: 'imap', tls: 'none', capabilities: ['IMAP4rev1', 'LOGINDISABLED'] }, 'server-no-login'],
    ['one that accepts and never says a word', { protocol: 'imap', tls: 'none', greeting: null }, 'server-silent'],
  ])('%s', async (_, options, code) => {
    const imap = await talker(options);
    const steps = await check({ imap: { ...imap.endpoint, ...PLAIN } });
    expect(of(steps, 'imap-connect')).toMatchObject({ level: 'failed', code });
    expect(of(steps, 'smtp-from')?.level).toBe('ok');
  });

  test.each<[string, TalkerOptions, string]>([
    ['one that speaks IMAP', { protocol: 'imap', tls: 'none' }, 'server-other-protocol'],
    ['one of the web', { protocol: 'smtp', tls: 'none', greeting: 'HTTP/1.1 400 Bad Request' }, 'server-other-protocol'],
    ['one that accepts and never says a word', { protocol: 'smtp', tls: 'none', greeting: null }, 'server-silent'],
    ['one that refuses this machine', { protocol: 'smtp', tls: 'none', greeting: '554 5.7.1 blocked' }, 'server-refuses-us'],
    ['one without sign-in', { protocol: 'smtp', tls: 'none', capabilities: ['SIZE 1000'] }, 'server-no-login'],
  ])('on the port for sending: %s', async (_, options, code) => {
    const smtp = await talker(options);
    const steps = await check({ smtp: { ...smtp.endpoint, ...PLAIN } });
    expect(of(steps, 'smtp-connect')).toMatchObject({ level: 'failed', code, skips: ['smtp-login', 'smtp-from'] });
    expect(of(steps, 'imap-idle')?.level).toBe('ok');
  });

  test('one that knows us already (PREAUTH): no password is sent', async () => {
    const imap = await talker({ protocol: 'imap', tls: 'none', greeting: '* PREAUTH IMAP4rev1 welcome' });
    const steps = await check({ imap: { ...imap.endpoint, ...PLAIN } });
    expect(of(steps, 'imap-connect')?.level).toBe('ok');
    expect(imap.logins).toEqual([]);
  });

  test('one that greets without an end (threat:D6)', async () => {
    const imap = await ScriptedImap.start();
    open.push(imap);
    imap.answer = (command) => (command === 'GREETING' ? `OK\r\n${endless}` : null);
    const steps = await check({ imap: { ...imap.endpoint, ...PLAIN } });
    expect(of(steps, 'imap-connect')?.level).toBe('failed');
  });

  test('one that drops the line after its greeting', async () => {
    const proxy = await proxied(dovecot.imap);
    proxy.set((_, way) => (way === 'toServer' ? 'cut' : 'pass'));
    const steps = await check({ imap: { ...proxy.endpoint, ...PLAIN } });
    expect(of(steps, 'imap-connect')).toMatchObject({ level: 'failed', code: 'server-hung-up' });
  });

  test('one that drops the line at the sign-in is not told to refuse the password', async () => {
    const [imap, proxy] = [await ScriptedImap.start(), await proxied(dovecot.imap)];
    open.push(imap);
    imap.answer = (command) => (command === 'LOGIN' ? 'BYE Shutting down' : null);
    proxy.set((piece, way) => (way === 'toServer' && /LOGIN|AUTHENTICATE/.test(piece.toString()) ? 'cut' : 'pass'));
    for (const { endpoint } of [imap, proxy]) {
      const steps = await check({ imap: { ...endpoint, ...PLAIN } });
      expect(of(steps, 'imap-login')).toMatchObject({ level: 'failed', code: 'mailbox-away' });
    }
  });

  test('one that hangs at the sign-in, and one that hangs after it (fail:I5)', async () => {
    for (const [word, step] of [
      ['Logged in', 'imap-login'],
      ['UIDVALIDITY', 'imap-folder'],
    ] as const) {
      const proxy = await proxied(dovecot.imap);
      let isDead = false;
      proxy.set((piece, way) => {
        isDead ||= way === 'toClient' && piece.toString().includes(word);
        return isDead ? 'swallow' : 'pass';
      });
      const steps = await check({ imap: { ...proxy.endpoint, ...PLAIN } });
      expect(of(steps, step)).toMatchObject({ level: 'failed', code: 'mail-server-silent' });
    }
  });

  test('nobody listens', async () => {
    const steps = await check({ imap: { host: '127.0.0.1', port: 1, ...PLAIN }, smtp: { host: '127.0.0.1', port: 1, ...PLAIN } });
    expect([of(steps, 'imap-connect')?.code, of(steps, 'smtp-connect')?.code]).toEqual([
      'server-refused-connection',
      'server-refused-connection',
    ]);
  });

  test('a public server without TLS: no password is sent', async () => {
    const outside = { ...anywhere(), addresses: async () => ({ state: 'found', records: ['8.8.8.8'] }) as const };
    const imap = await talker({ protocol: 'imap', tls: 'none' });
    const connect = (): ReturnType<typeof outside.connect> => {
      const socket = anywhere().connect(['127.0.0.1'], imap.endpoint.port);
      Object.defineProperty(socket, 'remoteAddress', { value: '8.8.8.8' });
      return socket;
    };
    const steps = await check({ imap: { host: 'mail.example.test', port: 143, ...PLAIN } }, { outside: { ...outside, connect } });
    expect(of(steps, 'imap-connect')).toMatchObject({ level: 'failed', code: 'tls-needed' });
    expect(imap.logins).toEqual([]);
  });
});

describe('the clock (fail:O1)', () => {
  test('is compared with what servers say in their greeting, and with the database', async () => {
    const smtp = await talker({ protocol: 'smtp', tls: 'none', greeting: `220 mail ESMTP ready at ${rfc5322(Date.now() + 400_000)}` });
    const off = await check({ smtp: { ...smtp.endpoint, ...PLAIN } });
    expect(of(off, 'clock')).toMatchObject({ level: 'warning', code: 'clock-behind-server' });
    const far = await check({}, { databaseTime: async () => new Date(Date.now() - 3_600_000) });
    expect(of(far, 'clock')).toMatchObject({ level: 'failed', code: 'clock-ahead-of-database' });
  });

  const rfc5322 = (at: number): string => new Date(at).toUTCString().replace('GMT', '+0000');
});

describe('names that DNS does not tell', () => {
  const named = { imap: { host: 'imap.shop.test', port: 993, tls: 'implicit', user: ADDRESS } } as const;
  const asked = (timeoutMs: number) => ({ outside: anywhere(new Dns({ servers: [dns.address], timeoutMs })) });

  test.each([
    ['there is none', null, 'server-unknown-host'],
    ['the name servers fail', 'servfail', 'server-name-unresolved'],
    ['the name servers are silent', 'silence', 'server-name-unresolved'],
  ] as const)('%s', async (_, answer, code) => {
    for (const type of ['A', 'AAAA'] as const) if (answer !== null) dns.set(type, 'imap.shop.test', answer);
    const steps = await check({ ...named, smtp: { ...postfix.smtp, ...PLAIN } }, asked(answer === 'silence' ? 200 : 2_500));
    expect(of(steps, 'imap-connect')).toMatchObject({ level: 'failed', code, params: { host: 'imap.shop.test' } });
    expect(of(steps, 'smtp-from')?.level).toBe('ok');
  });
});

test('with everything hanging a test ends all the same', async () => {
  const [imap, smtp] = [await proxied(dovecot.imap), await proxied(postfix.smtp)];
  for (const proxy of [imap, smtp]) {
    let isDead = false;
    proxy.set((piece, way) => {
      isDead ||= way === 'toServer' && /LOGIN|AUTHENTICATE|AUTH PLAIN/.test(piece.toString());
      return isDead ? 'swallow' : 'pass';
    });
  }
  dns.set('TXT', 'test.local', 'silence');
  const begun = performance.now();
  const steps = await check({ imap: { ...imap.endpoint, ...PLAIN }, smtp: { ...smtp.endpoint, ...PLAIN } });
  // Half a minute on a machine that has time; what hangs would be waited for two minutes.
  expect(performance.now() - begun).toBeLessThan(75_000);
  expect(of(steps, 'imap-login')?.code).toBe('mail-server-silent');
  expect(of(steps, 'smtp-login')?.level).toBe('failed');
  expect(of(steps, 'spf')).toMatchObject({ level: 'warning', code: 'dns-silent' });
});
