import { createServer } from 'node:net';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { parseMail } from '@app/mail';
import { type Dovecot, eventually, FaultProxy, type Postfix, startDovecot, startPostfix } from '@app/testing';
import { copyReplies } from './copy-replies.js';
import { EmailUnderTest } from './email-under-test.js';

const SUPPORT = 'support@test.local';
const TIMES = 50;
const KATES = Array.from({ length: 2 * TIMES }, (_, n) => `kate${n}@customer.test`);
const BUSY = ['busy@customer.test'];
/** Longer than a line is trusted after its last word, ms. */
const TRUSTED_MS = 3_500;
const LONG = { timeoutMs: 120_000, everyMs: 100 };

describe('a network that breaks while answers are sent', () => {
  let dovecot: Dovecot;
  let postfix: Postfix;
  let app: EmailUnderTest;

  beforeAll(async () => {
    dovecot = await startDovecot({ users: Object.fromEntries([SUPPORT, ...KATES, ...BUSY].map((address) => [address, 'secret'])) });
    postfix = await startPostfix({ dovecot });
    app = await EmailUnderTest.start();
  }, 60_000);
  afterAll(async () => {
    await app.stop();
    await postfix.stop();
    await dovecot.stop();
  });

  test.each([
    ['right after the final dot', 'toServer', 0],
    ['before the 250 that follows it', 'toClient', 1],
  ] as const)(
    'cut %s, fifty times: each customer gets the mail once, or twice under one id where that is shown (fail:S3)',
    async (_, place, nth) => {
      const proxy = await FaultProxy.start(postfix.smtp);
      const inbox = await app.inbox({ address: SUPPORT, imap: null, smtp: proxy.endpoint, more: { sending: { connections: 1 } } });
      const customers = KATES.slice(nth * TIMES, (nth + 1) * TIMES);
      const counts: number[] = [];
      for (const [n, customer] of customers.entries()) {
        let isDotSent = false;
        let cuts = 0;
        proxy.set((piece, direction) => {
          const isDot = direction === 'toServer' && piece.toString('latin1').endsWith('\r\n.\r\n');
          if (isDot) isDotSent = true;
          const isPlace = place === 'toServer' ? isDot : direction === 'toClient' && isDotSent;
          if (!isPlace || cuts > 0) return 'pass';
          cuts += 1;
          return place === 'toServer' ? 'passThenCut' : 'cut';
        });
        const id = await app.answer(inbox, customer, `Answer ${n}`);
        await eventually(async () => expect(await app.deliveries(id)).toMatchObject([{ state: 'queued', ambiguous: true }]), LONG);
        expect(cuts).toBe(1);
        await app.makeDue(id);
        await eventually(
          async () => expect(await app.deliveries(id)).toMatchObject([{ state: 'accepted', ambiguous: true, attempts: 2 }]),
          LONG,
        );
        const resent = await app.store.query(
          `select from ticket_events where code = 'delivery-resent' and params ->> 'delivery' in (select id::text from deliveries where message_id = $1)`,
          [id],
        );
        expect(resent).toHaveLength(1);
      }
      await eventually(() => expect(postfix.queue()).toEqual([]), LONG);
      for (const customer of customers) {
        const mails = await Promise.all(dovecot.readMailbox(customer).map((raw) => parseMail(raw)));
        expect(new Set(mails.map((mail) => mail.messageId)).size).toBe(1);
        counts.push(mails.length);
      }
      expect(Math.max(...counts)).toBeLessThanOrEqual(2);
      await proxy.stop();
    },
    600_000,
  );

  test('a line that lay idle and is dead without a word is found out before it is used (fail:S4)', async () => {
    const proxy = await FaultProxy.start(postfix.smtp);
    const inbox = await app.inbox({ address: SUPPORT, imap: null, smtp: proxy.endpoint });
    const accepted = (id: string) =>
      eventually(async () => expect(await app.deliveries(id)).toMatchObject([{ state: 'accepted', attempts: 1 }]), LONG);
    await accepted(await app.answer(inbox, BUSY[0] ?? '', 'First'));
    const before = proxy.connections;
    proxy.blackHole();
    // A line that was just used is trusted for a moment.
    await wait(TRUSTED_MS);
    await accepted(await app.answer(inbox, BUSY[0] ?? '', 'Second'));
    expect(proxy.connections).toBeGreaterThan(before);
    await proxy.stop();
  }, 300_000);

  test('a server that takes the connection and never says a word is told, and other inboxes go on (fail:S4)', async () => {
    const mute = createServer(() => {});
    mute.listen(0, '127.0.0.1');
    await once(mute, 'listening');
    const address = mute.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    const silent = await app.inbox({ address: SUPPORT, imap: null, smtp: { host: '127.0.0.1', port: address.port } });
    const waits = await app.answer(silent, BUSY[0] ?? '', 'Waits');
    const other = await app.inbox({ address: SUPPORT, imap: null, smtp: postfix.smtp });
    const goes = await app.answer(other, BUSY[0] ?? '', 'Goes');
    await eventually(async () => expect(await app.deliveries(goes)).toMatchObject([{ state: 'accepted' }]), LONG);
    await eventually(async () => expect((await app.health(silent)).health).toBe('failing'), LONG);
    expect(await app.deliveries(waits)).toMatchObject([{ state: 'queued', attempts: 0 }]);
    mute.close();
  }, 300_000);
});

describe('a server that limits', () => {
  let dovecot: Dovecot;
  let app: EmailUnderTest;

  beforeAll(async () => {
    dovecot = await startDovecot({ users: Object.fromEntries([SUPPORT, ...BUSY].map((address) => [address, 'secret'])) });
    app = await EmailUnderTest.start();
  }, 60_000);
  afterAll(async () => {
    await app.stop();
    await dovecot.stop();
  });

  test('2,000 answers through a Postfix that takes two connections: each is taken once, none is lost, no try is burnt (fail:S5)', async () => {
    const postfix = await startPostfix({
      dovecot,
      settings: { smtpd_client_connection_count_limit: '2', smtpd_client_event_limit_exceptions: '' },
    });
    await app.stopReading();
    const inbox = await app.inbox({ address: SUPPORT, imap: null, smtp: postfix.smtp });
    const id = await app.answer(inbox, BUSY[0] ?? '', 'The first');
    await copyReplies(app.store, id, 1_999);
    app.startReading();
    await eventually(
      async () => {
        const [row] = await app.store.query<{ accepted: number; tries: number }>(
          `select count(*) filter (where state = 'accepted')::int as accepted, max(attempts) as tries from deliveries where inbox_id = $1`,
          [inbox],
        );
        expect(row).toEqual({ accepted: 2_000, tries: 1 });
      },
      { timeoutMs: 240_000, everyMs: 500 },
    );
    await eventually(() => expect(dovecot.countMails(BUSY[0] ?? '')).toBe(2_000), { timeoutMs: 120_000, everyMs: 500 });
    expect(postfix.output).toMatch(/Connection concurrency limit exceeded/);
    await postfix.stop();
  }, 400_000);

  test('a server that asks for less is left alone for a minute, and the inbox says so; no try is burnt (fail:S5)', async () => {
    const postfix = await startPostfix({
      dovecot,
      settings: { smtpd_client_message_rate_limit: '3', smtpd_client_event_limit_exceptions: '' },
    });
    const inbox = await app.inbox({ address: SUPPORT, imap: null, smtp: postfix.smtp, more: { sending: { connections: 1 } } });
    const ids: string[] = [];
    for (let n = 0; n < 6; n += 1) ids.push(await app.answer(inbox, BUSY[0] ?? '', `Answer ${n}`));
    await eventually(async () => expect(await app.health(inbox)).toEqual({ health: 'failing', code: 'sending-slowed' }), LONG);
    await eventually(async () => {
      const rows = (await Promise.all(ids.map((id) => app.deliveries(id)))).flat();
      expect(rows.filter((row) => row.state === 'accepted')).toHaveLength(3);
      const waiting = rows.filter((row) => row.state === 'queued');
      expect(waiting.map((row) => row.attempts)).toEqual([0, 0, 0]);
      expect(waiting[0]?.reason).toMatchObject({ code: 'refused-rate', params: { status: 450 } });
    }, LONG);
    await postfix.stop();
  }, 300_000);
});
