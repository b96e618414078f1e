import type { TestedInbox } from '@app/contracts';
import { parseMail, tokenInMessageId } from '@app/mail';
import { Inboxes, takeIn } from '@app/store';
import { aMail, aTeam, type DnsServer, type Dovecot, type Postfix, startDns, startDovecot, startPostfix } from '@app/testing';
import type { ApiClient } from './api-client.js';
import { DeskUnderTest } from './desk-under-test.js';

const ADDRESS = 'support@test.local';

describe('a mailbox is tested with its saved settings', () => {
  let desk: DeskUnderTest;
  let admin: ApiClient;
  let dns: DnsServer;
  let dovecot: Dovecot;
  let postfix: Postfix;

  beforeAll(async () => {
    dovecot = await startDovecot({ users: { [ADDRESS]: 'secret' } });
    postfix = await startPostfix({ dovecot });
    dns = await startDns();
    desk = await DeskUnderTest.start({ DNS_SERVERS: dns.address });
    admin = await desk.signedIn({ role: 'admin' });
  });
  afterAll(async () => {
    await desk.close();
    for (const one of [dns, postfix, dovecot]) await one.stop();
  });

  async function inbox(password: string): Promise<string> {
    const settings = {
      address: ADDRESS,
      imap: { ...dovecot.imap, tls: 'none', user: ADDRESS },
      smtp: { ...postfix.smtp, tls: 'none', user: ADDRESS },
    };
    const body = {
      channel: 'email',
      name: `inbox ${password}`,
      team: await aTeam(desk.store),
      settings,
      secrets: { imapPassword: password, smtpPassword: password },
    };
    return (await admin.post<{ id: string }>('/inboxes', body)).body.id;
  }

  test('step by step, in the caller’s language, with what to do; nothing of the inbox changes (need:Q4)', async () => {
    const id = await inbox('wrong');
    const rows = () => desk.store.query(`select * from inboxes where id = $1`, [id]);
    const before = await rows();
    const { status, body } = await admin.post<TestedInbox>(`/inboxes/${id}/test`, {}, { 'accept-language': 'ru' });
    expect(status).toBe(200);
    expect(body.ok).toBe(false);
    expect(body.steps.find(({ step }) => step === 'imap-login')).toEqual({
      step: 'imap-login',
      ok: false,
      level: 'failed',
      code: 'mailbox-login-refused',
      params: {},
      text: 'Почтовый сервер не принимает имя или пароль.',
      mend: 'Укажите верные; попытка повторяется каждую минуту.',
      skips: ['imap-folder', 'imap-idle'],
    });
    expect(body.steps.find(({ step }) => step === 'spf')).toMatchObject({
      ok: true,
      level: 'warning',
      mend: expect.stringContaining('v=spf1'),
    });
    expect(await rows()).toEqual(before);
  });

  test('with a mail to itself that comes, and opens no ticket when it is taken in', async () => {
    const id = await inbox('secret');
    const { body } = await admin.post<TestedInbox>(`/inboxes/${id}/test`, { send: true });
    expect(body.ok).toBe(true);
    expect(body.steps.at(-1)).toMatchObject({ step: 'round-trip', level: 'ok', code: 'round-trip-works', params: { folder: 'INBOX' } });
    const [raw] = dovecot.readMailbox(ADDRESS);
    if (!raw) throw new Error('No mail came.');
    const { from, messageId } = await parseMail(raw);
    const mail = aMail(id, {
      sender: { address: from?.address ?? '', name: '', language: null, proved: null },
      messageId,
      traits: { ownToken: tokenInMessageId(messageId ?? '') },
    });
    await desk.store.transaction((tx) => takeIn(tx, [mail]));
    expect(await desk.store.query(`select outcome from received where inbox_id = $1`, [id])).toEqual([{ outcome: 'own' }]);
    expect(await desk.store.query(`select from tickets where inbox_id = $1`, [id])).toEqual([]);
  });

  test('only a mailbox: another channel says so', async () => {
    const inboxes = desk.provided.providers.find(({ provide }) => provide === Inboxes)?.useValue;
    if (!(inboxes instanceof Inboxes)) throw new Error('The desk has no inboxes.');
    const teamId = await aTeam(desk.store);
    const id = await desk.store.transaction((tx) =>
      inboxes.create(tx, { channel: 'webchat', name: 'site', teamId, settings: {}, secrets: {} }),
    );
    expect(await admin.post(`/inboxes/${id}/test`, {})).toMatchObject({ status: 409, body: { code: 'inbox-of-other-channel' } });
  });
});
