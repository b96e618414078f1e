import { type Dovecot, eventually, FaultProxy, startDovecot } from '@app/testing';
import { EmailUnderTest } from './email-under-test.js';
import { startSmtpSink } from './smtp-sink.js';

const mail = (n: number | string, body = 'Hello') => `From: kate@customer.test\r\nSubject: ${n}\r\n\r\n${body}\r\n`;
const large = (n: number | string) => mail(n, `${'large '.repeat(15)}\r\n`.repeat(30_000));

let dovecot: Dovecot;
let app: EmailUnderTest;
let proxy: FaultProxy;
let smtp: Awaited<ReturnType<typeof startSmtpSink>>;
let users = 0;

beforeAll(async () => {
  dovecot = await startDovecot({});
  proxy = await FaultProxy.start(dovecot.imap);
  smtp = await startSmtpSink();
  app = await EmailUnderTest.start();
}, 60_000);
afterEach(() => proxy.heal());
afterAll(async () => {
  await app.stop();
  await smtp.stop();
  await proxy.stop();
  await dovecot.stop();
});

async function aMailboxWith(...mails: string[]): Promise<{ inbox: string; address: string }> {
  const address = `stubborn${(users += 1)}@test.local`;
  dovecot.addUser(address, 'secret');
  await app.stopReading();
  const inbox = await app.inbox({ address, imap: proxy.endpoint, smtp: smtp.endpoint });
  for (const raw of mails) dovecot.deliver(address, raw);
  return { inbox, address };
}

const taken = async (inbox: string) => (await app.mails(inbox)).map((one) => one.subject);
const setAside = (inbox: string) =>
  app.store.query<{ uid: string; attempts: number }>(`select uid, attempts from unfetched_mails where inbox_id = $1`, [inbox]);
const long = { timeoutMs: 60_000 };

test.each([
  ['breaks the connection', (): 'cut' => 'cut'],
  [
    'is left out of every answer',
    (piece: Buffer) => ({
      replace: Buffer.from(piece.toString('latin1').replace(/\* 2 FETCH \([^\r\n]*BODY\[\] \{\d+\}[^]*?\r\n\)\r\n/, ''), 'latin1'),
    }),
  ],
])(
  'a mail that %s is tried three times, set aside in view, and what comes after it goes on; later it is taken (fail:I4, fail:I3)',
  async (_, fault) => {
    const { inbox, address } = await aMailboxWith(mail('0'), mail('poison'), mail('1'), mail('2'));
    let fetches = 0;
    proxy.set((piece, direction) => {
      if (direction === 'toServer' || !/\* 2 FETCH \([^\r\n]*BODY\[\]/.test(piece.toString('latin1'))) return 'pass';
      fetches += 1;
      return fault(piece);
    });
    app.startReading();
    await eventually(async () => expect(await taken(inbox)).toEqual(['0', '1', '2']), long);
    expect(await setAside(inbox)).toEqual([{ uid: '2', attempts: 3 }]);
    expect(fetches).toBeLessThanOrEqual(4);
    await eventually(async () => expect(await app.failures(inbox, 'mailbox-mails-unfetched')).toBe(1));
    dovecot.deliver(address, mail('3'));
    await eventually(async () => expect(await taken(inbox)).toContain('3'));
    expect(fetches).toBeLessThanOrEqual(4);

    proxy.heal();
    await app.stopReading();
    await app.store.query(`update unfetched_mails set next_try_at = now() where inbox_id = $1`, [inbox]);
    app.startReading();
    await eventually(async () => expect(await taken(inbox)).toEqual(['0', '1', '2', '3', 'poison']));
    await eventually(async () => expect(await setAside(inbox)).toEqual([]));
    await eventually(async () => expect(await app.health(inbox)).toEqual({ health: 'ok', code: null }));
  },
  180_000,
);

test('a mail that is expunged while it is being fetched is passed, and nothing else (fault:M5)', async () => {
  const { inbox, address } = await aMailboxWith(mail('0'), mail('gone'), mail('1'));
  let isGone = false;
  proxy.set((piece, direction) => {
    if (!isGone && direction === 'toServer' && piece.includes('BODY.PEEK[]')) {
      isGone = true;
      dovecot.expunge(address, '2');
    }
    return 'pass';
  });
  app.startReading();
  await eventually(async () => expect(await taken(inbox)).toEqual(expect.arrayContaining(['0', '1'])));
  dovecot.deliver(address, mail('2'));
  await eventually(async () => expect((await taken(inbox)).filter((one) => one !== 'gone')).toEqual(['0', '1', '2']));
  expect(isGone).toBe(true);
  expect(await setAside(inbox)).toEqual([]);
});

test('a large mail that is expunged between two of its pieces is passed or whole, never half (fault:M5)', async () => {
  const { inbox, address } = await aMailboxWith(large('gone'), mail('1'));
  let pieces = 0;
  proxy.set((piece, direction) => {
    if (direction === 'toServer' && piece.includes('BODY.PEEK[]<')) {
      pieces += 1;
      if (pieces === 2) dovecot.expunge(address, '1');
    }
    return 'pass';
  });
  app.startReading();
  await eventually(async () => expect(await taken(inbox)).toContain('1'), long);
  expect(pieces).toBeGreaterThanOrEqual(2);
  for (const raw of await app.raws(inbox)) expect([mail('1').length, large('gone').length]).toContain(raw.length);
  expect(await setAside(inbox)).toEqual([]);
});

test('a large mail that is cut in the middle of a piece is fetched again, whole (fault:M2, fail:I7)', async () => {
  const { inbox } = await aMailboxWith(large('0'), mail('1'));
  let bytes = 0;
  let cuts = 0;
  proxy.set((piece, direction) => {
    if (direction === 'toClient') bytes += piece.length;
    if (cuts === 2 || bytes < 1_500_000) return 'pass';
    cuts += 1;
    bytes = 0;
    return 'cut';
  });
  app.startReading();
  await eventually(async () => expect(await taken(inbox)).toEqual(['0', '1']), long);
  expect(cuts).toBe(2);
  expect((await app.raws(inbox))[0]?.equals(Buffer.from(large('0')))).toBe(true);
});
