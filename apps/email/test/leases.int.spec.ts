import { Lease, mailCursor, moveMailCursor } from '@app/store';
import { type Dovecot, eventually, startDovecot } from '@app/testing';
import { EmailUnderTest } from './email-under-test.js';

const NOWHERE = { host: '127.0.0.1', port: 9 };
const ADDRESS = 'box@test.local';
const mail = (n: number | string) => `From: kate@customer.test\r\nSubject: ${n}\r\n\r\nHello\r\n`;

describe('two processes that want the same mailbox', () => {
  let dovecot: Dovecot;
  let app: EmailUnderTest;
  let inbox: string;

  beforeAll(async () => {
    dovecot = await startDovecot({ users: { [ADDRESS]: 'secret' } });
    app = await EmailUnderTest.start();
    await app.stopReading();
    inbox = await app.inbox({ address: ADDRESS, imap: dovecot.imap, smtp: NOWHERE });
  }, 60_000);
  afterAll(async () => {
    await app.stop();
    await dovecot.stop();
  });

  const taken = async () => (await app.mails(inbox)).map((one) => one.subject);
  const sessions = () => dovecot.doveadm(['who', '-1', ADDRESS]).trim().split('\n').slice(1).length;
  const holder = async () =>
    (await app.store.query<{ holder: string }>(`select holder from leases where name = $1`, [`email:${inbox}`]))[0]?.holder;
  const long = { timeoutMs: 60_000 };

  test('exactly one reads; killed, it is replaced as soon as its lease is over; stopped and woken, it gives way (fault:M31)', async () => {
    const first = await app.process();
    dovecot.deliver(ADDRESS, mail('0'));
    await eventually(async () => expect(await taken()).toEqual(['0']), long);
    const second = await app.process();
    dovecot.deliver(ADDRESS, mail('1'));
    await eventually(async () => expect(await taken()).toEqual(['0', '1']), long);
    await eventually(() => expect(sessions()).toBe(1), long);

    const before = await holder();
    await first.kill9();
    const [left] = await app.store.query<{ s: number }>(
      `select extract(epoch from expires_at - now())::float8 as s from leases where name = $1`,
      [`email:${inbox}`],
    );
    expect(left?.s).toBeLessThanOrEqual(6);
    dovecot.deliver(ADDRESS, mail('2'));
    await eventually(async () => expect(await taken()).toEqual(['0', '1', '2']), long);
    expect(await holder()).not.toBe(before);

    process.kill(second.pid, 'SIGSTOP');
    const third = await app.process();
    dovecot.deliver(ADDRESS, mail('3'));
    await eventually(async () => expect(await taken()).toEqual(['0', '1', '2', '3']), long);
    process.kill(second.pid, 'SIGCONT');
    await eventually(() => expect(sessions()).toBe(1), long);
    dovecot.deliver(ADDRESS, mail('4'));
    await eventually(async () => expect(new Set(await taken())).toEqual(new Set(['0', '1', '2', '3', '4'])), long);
    const events = await app.events(inbox);
    expect(new Set(events.map((event) => event.externalId)).size).toBe(5);
    await Promise.all([second.stop(), third.stop()]);
  }, 300_000);

  test('what a former holder still writes of the cursor is refused', async () => {
    const { cursor } = await mailCursor(app.store, inbox, 'INBOX');
    if (!cursor) throw new Error('no cursor');
    const [{ epoch } = { epoch: '0' }] = await app.store.query<{ epoch: string }>(`select epoch from mail_cursors where inbox_id = $1`, [
      inbox,
    ]);
    const former = new Lease(`email:${inbox}`, BigInt(epoch) - 1n, Number.POSITIVE_INFINITY);
    await moveMailCursor(app.store, { inboxId: inbox, folder: 'INBOX', cursor: { ...cursor, uid: 1 }, lookedAt: null, lease: former });
    expect((await mailCursor(app.store, inbox, 'INBOX')).cursor).toEqual(cursor);
  });
});
