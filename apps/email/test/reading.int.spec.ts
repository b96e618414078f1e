import { createHash } from 'node:crypto';
import { type Dovecot, eventually, FaultProxy, startDovecot } from '@app/testing';
import { EmailUnderTest } from './email-under-test.js';

const NOWHERE = { host: '127.0.0.1', port: 9 };
const LAST_YEAR = new Date('2025-01-05T07:12:00Z');
const YESTERDAY = new Date(Date.now() - 86_400_000);

const mail = (n: number | string, body = 'Hello') =>
  `From: kate${n}@customer.test\r\nSubject: ${n}\r\nMessage-ID: <${n}@customer.test>\r\n\r\n${body}\r\n`;
const numbers = (count: number) => Array.from({ length: count }, (_, n) => String(n));
const sha256 = (raw: Buffer | string) => createHash('sha256').update(raw).digest('hex');

describe('reading a mailbox', () => {
  let dovecot: Dovecot;
  let app: EmailUnderTest;
  let users = 0;

  beforeAll(async () => {
    dovecot = await startDovecot({});
    app = await EmailUnderTest.start();
  }, 60_000);
  afterAll(async () => {
    await app.stop();
    await dovecot.stop();
  });

  function aMailbox(): string {
    const address = `box${(users += 1)}@test.local`;
    dovecot.addUser(address, 'secret');
    return address;
  }

  const anInbox = (address: string, more: object = {}) => app.inbox({ address, imap: dovecot.imap, smtp: NOWHERE, ...more });
  const taken = async (inbox: string) => (await app.mails(inbox)).map((one) => one.subject);
  const awaitTaken = (inbox: string, expected: readonly string[]) =>
    eventually(async () => expect(await taken(inbox)).toEqual(expected), { timeoutMs: 60_000 });

  describe('which mail is taken', () => {
    test('from now: what comes after the inbox was made, in order, once; nothing older (fail:I14)', async () => {
      const address = aMailbox();
      for (const n of numbers(5)) dovecot.deliver(address, mail(`old ${n}`), YESTERDAY);
      const inbox = await anInbox(address);
      for (const n of numbers(3)) dovecot.deliver(address, mail(n));
      await awaitTaken(inbox, numbers(3));
      dovecot.deliver(address, mail('next'));
      await awaitTaken(inbox, [...numbers(3), 'next']);
      expect((await app.events(inbox)).every((event) => !event.historic)).toBe(true);
    });

    test('from now: what came between the making of the inbox and the first connection is not lost', async () => {
      const address = aMailbox();
      await app.stopReading();
      const inbox = await anInbox(address);
      dovecot.deliver(address, mail('early'));
      app.startReading();
      await awaitTaken(inbox, ['early']);
    });

    test('what another mail program has read already is taken all the same (fail:I2)', async () => {
      const address = aMailbox();
      await app.stopReading();
      const inbox = await anInbox(address);
      dovecot.deliver(address, mail('read'));
      dovecot.doveadm(['flags', 'add', '-u', address, '\\Seen', 'mailbox', 'INBOX', 'all']);
      app.startReading();
      await awaitTaken(inbox, ['read']);
    });

    test('all: everything, what was there as history', async () => {
      const address = aMailbox();
      for (const n of numbers(4)) dovecot.deliver(address, mail(n), LAST_YEAR);
      const inbox = await anInbox(address, { from: 'all' });
      await awaitTaken(inbox, numbers(4));
      dovecot.deliver(address, mail('new'));
      await awaitTaken(inbox, [...numbers(4), 'new']);
      expect((await app.events(inbox)).map((event) => event.historic)).toEqual([true, true, true, true, false]);
    });

    test('since a date: by when the server got it, not by what the mail says of itself (fail:I2)', async () => {
      const address = aMailbox();
      const dated = (n: string, date: string) => `Date: ${date}\r\n${mail(n)}`;
      dovecot.deliver(address, dated('before', 'Tue, 19 Jan 2038 03:14:08 +0000'), LAST_YEAR);
      dovecot.deliver(address, dated('1999', 'Fri, 31 Dec 1999 23:59:59 +0000'), YESTERDAY);
      dovecot.deliver(address, dated('2038', 'Tue, 19 Jan 2038 03:14:08 +0000'), YESTERDAY);
      dovecot.deliver(address, mail('none'), YESTERDAY);
      const inbox = await anInbox(address, { from: '2025-06-01' });
      await awaitTaken(inbox, ['1999', '2038', 'none']);
      // Moved in by a person, however old: its number is new.
      dovecot.deliver(address, mail('moved'), LAST_YEAR);
      await awaitTaken(inbox, ['1999', '2038', 'none', 'moved']);
    });
  });

  describe('the bytes', () => {
    test('arrive as they were: 8-bit, broken, without an author (fail:P5, fail:I3, fail:I18)', async () => {
      const address = aMailbox();
      const raws = [
        Buffer.from('Subject: \xcf\xf0\xe8\xe2\xe5\xf2\r\n\r\nb\x01c\xff\r\n', 'latin1'),
        Buffer.from('Content-Type: multipart/mixed\r\n\r\n--x\r\n\r\n'),
        Buffer.from('no header at all\r\n'),
        Buffer.from('From: <>\r\n\r\n'),
      ];
      const inbox = await anInbox(address);
      for (const raw of raws) dovecot.deliver(address, raw);
      await eventually(async () => expect((await app.raws(inbox)).map(sha256)).toEqual(raws.map(sha256)));
      expect((await app.events(inbox)).map((event) => event.externalId)).toEqual(raws.map(sha256));
      expect((await app.events(inbox)).map((event) => event.sender)).toEqual(['', '', '', '']);
    });

    test('of a large mail travel beside the event', async () => {
      const address = aMailbox();
      const sizes = [48 * 1024 - 1, 48 * 1024, 48 * 1024 + 1, 6 * 1024 * 1024];
      const raws = sizes.map((size, n) => {
        const head = `From: kate@customer.test\r\nSubject: ${n}\r\n\r\n`;
        return Buffer.from(`${head}${'x'.repeat(size - head.length - 2)}\r\n`);
      });
      const inbox = await anInbox(address);
      for (const raw of raws) dovecot.deliver(address, raw);
      await eventually(async () => expect((await app.raws(inbox)).map(sha256)).toEqual(raws.map(sha256)), { timeoutMs: 60_000 });
      expect((await app.events(inbox)).map((event) => event.carriedKind)).toEqual(['inline', 'inline', 'blob', 'blob']);
    });
  });

  describe('nothing twice, nothing lost', () => {
    test('a new start goes on where the last one stood', async () => {
      const address = aMailbox();
      const inbox = await anInbox(address);
      dovecot.deliver(address, mail('0'));
      await awaitTaken(inbox, ['0']);
      await app.stopReading();
      dovecot.deliver(address, mail('1'));
      app.startReading();
      await awaitTaken(inbox, ['0', '1']);
    });

    test('killed between publishing and moving the cursor: the mail comes again under the same key (W1)', async () => {
      const address = aMailbox();
      const inbox = await anInbox(address);
      for (const n of numbers(3)) dovecot.deliver(address, mail(n));
      await awaitTaken(inbox, numbers(3));
      await app.stopReading();
      // As the database stands when the process dies there.
      await app.store.query(`update mail_cursors set uid = 1 where inbox_id = $1`, [inbox]);
      app.startReading();
      await awaitTaken(inbox, ['0', '1', '2', '1', '2']);
      const ids = (await app.events(inbox)).map((event) => event.externalId);
      expect(ids.slice(3)).toEqual(ids.slice(1, 3));
    });

    test('a thousand mails that came while we were away, each once (fail:I1)', async () => {
      const address = aMailbox();
      const inbox = await anInbox(address);
      await eventually(async () => expect(await app.store.query(`select from mail_cursors where inbox_id = $1`, [inbox])).toHaveLength(1));
      await app.stopReading();
      const days = [5, 4, 3, 2, 1];
      for (const [at, n] of numbers(1_000).entries()) {
        dovecot.deliver(address, mail(n), new Date(Date.now() - (days[Math.floor(at / 200)] ?? 1) * 86_400_000));
      }
      app.startReading();
      await awaitTaken(inbox, numbers(1_000));
    });

    test('a new UIDVALIDITY: all is looked at again, known by its bytes; older mail stays out (fail:I12)', async () => {
      const address = aMailbox();
      dovecot.deliver(address, mail('old'), LAST_YEAR);
      const inbox = await anInbox(address);
      for (const n of numbers(3)) dovecot.deliver(address, mail(n));
      await awaitTaken(inbox, numbers(3));
      await app.stopReading();
      dovecot.newUidValidity(address);
      dovecot.deliver(address, mail('after'));
      app.startReading();
      await eventually(async () => expect(new Set(await taken(inbox))).toEqual(new Set([...numbers(3), 'after'])));
      expect(new Set((await app.events(inbox)).map((event) => event.externalId)).size).toBe(4);
    });

    test('kicked during IDLE: it connects again and goes on (fail:I7)', async () => {
      const address = aMailbox();
      const inbox = await anInbox(address);
      dovecot.deliver(address, mail('0'));
      await awaitTaken(inbox, ['0']);
      for (const n of ['1', '2', '3']) {
        dovecot.kick(address);
        dovecot.deliver(address, mail(n));
      }
      await awaitTaken(inbox, numbers(4));
    });
  });
});

describe('reading over a line that breaks', () => {
  let dovecot: Dovecot;
  let app: EmailUnderTest;
  let proxy: FaultProxy;
  let users = 0;

  beforeAll(async () => {
    dovecot = await startDovecot({});
    proxy = await FaultProxy.start(dovecot.imap);
    app = await EmailUnderTest.start();
  }, 60_000);
  afterEach(() => proxy.heal());
  afterAll(async () => {
    await app.stop();
    await proxy.stop();
    await dovecot.stop();
  });

  async function anInbox(): Promise<{ inbox: string; address: string }> {
    const address = `line${(users += 1)}@test.local`;
    dovecot.addUser(address, 'secret');
    return { address, inbox: await app.inbox({ address, imap: proxy.endpoint, smtp: NOWHERE, from: 'all' }) };
  }

  const taken = async (inbox: string) => (await app.mails(inbox)).map((one) => one.subject);

  test('cut in the middle of a mail: it is fetched again, whole (fail:I7)', async () => {
    const { inbox, address } = await anInbox();
    let cuts = 0;
    proxy.set((piece, direction) => {
      if (direction === 'toServer' || cuts >= 2 || !piece.includes('BODY[]')) return 'pass';
      cuts += 1;
      return { replace: piece.subarray(0, piece.length / 2) };
    });
    // Half of a literal, then silence: only the cut of everything ends it.
    dovecot.deliver(address, mail('0', 'long '.repeat(50)));
    await eventually(() => expect(cuts).toBe(1));
    proxy.cutAll();
    await eventually(() => expect(cuts).toBe(2));
    proxy.cutAll();
    await eventually(async () => expect(await taken(inbox)).toEqual(['0']));
  });

  test.each([
    ['the greeting', /^\* OK/],
    ['the login', /OK.*Logged in/],
    ['the folder', /UIDVALIDITY/],
    ['the search', /\* SEARCH|ESEARCH/],
    ['the sizes', /RFC822\.SIZE/],
    ['a mail', /BODY\[\]/],
    ['IDLE', /^\+ idling/],
  ])('cut at %s, the process goes on, and so does the mailbox (fail:I7)', async (_, place) => {
    let cut = false;
    proxy.set((piece, direction) => {
      if (cut || direction === 'toServer' || !place.test(piece.toString('latin1'))) return 'pass';
      cut = true;
      return 'cut';
    });
    const { inbox, address } = await anInbox();
    dovecot.deliver(address, mail('0'));
    await eventually(() => expect(cut).toBe(true), { timeoutMs: 60_000 });
    dovecot.deliver(address, mail('1'));
    await eventually(async () => expect(await taken(inbox)).toEqual(['0', '1']), { timeoutMs: 60_000 });
  });

  test('reset as soon as it is accepted, the process goes on, and so do others (fail:I7)', async () => {
    const neighbour = `neighbour${(users += 1)}@test.local`;
    dovecot.addUser(neighbour, 'secret');
    const other = await app.inbox({ address: neighbour, imap: dovecot.imap, smtp: NOWHERE });
    const before = proxy.connections;
    proxy.set(() => 'cut');
    const { inbox, address } = await anInbox();
    await eventually(() => expect(proxy.connections).toBeGreaterThan(before + 1), { timeoutMs: 60_000 });
    dovecot.deliver(neighbour, mail('fine'));
    await eventually(async () => expect(await taken(other)).toEqual(['fine']));
    proxy.heal();
    dovecot.deliver(address, mail('0'));
    await eventually(async () => expect(await taken(inbox)).toEqual(['0']), { timeoutMs: 60_000 });
  });

  test('reset at the logout: it stops in time all the same, and starts again (fail:I7)', async () => {
    const { inbox, address } = await anInbox();
    dovecot.deliver(address, mail('0'));
    await eventually(async () => expect(await taken(inbox)).toEqual(['0']), { timeoutMs: 60_000 });
    let cut = false;
    proxy.set((piece) => {
      if (!piece.includes('LOGOUT')) return 'pass';
      cut = true;
      return 'cut';
    });
    await app.stopReading();
    expect(cut).toBe(true);
    proxy.heal();
    app.startReading();
    dovecot.deliver(address, mail('1'));
    await eventually(async () => expect(await taken(inbox)).toEqual(['0', '1']), { timeoutMs: 60_000 });
  });

  test('an answer that leaves a mail out is not believed (fail:I13)', async () => {
    const { inbox, address } = await anInbox();
    await app.stopReading();
    for (const n of numbers(3)) dovecot.deliver(address, mail(n));
    let left = 0;
    proxy.set((piece, direction) => {
      const text = piece.toString('latin1');
      const answer = /\* 2 FETCH \([^\r\n]*BODY\[\] \{\d+\}[^]*?\r\n\)\r\n/.exec(text);
      if (direction === 'toServer' || left > 0 || !answer) return 'pass';
      left += 1;
      return { replace: Buffer.from(text.replace(answer[0], ''), 'latin1') };
    });
    app.startReading();
    await eventually(async () => expect(await taken(inbox)).toEqual(numbers(3)), { timeoutMs: 60_000 });
    expect(left).toBe(1);
  });

  test('many cuts leave one connection, and no mail behind (fail:I8)', async () => {
    const { inbox, address } = await anInbox();
    for (const n of numbers(5)) {
      dovecot.deliver(address, mail(n));
      await eventually(async () => expect(await taken(inbox)).toContain(n), { timeoutMs: 60_000 });
      proxy.cutAll();
    }
    dovecot.deliver(address, mail('5'));
    await eventually(async () => expect(await taken(inbox)).toEqual(numbers(6)), { timeoutMs: 60_000 });
    // The server learns of a cut when it next looks at the line.
    const sessions = () => dovecot.doveadm(['who', '-1', address]).trim().split('\n').slice(1);
    await eventually(() => expect(sessions()).toHaveLength(1));
  });
});

describe('how an inbox stands', () => {
  let dovecot: Dovecot;
  let app: EmailUnderTest;
  let proxy: FaultProxy;

  beforeAll(async () => {
    dovecot = await startDovecot({ users: { 'good@test.local': 'secret', 'bad@test.local': 'secret' } });
    proxy = await FaultProxy.start(dovecot.imap);
    app = await EmailUnderTest.start();
  }, 60_000);
  afterAll(async () => {
    await app.stop();
    await proxy.stop();
    await dovecot.stop();
  });

  test('a refused password is told at once, tried at most once a minute, and disturbs no other inbox (fail:I20)', async () => {
    const good = await app.inbox({ address: 'good@test.local', imap: dovecot.imap, smtp: NOWHERE });
    const bad = await app.inbox({ address: 'bad@test.local', imap: proxy.endpoint, smtp: NOWHERE, password: 'wrong' });
    await eventually(async () => expect(await app.health(bad)).toEqual({ health: 'failing', code: 'mailbox-login-refused' }));
    dovecot.deliver('good@test.local', mail('0'));
    await eventually(async () => expect((await app.mails(good)).map((one) => one.subject)).toEqual(['0']));
    await app.email.sweep();
    expect(proxy.connections).toBe(1);
    const failed = await app.store.query(
      `select from events where type = 'inbox.failed.v1' and data ->> 'inboxId' = $1 and data ->> 'code' = 'mailbox-login-refused'`,
      [bad],
    );
    expect(failed).toHaveLength(1);

    // Put right by an admin: taken up at once.
    dovecot.deliver('bad@test.local', mail('1'));
    await app.changePasswords(bad, 'secret');
    await eventually(async () => expect((await app.mails(bad)).map((one) => one.subject)).toEqual(['1']));
  });

  test('a server that is not there is told when it stays away', async () => {
    const away = await app.inbox({ address: 'good@test.local', imap: { ...NOWHERE, port: 2 }, smtp: NOWHERE });
    await eventually(
      async () =>
        expect(await app.healthReason(away)).toEqual({ code: 'server-refused-connection', params: { host: NOWHERE.host, port: 2 } }),
      { timeoutMs: 60_000 },
    );
    // The sending server, which is told at once, has the same trouble: nobody is told twice.
    expect(await app.failures(away, 'server-refused-connection')).toBe(1);
  });

  test('a certificate that nobody vouches for is refused, and so is a line without TLS where TLS is set', async () => {
    const address = 'good@test.local';
    const untrusted = await app.inbox({ address, imap: dovecot.imaps, smtp: NOWHERE, imapSettings: { tls: 'implicit' } });
    await eventually(async () => expect(await app.health(untrusted)).toEqual({ health: 'failing', code: 'server-tls-untrusted' }));
    const plain = await app.inbox({ address, imap: dovecot.imap, smtp: NOWHERE, imapSettings: { tls: 'starttls' } });
    await eventually(async () => expect(await app.health(plain)).toEqual({ health: 'failing', code: 'server-no-starttls' }));
  });
});
