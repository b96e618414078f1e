import { type Dovecot, eventually, FaultProxy, MailTalker, startDovecot, type TalkerOptions } from '@app/testing';
import { EmailUnderTest } from './email-under-test.js';
import { startSmtpSink } from './smtp-sink.js';

const GOOD = 'good@test.local';
const HANGING = 'hanging@test.local';

describe('mailboxes whose servers hang, drop or speak something else (fail:I5, fail:I7, fail:S4)', () => {
  let dovecot: Dovecot;
  let sink: Awaited<ReturnType<typeof startSmtpSink>>;
  let app: EmailUnderTest;
  const open: { stop(): Promise<void> }[] = [];

  beforeAll(async () => {
    dovecot = await startDovecot({ users: { [GOOD]: 'secret', [HANGING]: 'secret' } });
    sink = await startSmtpSink();
    app = await EmailUnderTest.start();
  }, 60_000);
  afterAll(async () => {
    await app.stop();
    for (const one of [...open, sink, dovecot]) await one.stop();
  });

  async function talker(options: TalkerOptions): Promise<MailTalker> {
    const one = await MailTalker.start(options);
    open.push(one);
    return one;
  }

  /** Passes on what comes until a word of the server, and from then on nothing. */
  async function silentAfter(word: string): Promise<FaultProxy> {
    const proxy = await FaultProxy.start(dovecot.imap);
    open.push(proxy);
    let isDead = false;
    proxy.set((piece, way) => {
      isDead ||= way === 'toClient' && piece.toString().includes(word);
      return isDead ? 'swallow' : 'pass';
    });
    return proxy;
  }

  test('hold up no other: its mail comes in and its answers leave meanwhile, and each is told in the words of its test', async () => {
    const silent = {
      imap: await talker({ protocol: 'imap', tls: 'none', greeting: null }),
      smtp: await talker({ protocol: 'smtp', tls: 'none', greeting: null }),
    };
    const swapped = { imap: await talker({ protocol: 'smtp', tls: 'none' }), smtp: await talker({ protocol: 'imap', tls: 'none' }) };
    const web = await talker({ protocol: 'imap', tls: 'none', greeting: 'HTTP/1.1 400 Bad Request' });
    const goodbye = await talker({ protocol: 'imap', tls: 'none', greeting: '* BYE Too many connections' });
    const locked = await talker({ protocol: 'imap', tls: 'none', login: () => 'NO [AUTHENTICATIONFAILED] Account is locked' });
    const atLogin = await silentAfter('OK [CAPABILITY');
    const atFolder = await silentAfter('UIDVALIDITY');
    const smtp = sink.endpoint;
    const wrong = await app.inbox({ address: HANGING, imap: swapped.imap.endpoint, smtp: swapped.smtp.endpoint });
    const mute = await app.inbox({ address: HANGING, imap: silent.imap.endpoint, smtp: silent.smtp.endpoint });
    const shut = await app.inbox({ address: HANGING, imap: locked.endpoint, smtp });
    for (const { endpoint } of [web, goodbye, atLogin, atFolder]) await app.inbox({ address: HANGING, imap: endpoint, smtp });
    const good = await app.inbox({ address: GOOD, imap: dovecot.imap, smtp });

    for (const subject of ['first', 'second']) {
      dovecot.deliver(GOOD, `From: kate@customer.test\r\nSubject: ${subject}\r\n\r\nHello\r\n`);
      await eventually(async () => expect((await app.mails(good)).map((mail) => mail.subject)).toContain(subject));
      const answer = await app.answer(good, `${subject}@customer.test`, 'On its way.');
      await eventually(async () => expect(await app.deliveries(answer)).toMatchObject([{ state: 'accepted' }]));
    }
    // None of those that hang was given up before.
    expect((await app.health(mute)).code).toBeNull();

    await eventually(async () => expect(await app.health(good)).toEqual({ health: 'ok', code: null }));
    await eventually(async () => expect(await app.health(shut)).toEqual({ health: 'failing', code: 'login-locked' }));
    await eventually(async () => expect(await app.health(wrong)).toEqual({ health: 'failing', code: 'server-other-protocol' }), {
      timeoutMs: 60_000,
    });
    await eventually(async () => expect(await app.health(mute)).toEqual({ health: 'failing', code: 'server-silent' }), {
      timeoutMs: 60_000,
    });
  }, 300_000);
});
