import { Resolver } from 'node:dns/promises';
import { parseMail } from '@app/mail';
import { dkimRecord } from '@app/mailbox';
import {
  anUpload,
  type Dovecot,
  type Endpoint,
  eventually,
  FaultProxy,
  type Postfix,
  startDns,
  startDovecot,
  startPostfix,
} from '@app/testing';
import { dkimVerify } from 'mailauth';
import { EmailUnderTest } from './email-under-test.js';

const SUPPORT = 'support@test.local';
const CUSTOMERS = Array.from({ length: 12 }, (_, n) => `c${n}@customer.test`);
/** An agent sees the state within seconds; machines under load take longer. */
const SOON = { timeoutMs: 45_000 };

describe('what became of an answer, as an agent sees it', () => {
  let dovecot: Dovecot;
  let app: EmailUnderTest;
  let customers = 0;

  beforeAll(async () => {
    dovecot = await startDovecot({ users: Object.fromEntries([SUPPORT, ...CUSTOMERS].map((address) => [address, 'secret'])) });
    app = await EmailUnderTest.start();
  }, 60_000);
  afterAll(async () => {
    await app.stop();
    await dovecot.stop();
  });

  const aCustomer = (): string => CUSTOMERS[customers++] ?? '';
  const anInbox = (postfix: { smtp: Endpoint }, more: object = {}) => app.inbox({ address: SUPPORT, imap: null, smtp: postfix.smtp, more });
  const aPostfix = (settings: Record<string, string> = {}) => startPostfix({ dovecot, settings });
  const shows = (id: string, delivery: object) => eventually(async () => expect(await app.deliveries(id)).toMatchObject([delivery]), SOON);
  const ticketOf = async (id: string) => {
    const [row] = await app.store.query<{ state: string }>(
      `select t.state from tickets t join messages m on m.ticket_id = t.id where m.id = $1`,
      [id],
    );
    return row?.state;
  };
  const mailsOf = (address: string) => Promise.all(dovecot.readMailbox(address).map((raw) => parseMail(raw)));

  test('Postfix is stopped: the answers wait without a try, the inbox says why, the oldest one’s age is told; then they leave in order (fail:S1, fail:S10)', async () => {
    const postfix = await aPostfix();
    const inbox = await anInbox(postfix, { sending: { connections: 1 } });
    await eventually(async () => expect((await app.health(inbox)).health).toBe('ok'), SOON);
    await postfix.halt();
    const customer = aCustomer();
    const ids: string[] = [];
    for (let n = 0; n < 5; n += 1) ids.push(await app.answer(inbox, customer, `Answer ${n}`));
    await eventually(async () => expect(await app.health(inbox)).toEqual({ health: 'failing', code: 'server-refused-connection' }), SOON);
    for (const id of ids) await shows(id, { state: 'queued' });
    await app.store.query(`update deliveries set not_before = now() - interval '10 minutes' where message_id = any($1)`, [ids]);
    expect(await app.outboxAge(inbox)).toBeGreaterThanOrEqual(600);
    await postfix.start();
    for (const id of ids)
      await eventually(async () => expect(await app.deliveries(id)).toMatchObject([{ state: 'accepted' }]), { timeoutMs: 90_000 });
    expect(await app.outboxAge(inbox)).toBe(0);
    const written = await app.store.query<{ token: string }>(
      `select reply_token as token from messages where id = any($1) order by position`,
      [ids],
    );
    // The log is written beside the answers.
    const taken = () => [...postfix.output.matchAll(/message-id=<(\w{26})@/g)].map((match) => match[1]);
    await eventually(() => expect(taken()).toEqual(written.map(({ token }) => token)), SOON);
    await postfix.stop();
  }, 180_000);

  test('answers that have waited for a quarter of an hour are a note of the inbox (fail:S10)', async () => {
    const postfix = await aPostfix();
    await app.stopReading();
    const inbox = await anInbox(postfix, { sending: { perMinute: 1 } });
    const ids = [await app.answer(inbox, aCustomer(), 'First'), await app.answer(inbox, aCustomer(), 'Second')];
    await app.store.query(`update deliveries set not_before = now() - interval '20 minutes' where message_id = any($1)`, [ids]);
    app.startReading();
    await eventually(async () => expect(await app.health(inbox)).toEqual({ health: 'failing', code: 'outbox-late' }), SOON);
    await shows(ids[0] ?? '', { state: 'accepted' });
    // One a minute: the second has not been touched.
    await shows(ids[1] ?? '', { state: 'queued', attempts: 0 });
    await postfix.stop();
  });

  test.each([
    ['451', '451 4.3.0 Not now', { state: 'queued', attempts: 1, reason: { code: 'smtp-refused', params: { status: 451 } } }, 'pending'],
    ['550', '550 5.7.1 Rejected by policy', { state: 'failed', reason: { code: 'refused-policy', params: { status: 550 } } }, 'open'],
  ] as const)(
    'Postfix says %s: the state and the reason are there within seconds (fail:S1, fail:S2)',
    async (_, answer, delivery, ticket) => {
      const customer = aCustomer();
      const postfix = await aPostfix({ smtpd_recipient_restrictions: `check_recipient_access inline:{ {${customer} = ${answer}} }` });
      const inbox = await anInbox(postfix);
      const id = await app.answer(inbox, customer, 'Hello');
      await shows(id, delivery);
      // Who was not reached for good is the agent's turn again.
      expect(await ticketOf(id)).toBe(ticket);
      await postfix.stop();
    },
  );

  test('Postfix thinks about a mail: it is being sent until the server has it (fail:S1)', async () => {
    const postfix = await aPostfix();
    const proxy = await FaultProxy.start(postfix.smtp);
    const word = holdsLastWord(proxy);
    const inbox = await anInbox({ smtp: proxy.endpoint });
    const id = await app.answer(inbox, aCustomer(), 'Slow');
    await word.isThere;
    await shows(id, { state: 'sending' });
    word.goesOn();
    await shows(id, { state: 'accepted', ambiguous: false });
    await proxy.stop();
    await postfix.stop();
  });

  test('a mail larger than Postfix takes: final at once, with both sizes; nothing was sent, and it is the agent’s turn (fail:S2)', async () => {
    const postfix = await aPostfix({ message_size_limit: '150000' });
    const inbox = await anInbox(postfix);
    const id = await app.answer(inbox, aCustomer(), 'long '.repeat(20_000));
    await shows(id, { state: 'failed', attempts: 1, reason: { code: 'mail-over-limit', params: { megabytes: 0.2, limit: 0.1 } } });
    expect(await ticketOf(id)).toBe('open');
    expect(postfix.output).not.toMatch(/from=<support@test.local>/);
    await postfix.stop();
  });

  test('an answer to a mail without a Message-ID goes out and starts a thread of ours (fail:S11)', async () => {
    const postfix = await aPostfix();
    const inbox = await anInbox(postfix);
    const customer = aCustomer();
    const id = await app.answer(inbox, customer, 'No id, no harm', {
      answers: null,
      attachmentIds: [await anUpload(app.store, app.agent)],
    });
    await shows(id, { state: 'accepted' });
    const mail = await eventually(async () => {
      const [first] = await mailsOf(customer);
      if (!first) throw new Error('no mail yet');
      return first;
    }, SOON);
    expect(mail).toMatchObject({ inReplyTo: [], references: [] });
    await postfix.stop();
  });

  test('what leaves is signed with the inbox’s own key, and holds by the record that we show', async () => {
    const postfix = await aPostfix();
    const dns = await startDns();
    const inbox = await anInbox(postfix, { dkim: { domain: 'test.local', selector: 'otklik' } });
    const { settings, secrets } = await app.opened(inbox);
    if (settings.dkim === null || secrets.dkimKey === undefined) throw new Error('no key was made');
    const record = dkimRecord({ ...settings.dkim, key: secrets.dkimKey });
    dns.set('TXT', record.name, [record.value]);
    const customer = aCustomer();
    await app.answer(inbox, customer, 'Signed');
    const raw = await eventually(() => {
      const [first] = dovecot.readMailbox(customer);
      if (!first) throw new Error('no mail yet');
      return first;
    }, SOON);
    const resolver = new Resolver();
    resolver.setServers([dns.address]);
    const verdict = await dkimVerify(Buffer.from(raw.toString('latin1').replace(/\r?\n/g, '\r\n'), 'latin1'), {
      resolver: (name: string) => resolver.resolveTxt(name),
    });
    expect(verdict.results.map(({ status, signingDomain }) => [status.result, signingDomain])).toEqual([['pass', 'test.local']]);
    await dns.stop();
    await postfix.stop();
  }, 60_000);
});

describe('the database is away when the server has taken a mail', () => {
  let dovecot: Dovecot;
  let postfix: Postfix;
  let proxy: FaultProxy;
  let smtp: FaultProxy;
  let app: EmailUnderTest;
  const customer = CUSTOMERS[0] ?? '';

  beforeAll(async () => {
    dovecot = await startDovecot({ users: { [SUPPORT]: 'secret', [customer]: 'secret' } });
    postfix = await startPostfix({ dovecot });
    smtp = await FaultProxy.start(postfix.smtp);
    app = await EmailUnderTest.start(async (databaseUrl) => {
      const url = new URL(databaseUrl);
      proxy = await FaultProxy.start({ host: url.hostname, port: Number(url.port) });
      url.port = String(proxy.endpoint.port);
      return url.href;
    });
  }, 60_000);
  afterAll(async () => {
    await app.stop();
    await proxy.stop();
    await smtp.stop();
    await postfix.stop();
    await dovecot.stop();
  });

  test('the result is kept until it can be stored, and the mail is not sent again (fail:S3)', async () => {
    const word = holdsLastWord(smtp);
    const inbox = await app.inbox({ address: SUPPORT, imap: null, smtp: smtp.endpoint });
    const id = await app.answer(inbox, customer, 'Taken while nobody could write it down');
    const state = async () => {
      const rows = await app.directly.query<{ state: string; attempts: number; ambiguous: boolean }>(
        `select state, attempts, ambiguous_at is not null as ambiguous from deliveries where message_id = $1`,
        [id],
      );
      return rows;
    };
    await word.isThere;
    await eventually(async () => expect(await state()).toMatchObject([{ state: 'sending' }]), SOON);
    proxy.set(() => 'cut');
    word.goesOn();
    await eventually(() => expect(dovecot.countMails(customer)).toBe(1), SOON);
    expect(await state()).toMatchObject([{ state: 'sending' }]);
    proxy.heal();
    await eventually(async () => expect(await state()).toMatchObject([{ state: 'accepted' }]), { timeoutMs: 60_000 });
    // Where it took longer than the lease, the next holder cannot know, sends it once more and shows that.
    const [row] = await state();
    const mails = await mailsOnce(dovecot, customer);
    expect(mails).toBeLessThanOrEqual(row?.ambiguous === true ? 2 : 1);
  }, 120_000);
});

/** The server's answer to the final dot comes when the test wants it. */
function holdsLastWord(proxy: FaultProxy): { readonly isThere: Promise<void>; goesOn(): void } {
  let arrives = (): void => {};
  let goesOn = (): void => {};
  const isThere = new Promise<void>((resolve) => (arrives = resolve));
  const released = new Promise<void>((resolve) => (goesOn = resolve));
  proxy.set((piece, direction) => {
    if (direction === 'toServer' || !/queued as/.test(piece.toString('latin1'))) return 'pass';
    arrives();
    return released;
  });
  return { isThere, goesOn: () => goesOn() };
}

async function mailsOnce(dovecot: Dovecot, address: string): Promise<number> {
  const mails = await Promise.all(dovecot.readMailbox(address).map((raw) => parseMail(raw)));
  expect(new Set(mails.map((mail) => mail.messageId)).size).toBe(1);
  return mails.length;
}
