import type { Probe, Problem } from '@app/contracts';
import { type DnsServer, MailTalker, startDns } from '@app/testing';
import type { ApiClient } from './api-client.js';
import { DeskUnderTest } from './desk-under-test.js';

describe('POST /inboxes/probe', () => {
  let desk: DeskUnderTest;
  let dns: DnsServer;
  let talkers: MailTalker[];

  beforeAll(async () => {
    dns = await startDns();
    desk = await DeskUnderTest.start({ DNS_SERVERS: dns.address, OUTBOUND_ALLOW: '127.0.0.0/8' });
    talkers = await Promise.all((['imap', 'smtp'] as const).map((protocol) => MailTalker.start({ protocol, tls: 'none' })));
  });
  afterAll(async () => {
    await desk.close();
    await Promise.all([dns.stop(), ...talkers.map((talker) => talker.stop())]);
  });

  const admin = (): Promise<ApiClient> => desk.signedIn({ role: 'admin' });
  const russian = { 'accept-language': 'ru' };

  test('answers with a known provider’s settings, and what has to be done there, in the caller’s language', async () => {
    const caller = await admin();
    await desk.store.query(`update agents set language = 'ru' where id = $1`, [caller.agentId]);
    dns.setAll('yandex.ru', 'servfail');
    const { status, body } = await caller.post<Probe>('/inboxes/probe', { address: 'Shop@Ya.ru' }, russian);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      source: 'known-provider',
      settings: { address: 'Shop@ya.ru', imap: { host: 'imap.yandex.ru', port: 993, tls: 'implicit', user: 'Shop@ya.ru' } },
      provider: {
        id: 'yandex',
        signIn: ['password'],
        hint: expect.stringContaining('пароль приложения'),
        url: expect.stringContaining('https://'),
      },
    });
    expect(body.steps.find(({ step }) => step === 'imap-connect')).toMatchObject({
      ok: false,
      code: 'server-name-unresolved',
      text: expect.stringContaining('Серверы имён не отвечают'),
      mend: expect.stringContaining('Повторите'),
    });
  });

  test('takes servers that the caller names, also of a private network, and signs in', async () => {
    const [imap, smtp] = talkers.map(({ endpoint }) => ({ ...endpoint, tls: 'none', user: 'shop' }));
    const { body } = await (await admin()).post<Probe>('/inboxes/probe', { address: 'shop@intranet', password: 'secret-7', imap, smtp });
    expect(body).toMatchObject({ source: 'given', settings: { address: 'shop@intranet', imap, smtp } });
    expect(body.steps.filter(({ ok }) => !ok)).toEqual([]);
    expect(talkers.map(({ logins }) => logins)).toEqual([
      [{ user: 'shop', password: 'secret-7' }],
      [{ user: 'shop', password: 'secret-7' }],
    ]);
    expect(JSON.stringify(body)).not.toContain('secret-7');
  });

  test('a password that is refused: nothing is saved yet, so nothing is said to be tried again or to wait', async () => {
    const talker = await MailTalker.start({ protocol: 'imap', tls: 'none', login: () => 'NO [AUTHENTICATIONFAILED] no' });
    try {
      const imap = { ...talker.endpoint, tls: 'none', user: 'shop' };
      const smtp = { ...talkers[1]!.endpoint, tls: 'none', user: 'shop' };
      const { body } = await (await admin()).post<Probe>('/inboxes/probe', { address: 'shop@intranet', password: 'wrong', imap, smtp });
      expect(body.steps.find(({ step }) => step === 'imap-login')).toMatchObject({
        code: 'mailbox-login-refused',
        mend: 'Put in the right ones.',
      });
    } finally {
      await talker.stop();
    }
  });

  test.each([
    ['user@localhost', 'address-local'],
    ['user@[1.2.3.4]', 'address-without-domain'],
    ['nobody', 'address-unreadable'],
    ['shop@nosuch.test', 'domain-unknown'],
  ])('%s: the answer says why nothing is found, in words', async (address, code) => {
    const { status, body } = await (await admin()).post<Probe>('/inboxes/probe', { address });
    expect(status).toBe(200);
    const failed = body.steps.find(({ ok }) => !ok);
    expect(body.settings).toBeNull();
    expect(failed?.code).toBe(code);
    expect(failed?.text).not.toBe(code);
    expect(failed?.mend).not.toBeNull();
  });

  test('a caller who asks without end is told to wait; others are not', async () => {
    const [one, other] = [await admin(), await admin()];
    const ask = (caller: ApiClient) => caller.post<Problem>('/inboxes/probe', { address: 'user@localhost' });
    for (let n = 0; n < 10; n++) expect((await ask(one)).status).toBe(200);
    expect(await ask(one)).toMatchObject({ status: 429, body: { code: 'too-many-requests' } });
    expect((await ask(other)).status).toBe(200);
  });

  test.each([
    {},
    { address: '' },
    { address: 'x'.repeat(400) },
    { address: 'a@b.test', imap: { host: 'x' } },
    { address: 'a@b.test', more: 1 },
  ])('refused: %j', async (body) => {
    expect(await (await admin()).post<Problem>('/inboxes/probe', body)).toMatchObject({ status: 400, body: { code: 'invalid-input' } });
  });
});
