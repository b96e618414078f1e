import { rmSync } from 'node:fs';
import { parseMail, replyTokens } from '@app/mail';
import { Blobs, insertBlobs } from '@app/store';
import {
  anUpload,
  type Dovecot,
  eventually,
  FaultProxy,
  freePort,
  MailPerson,
  type Postfix,
  startDovecot,
  startPostfix,
} from '@app/testing';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { EmailUnderTest } from './email-under-test.js';

const SUPPORT = 'support@test.local';
const KATE = 'kate@customer.test';
const CUSTOMERS = Object.fromEntries(Array.from({ length: 12 }, (_, n) => [`c${n}@customer.test`, 'secret']));

describe('sending answers', () => {
  let dovecot: Dovecot;
  let postfix: Postfix;
  let proxy: FaultProxy;
  let app: EmailUnderTest;
  let kate: MailPerson;
  let customers = 0;

  beforeAll(async () => {
    dovecot = await startDovecot({ users: { [SUPPORT]: 'secret', [KATE]: 'hers', ...CUSTOMERS } });
    postfix = await startPostfix({ dovecot });
    proxy = await FaultProxy.start(postfix.smtp);
    app = await EmailUnderTest.start();
    kate = new MailPerson({ dovecot, smtp: postfix.smtp }, KATE);
  }, 60_000);
  afterEach(() => proxy.heal());
  afterAll(async () => {
    await app.stop();
    await proxy.stop();
    await postfix.stop();
    await dovecot.stop();
  });

  const anInbox = (more: object = {}) => app.inbox({ address: SUPPORT, imap: dovecot.imap, smtp: proxy.endpoint, ...more });
  const aCustomer = (): string => `c${(customers += 1)}@customer.test`;
  const mailsOf = (address: string) => Promise.all(dovecot.readMailbox(address).map((raw) => parseMail(raw)));
  const statesOf = async (id: string) => (await app.deliveries(id)).map(({ recipient, state }) => [recipient, state]);
  const awaitState = (id: string, state: string) =>
    eventually(async () => expect((await app.deliveries(id)).map((row) => row.state)).toEqual([state]), { timeoutMs: 60_000 });

  test('an answer reaches the customer in the thread, and the way back is in it (fail:T9)', async () => {
    const inbox = await anInbox();
    const id = await app.answer(inbox, KATE, 'Завтра привезём.', { answers: '<question@customer.test>' });
    const raw = await eventually(() => {
      const [first] = dovecot.readMailbox(KATE);
      if (!first) throw new Error('no mail yet');
      return first;
    });
    const mail = await parseMail(raw);
    expect(mail).toMatchObject({
      from: { address: SUPPORT },
      to: [{ address: KATE }],
      subject: 'Re: Where is my order?',
      inReplyTo: ['<question@customer.test>'],
      references: ['<question@customer.test>'],
      automatic: null,
      text: 'Завтра привезём.',
    });
    await awaitState(id, 'accepted');
    const [token] = await app.store.query<{ token: string }>(`select reply_token as token from messages where id = $1`, [id]);
    expect(mail.messageId).toBe(`<${token?.token}@test.local>`);
    expect(mail.replyTo).toMatchObject([{ address: `support+${token?.token}@test.local` }]);

    // What the customer's program makes of it finds back, by address and by id.
    const [asSeen] = await kate.mails();
    if (!asSeen) throw new Error('no mail');
    await kate.reply(asSeen, 'Спасибо!');
    await eventually(async () => {
      const answers = await mailsOf(SUPPORT);
      expect(answers.map((answer) => replyTokens(answer))).toEqual([[token?.token]]);
    });
  });

  test('one mail to several people is one transaction, with a result for each (fail:S2)', async () => {
    const inbox = await anInbox();
    const [good, other] = [aCustomer(), aCustomer()];
    const id = await app.answer(inbox, [good, 'nobody@customer.test', other], 'Hello all');
    await eventually(async () =>
      expect(await statesOf(id)).toEqual([
        [good, 'accepted'],
        [other, 'accepted'],
        ['nobody@customer.test', 'failed'],
      ]),
    );
    const refused = (await app.deliveries(id)).find((row) => row.state === 'failed');
    expect(refused?.reason).toMatchObject({ code: 'refused-recipient-unknown', params: { status: 550 } });
    expect(String(refused?.reason?.params.answer)).toMatch(/User unknown/);
    expect(String(refused?.reason?.params.answer)).not.toContain('@');
    await eventually(async () => {
      const [first, second] = [await mailsOf(good), await mailsOf(other)];
      expect([first.length, second.length]).toEqual([1, 1]);
      expect(first[0]?.messageId).toBe(second[0]?.messageId);
    });
  });

  test('files go with it; an answer whose file is gone is not sent without it (fail:S6)', async () => {
    const inbox = await anInbox();
    const bytes = Buffer.from(Array.from({ length: 100_000 }, (_, n) => n % 251));
    const upload = async (content: Buffer) => {
      const kept = await app.given(Blobs).keep(content);
      await insertBlobs(app.store, [kept]);
      const [row] = await app.store.query<{ id: string }>(
        `insert into attachments (id, filename, content_type, size, sha256, uploaded_by)
         values (gen_random_uuid(), 'photo.bin', 'application/octet-stream', $1, decode($2, 'hex'), $3) returning id`,
        [kept.size, kept.sha256, app.agent],
      );
      return { id: row?.id ?? '', sha256: kept.sha256 };
    };
    const customer = aCustomer();
    await app.answer(inbox, customer, 'With a photo', { attachmentIds: [(await upload(bytes)).id] });
    await eventually(async () => {
      const [mail] = await mailsOf(customer);
      expect(mail?.problem === null && mail.attachments).toMatchObject([{ filename: 'photo.bin', size: bytes.length }]);
    });

    const lost = await upload(Buffer.alloc(60_000, 'x'));
    rmSync(app.blobFile(lost.sha256));
    const id = await app.answer(inbox, customer, 'With a lost photo', { attachmentIds: [lost.id] });
    await awaitState(id, 'failed');
    expect((await app.deliveries(id))[0]?.reason?.code).toBe('blob-missing');
  });

  test('a file goes without a word', async () => {
    const inbox = await anInbox();
    const customer = aCustomer();
    await app.answer(inbox, customer, '', { attachmentIds: [await anUpload(app.store, app.agent)] });
    await eventually(async () => {
      const [mail] = await mailsOf(customer);
      expect(mail).toMatchObject({ text: '\n', html: null, problem: null, attachments: [{ filename: 'bill.pdf' }] });
    });
  });

  test('an acknowledgement says what it is, and no bounce of it comes back', async () => {
    const inbox = await anInbox();
    const customer = aCustomer();
    const id = await app.answer(inbox, customer, 'We got your mail.', { kind: 'auto' });
    await awaitState(id, 'accepted');
    await eventually(() => {
      const raw = String(dovecot.readMailbox(customer)[0]);
      expect(raw).toContain('Return-Path: <>');
      expect(raw).toContain('Auto-Submitted: auto-replied');
    });
  });

  test('cut after the final dot: sent once more under the same id, and never hidden (fail:S3)', async () => {
    const inbox = await anInbox();
    const customer = aCustomer();
    let cuts = 0;
    let isDotSent = false;
    proxy.set((piece, direction) => {
      if (direction === 'toServer' && piece.toString('latin1').endsWith('\r\n.\r\n')) isDotSent = true;
      if (direction === 'toServer' || !isDotSent || cuts > 0) return 'pass';
      cuts += 1;
      isDotSent = false;
      return 'cut';
    });
    const id = await app.answer(inbox, customer, 'Perhaps twice');
    await eventually(async () =>
      expect(await app.deliveries(id)).toMatchObject([{ state: 'queued', ambiguous: true, reason: { code: 'smtp-cut-after-mail' } }]),
    );
    const resent = await app.store.query(`select from ticket_events where code = 'delivery-resent' and params ->> 'delivery' is not null`);
    expect(resent.length).toBeGreaterThan(0);
    await app.makeDue(id);
    await awaitState(id, 'accepted');
    await eventually(async () => expect(await mailsOf(customer)).toHaveLength(2));
    const ids = (await mailsOf(customer)).map((mail) => mail.messageId);
    expect(new Set(ids).size).toBe(1);
    expect(bodyOf(dovecot.readMailbox(customer)[0])).toBe(bodyOf(dovecot.readMailbox(customer)[1]));
  });

  test('uncertain a second time, it stays so: nothing is sent a third time (fail:S3)', async () => {
    const inbox = await anInbox();
    const customer = aCustomer();
    let isDotSent = false;
    proxy.set((piece, direction) => {
      if (direction === 'toServer' && piece.toString('latin1').endsWith('\r\n.\r\n')) isDotSent = true;
      if (direction === 'toServer' || !isDotSent) return 'pass';
      isDotSent = false;
      return 'cut';
    });
    const id = await app.answer(inbox, customer, 'Nobody knows');
    await eventually(async () => expect(await app.deliveries(id)).toMatchObject([{ state: 'queued', ambiguous: true }]));
    await app.makeDue(id);
    await awaitState(id, 'unknown');
    expect((await mailsOf(customer)).length).toBeLessThanOrEqual(2);
  });

  test.each([
    ['the sender', /^MAIL FROM/m],
    ['the first bytes of a large mail', /Subject: Re:/],
  ])(
    'cut at %s: nothing is uncertain, and it goes out once',
    async (_, place) => {
      const inbox = await anInbox();
      const customer = aCustomer();
      let cut = false;
      proxy.set((piece, direction) => {
        const text = piece.toString('latin1');
        if (cut || direction === 'toClient' || !place.test(text)) return 'pass';
        cut = true;
        return 'cut';
      });
      const id = await app.answer(inbox, customer, `${'long '.repeat(1_000_000)}`);
      await eventually(
        async () => expect(await app.deliveries(id)).toMatchObject([{ state: 'queued', ambiguous: false, reason: { code: 'smtp-cut' } }]),
        { timeoutMs: 60_000 },
      );
      await app.makeDue(id);
      await awaitState(id, 'accepted');
      await eventually(async () => expect(await mailsOf(customer)).toHaveLength(1));
    },
    120_000,
  );

  test('a process that died while it sent: the mail is sent once more under the same id', async () => {
    const inbox = await anInbox();
    const customer = aCustomer();
    await app.stopReading();
    const id = await app.answer(inbox, customer, 'Taken by a dead process');
    // As it stands when the process dies between committing `sending` and the result (W7).
    await app.store.query(`update deliveries set state = 'sending', epoch = 0, attempts = 1 where message_id = $1`, [id]);
    app.startReading();
    await awaitState(id, 'accepted');
    expect(await app.deliveries(id)).toMatchObject([{ ambiguous: true }]);
    await eventually(async () => expect(await mailsOf(customer)).toHaveLength(1));
  });

  test('a wrong SMTP password is told, and costs no answer a try (fail:S1)', async () => {
    const inbox = await anInbox({ smtpPassword: 'wrong' });
    await eventually(async () => expect(await app.health(inbox)).toEqual({ health: 'failing', code: 'smtp-login-refused' }));
    const customer = aCustomer();
    const id = await app.answer(inbox, customer, 'Waits for the password');
    expect(await app.deliveries(id)).toMatchObject([{ state: 'queued', attempts: 0 }]);
    await app.changePasswords(inbox, 'secret');
    await awaitState(id, 'accepted');
    expect(await app.deliveries(id)).toMatchObject([{ attempts: 1 }]);
    await eventually(async () => expect(await app.health(inbox)).toEqual({ health: 'ok', code: null }));
  });

  describe('what servers say', () => {
    async function aServer(options: SMTPServerOptions): Promise<{ smtp: { host: string; port: number }; close(): Promise<void> }> {
      const port = await freePort();
      const server = new SMTPServer({
        authOptional: true,
        disabledCommands: ['STARTTLS'],
        closeTimeout: 100,
        onAuth: (_, __, done) => done(null, { user: 'x' }),
        ...options,
      });
      await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
      return { smtp: { host: '127.0.0.1', port }, close: () => new Promise((resolve) => server.close(resolve)) };
    }

    const saying = (status: number, text: string) => Object.assign(new Error(text), { responseCode: status });

    test('a server that cannot just now is asked again in a minute, then in five', async () => {
      const server = await aServer({ onRcptTo: (_, __, done) => done(saying(451, '4.7.1 Greylisted, try later')) });
      const inbox = await anInbox({ smtp: server.smtp });
      const id = await app.answer(inbox, aCustomer(), 'Greylisted');
      for (const [attempts, minutes] of [
        [1, 1],
        [2, 5],
      ] as const) {
        await eventually(async () =>
          expect(await app.deliveries(id)).toMatchObject([
            { state: 'queued', attempts, reason: { code: 'refused-greylisted', params: { status: 451 } } },
          ]),
        );
        const [row] = await app.deliveries(id);
        const waitsMs = (row?.notBefore.getTime() ?? 0) - Date.now();
        expect(waitsMs).toBeGreaterThan((minutes - 0.5) * 60_000);
        expect(waitsMs).toBeLessThanOrEqual(minutes * 60_000);
        await app.makeDue(id);
      }
      await server.close();
    });

    test('a mail that is refused as a whole has failed at once, with the reason (fail:S2)', async () => {
      const server = await aServer({
        onData: (stream, _, done) => {
          stream.resume();
          stream.on('end', () => done(saying(554, `5.7.1 Message of ${KATE} looks like spam`)));
        },
      });
      const inbox = await anInbox({ smtp: server.smtp });
      const id = await app.answer(inbox, aCustomer(), 'Spam?');
      await awaitState(id, 'failed');
      expect((await app.deliveries(id))[0]?.reason).toMatchObject({
        code: 'refused-spam',
        params: { status: 554, answer: '5.7.1 Message of looks like spam' },
      });
      await server.close();
    });

    test('a server that thinks for ever about a mail does not keep the process from ending: the mail is uncertain', async () => {
      let isThinking = false;
      const server = await aServer({
        onData: (stream) => {
          stream.resume();
          stream.on('end', () => (isThinking = true));
        },
      });
      const inbox = await anInbox({ smtp: server.smtp });
      const id = await app.answer(inbox, aCustomer(), 'Think about it');
      await eventually(() => expect(isThinking).toBe(true));
      const before = performance.now();
      await app.stopReading();
      // Five seconds are granted; the server would be waited for for five minutes.
      expect(performance.now() - before).toBeLessThan(60_000);
      expect(await app.deliveries(id)).toMatchObject([{ state: 'queued', ambiguous: true }]);
      await server.close();
      app.startReading();
    });

    test('a mail larger than the server takes is not even sent', async () => {
      const server = await aServer({ size: 2_000 });
      const inbox = await anInbox({ smtp: server.smtp });
      const id = await app.answer(inbox, aCustomer(), 'long '.repeat(2_000));
      await awaitState(id, 'failed');
      expect((await app.deliveries(id))[0]?.reason).toMatchObject({ code: 'mail-over-limit' });
      await server.close();
    });
  });
});

/** Without what the servers on the way wrote. */
function bodyOf(raw: Buffer | undefined): string {
  const text = String(raw);
  return text.slice(text.indexOf('From: '));
}
