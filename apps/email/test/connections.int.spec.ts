import { type Dovecot, FaultProxy, freePort, startDovecot } from '@app/testing';
import { SMTPServer } from 'smtp-server';
import { ImapSession } from '../src/intake/imap-session.js';
import { SmtpLine } from '../src/sending/smtp-line.js';
import { resultOf } from '../src/sending/smtp-outcome.js';

const USER = 'support@test.local';
const MAIL = Buffer.from('From: kate@customer.test\r\nSubject: x\r\n\r\nHello\r\n');

describe('one IMAP connection', () => {
  let dovecot: Dovecot;
  let proxy: FaultProxy;

  beforeAll(async () => {
    dovecot = await startDovecot({ users: { [USER]: 'secret' } });
    proxy = await FaultProxy.start(dovecot.imap);
    for (let n = 0; n < 3; n += 1) dovecot.deliver(USER, MAIL);
  }, 60_000);
  afterEach(() => proxy.heal());
  afterAll(async () => {
    await proxy.stop();
    await dovecot.stop();
  });

  const plain = (more: object = {}) => ({
    server: { ...proxy.endpoint, tls: 'none', user: USER } as const,
    proof: { password: 'secret' },
    ...more,
  });

  test.each(['implicit', 'starttls'] as const)('over TLS (%s), with a certificate that somebody vouches for', async (tls) => {
    const at = tls === 'implicit' ? dovecot.imaps : dovecot.imapStartTls;
    const session = await ImapSession.open(
      { server: { ...at, tls, user: USER }, proof: { password: 'secret' }, ca: dovecot.certificate },
      'INBOX',
    );
    expect(await session.uidsAfter(0)).toEqual([1, 2, 3]);
    await session.logout();
  });

  test('`n:*` names the last mail also where there is none above n: it is not taken again', async () => {
    const session = await ImapSession.open(plain(), 'INBOX');
    expect(await session.uidsAfter(3)).toEqual([]);
    session.close();
  });

  test.each(['toServer', 'toClient'] as const)(
    'a black hole on the way %s: the command ends in time, and so does the connection (fail:I5)',
    async (way) => {
      const session = await ImapSession.open(plain({ commandMs: 10_000 }), 'INBOX');
      proxy.set((_, direction) => (direction === way ? 'swallow' : 'pass'));
      await expect(session.uidsAfter(0)).rejects.toMatchObject({ fault: 'unavailable', code: 'mail-server-silent' });
      await expect(session.awaitNews(60_000, new AbortController().signal)).rejects.toMatchObject({ code: 'mailbox-closed' });
    },
  );

  test('a server that accepts and never greets is given up in time', async () => {
    proxy.set((_, direction) => (direction === 'toClient' ? 'swallow' : 'pass'));
    await expect(ImapSession.open(plain({ commandMs: 300 }), 'INBOX')).rejects.toMatchObject({ code: 'mail-server-silent' });
  });

  test('a server that swallows what it should tell during IDLE: the folder is looked at all the same (fail:I6)', async () => {
    const session = await ImapSession.open(plain(), 'INBOX');
    const known = await session.uidsAfter(0);
    proxy.set((piece) => ({ replace: Buffer.from(piece.toString('latin1').replace(/^\* \d+ (EXISTS|RECENT)\r\n/gm, ''), 'latin1') }));
    const news = session.awaitNews(1_500, new AbortController().signal);
    dovecot.deliver(USER, MAIL);
    await news;
    proxy.heal();
    expect(await session.uidsAfter(known.at(-1) ?? 0)).toHaveLength(1);
    session.close();
  });
});

describe('one SMTP connection', () => {
  const received: string[] = [];
  let server: SMTPServer;
  let line: SmtpLine;
  let port: number;

  beforeAll(async () => {
    port = await freePort();
    server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      closeTimeout: 100,
      onAuth: (_, __, done) => done(null, { user: 'x' }),
      onMailFrom: ({ address }, _, done) => done(address === USER ? null : Object.assign(new Error('5.7.1 no'), { responseCode: 550 })),
      onData: (stream, _, done) => {
        let text = '';
        stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
        stream.on('end', () => {
          received.push(text);
          done();
        });
      },
    });
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  });
  beforeEach(async () => {
    line = await SmtpLine.open({
      server: { host: '127.0.0.1', port, tls: 'none', user: USER },
      proof: { password: 'secret' },
      domain: 'test.local',
    });
  });
  afterEach(() => {
    line.close();
    received.length = 0;
  });
  afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())));

  const envelope = { from: USER, to: ['kate@customer.test'] };

  test('serves one mail after another', async () => {
    expect(await line.send(envelope, MAIL, () => true)).toMatchObject({ kind: 'taken' });
    expect(await line.send(envelope, MAIL, () => true)).toMatchObject({ kind: 'taken' });
    expect(received).toEqual([String(MAIL), String(MAIL)]);
    expect(line.isUsable).toBe(true);
  });

  test('a server that refuses the sender is said to, and not the recipient’s (fail:S2)', async () => {
    const outcome = await line.send({ ...envelope, from: 'other@test.local' }, MAIL, () => true);
    expect(outcome).toMatchObject({ kind: 'refused', refusal: { status: 550, stage: 'mail' } });
    const delivery = { id: 'd1', recipient: 'kate@customer.test', part: 1, content: null, attempts: 1, isAmbiguous: false };
    expect(resultOf(outcome, delivery, new Date())).toMatchObject({ state: 'failed', reason: { code: 'refused-sender-not-ours' } });
    expect(await line.send(envelope, MAIL, () => true)).toMatchObject({ kind: 'taken' });
  });

  test('a lease that ended stops the mail before its final dot: nothing was sent', async () => {
    expect(await line.send(envelope, MAIL, () => false)).toMatchObject({ kind: 'stopped' });
    expect(line.isUsable).toBe(false);
    expect(received).toEqual([]);
  });

  test('lines that begin with a dot, and text that looks like the end, arrive as they were (threat:A14)', async () => {
    const raw = Buffer.from('Subject: x\r\n\r\n.\r\n..\r\nMAIL FROM:<evil@x.test>\r\n.\r\n');
    expect(await line.send(envelope, raw, () => true)).toMatchObject({ kind: 'taken' });
    expect(received).toEqual([String(raw)]);
  });

  test('a closed line says so instead of hanging', async () => {
    line.close();
    expect(await line.send(envelope, MAIL, () => true)).toMatchObject({ kind: 'cut', isAfterDot: false });
  });
});
