import { type Dovecot, eventually, startDovecot } from '@app/testing';
import { EmailUnderTest } from './email-under-test.js';
import { memoryWithoutMail, peakMemory } from './peak-memory.js';

const NOWHERE = { host: '127.0.0.1', port: 9 };
const LAST_YEAR = new Date('2025-01-05T07:12:00Z');
const mail = (n: number | string) => `From: kate@customer.test\r\nSubject: ${n}\r\nMessage-ID: <${n}@customer.test>\r\n\r\nHello ${n}\r\n`;

function* mails(count: number, name = ''): Generator<string> {
  for (let n = 0; n < count; n += 1) yield mail(`${name}${n}`);
}

let dovecot: Dovecot;
let app: EmailUnderTest;

beforeAll(async () => {
  dovecot = await startDovecot({ users: { 'away@test.local': 'secret', 'big@test.local': 'secret', 'restart@test.local': 'secret' } });
  app = await EmailUnderTest.start();
  await app.stopReading();
}, 60_000);
afterAll(async () => {
  await app.stop();
  await dovecot.stop();
});

async function taken(inbox: string): Promise<{ events: number; mails: number }> {
  const [row] = await app.store.query<{ events: number; mails: number }>(
    `select count(*)::int as events, count(distinct data ->> 'externalId')::int as mails from events
     where topic = 'intake.email' and data ->> 'inboxId' = $1`,
    [inbox],
  );
  return row ?? { events: 0, mails: 0 };
}

const long = { timeoutMs: 180_000, everyMs: 100 };

test('10,000 mails that came in an outage: each once, in order (fail:I1)', async () => {
  const inbox = await app.inbox({ address: 'away@test.local', imap: dovecot.imap, smtp: NOWHERE });
  dovecot.deliverMany('away@test.local', mails(10_000));
  app.startReading();
  await eventually(async () => expect(await taken(inbox)).toEqual({ events: 10_000, mails: 10_000 }), long);
  const uids = (await app.events(inbox)).map((event) => event.uid);
  expect(uids).toEqual(uids.toSorted((a, b) => a - b));
  await app.stopReading();
}, 400_000);

test('a server that is restarted: the mailbox is read again without anybody’s help (fault:M1)', async () => {
  const inbox = await app.inbox({ address: 'restart@test.local', imap: dovecot.imap, smtp: NOWHERE });
  app.startReading();
  let expected = 0;
  const comes = async (subject: string): Promise<void> => {
    expected += 1;
    dovecot.deliver('restart@test.local', mail(subject));
    await eventually(async () => expect(await taken(inbox)).toEqual({ events: expected, mails: expected }), long);
  };
  await comes('before');
  for (const n of [1, 2]) {
    await dovecot.kill9();
    expected += 1;
    dovecot.deliver('restart@test.local', mail(`while it was away ${n}`));
    await dovecot.start();
    await comes(`after ${n}`);
  }
  await app.stopReading();
}, 400_000);

test('a folder of 100,000 old mails: the first new one comes at once, after a restart too, and memory stays flat', async () => {
  const small = { NODE_OPTIONS: '--max-old-space-size=200' };
  const idle = await memoryWithoutMail(app, small);
  const address = 'big@test.local';
  dovecot.archive(address, 'Big', mails(100_000, 'old '), LAST_YEAR);
  // The server's own index of the folder is not what is looked at here.
  dovecot.doveadm(['index', '-u', address, 'Archive/Big']);
  const inbox = await app.inbox({ address, imap: dovecot.imap, smtp: NOWHERE, more: { folders: [{ path: 'Archive/Big' }] } });
  for (const n of [1, 2]) {
    const email = await app.process(small);
    dovecot.archive(address, 'Big', [mail(`new ${n}`)], new Date());
    await eventually(async () => expect((await app.mails(inbox)).map((one) => one.subject)).toContain(`new ${n}`), long);
    expect(await taken(inbox)).toEqual({ events: n, mails: n });
    expect(peakMemory(email) - idle).toBeLessThan(150);
    await email.stop();
  }
}, 400_000);
