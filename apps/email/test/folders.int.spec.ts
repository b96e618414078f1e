import { Leases, pendingImports, requestImport } from '@app/store';
import { type Dovecot, eventually, FaultProxy, startDovecot } from '@app/testing';
import { CursorKeeper } from '../src/intake/cursor-keeper.js';
import { ImapSession } from '../src/intake/imap-session.js';
import { TakenMail } from '../src/intake/taken-mail.js';
import { Unfetched } from '../src/intake/unfetched.js';
import { EmailUnderTest } from './email-under-test.js';
import type { InboxAt } from './mailbox-at.js';
import { startSmtpSink } from './smtp-sink.js';

const LAST_YEAR = new Date('2025-01-05T07:12:00Z');
const mail = (n: number | string) => `From: kate@customer.test\r\nSubject: ${n}\r\nMessage-ID: <${n}@customer.test>\r\n\r\nHello\r\n`;

let dovecot: Dovecot;
let app: EmailUnderTest;
let smtp: Awaited<ReturnType<typeof startSmtpSink>>;
let users = 0;

beforeAll(async () => {
  dovecot = await startDovecot({});
  smtp = await startSmtpSink();
  app = await EmailUnderTest.start();
}, 60_000);
afterAll(async () => {
  await app.stop();
  await smtp.stop();
  await dovecot.stop();
});

function aMailbox(): string {
  const address = `folders${(users += 1)}@test.local`;
  dovecot.addUser(address, 'secret');
  return address;
}

const anInbox = (address: string, at: Partial<InboxAt> = {}) => app.inbox({ address, imap: dovecot.imap, smtp: smtp.endpoint, ...at });
const taken = async (inbox: string) => (await app.mails(inbox)).map((one) => one.subject);
const awaitTaken = (inbox: string, expected: readonly string[]) =>
  eventually(async () => expect((await taken(inbox)).sort()).toEqual([...expected].sort()), { timeoutMs: 60_000 });
const cursors = (inbox: string) =>
  app.store.query<{ folder: string; uid: string; settled: string; looked: Date | null }>(
    `select folder, uid, settled_uid as settled, looked_at as looked from mail_cursors where inbox_id = $1 order by folder`,
    [inbox],
  );

describe('further folders', () => {
  test('are read beside INBOX, each with a cursor of its own; mail in junk is marked', async () => {
    const address = aMailbox();
    dovecot.doveadm(['mailbox', 'create', '-u', address, 'Shop/Orders']);
    const inbox = await anInbox(address, { more: { folders: [{ path: 'Shop/Orders' }], junk: true } });
    dovecot.deliver(address, mail('inbox'));
    dovecot.deliver(address, mail('order'), undefined, 'Shop/Orders');
    dovecot.deliver(address, mail('spam'), undefined, 'Junk');
    await awaitTaken(inbox, ['inbox', 'order', 'spam']);
    const events = await app.events(inbox);
    expect(new Map(events.map((event) => [event.folder, event.junk]))).toEqual(
      new Map([
        ['INBOX', false],
        ['Shop/Orders', false],
        ['Junk', true],
      ]),
    );
    expect((await cursors(inbox)).map((one) => one.folder)).toEqual(['INBOX', 'Junk', 'Shop/Orders']);

    // What comes while nobody reads is there at the next start, in each of them once.
    await app.stopReading();
    dovecot.deliver(address, mail('order 2'), undefined, 'Shop/Orders');
    dovecot.deliver(address, mail('inbox 2'));
    app.startReading();
    await awaitTaken(inbox, ['inbox', 'inbox 2', 'order', 'order 2', 'spam']);
  });

  test('one that is missing is told, and the others are read', async () => {
    const address = aMailbox();
    dovecot.doveadm(['mailbox', 'create', '-u', address, 'There']);
    const inbox = await anInbox(address, { more: { folders: [{ path: 'Gone' }, { path: 'There' }] } });
    dovecot.deliver(address, mail('there'), undefined, 'There');
    dovecot.deliver(address, mail('inbox'));
    await awaitTaken(inbox, ['inbox', 'there']);
    await eventually(async () => expect(await app.failures(inbox, 'mailbox-folder-missing')).toBe(1));
  });

  test('without IDLE the server is asked for news (fail:I6)', async () => {
    const address = aMailbox();
    const proxy = await FaultProxy.start(dovecot.imap);
    proxy.set((piece) => {
      const text = piece.toString('latin1');
      return text.includes(' IDLE') ? { replace: Buffer.from(text.replaceAll(' IDLE', ''), 'latin1') } : 'pass';
    });
    const server = { ...proxy.endpoint, tls: 'none', user: address } as const;
    const session = await ImapSession.open({ server, proof: { password: 'secret' }, noopMs: 50 }, 'INBOX');
    const news = session.awaitNews(60_000, new AbortController().signal);
    dovecot.deliver(address, mail('x'));
    await news;
    expect(await session.uidsAfter(0)).toEqual([1]);
    await session.logout();
    await proxy.stop();
  });
});

describe('what becomes of taken mail on the server', () => {
  test('left: nothing changes there, not even a mark (fail:I14, fail:I16)', async () => {
    const address = aMailbox();
    dovecot.deliver(address, mail('old'), LAST_YEAR);
    const inbox = await anInbox(address);
    dovecot.deliver(address, mail('0'));
    await awaitTaken(inbox, ['0']);
    await eventually(async () => expect((await cursors(inbox))[0]).toMatchObject({ uid: '2', settled: '2' }));
    expect(dovecot.flags(address)).toEqual({ 1: expect.not.stringContaining('Seen'), 2: expect.not.stringContaining('Seen') });
  });

  test('marked as seen: what was taken, and not what was there before', async () => {
    const address = aMailbox();
    dovecot.deliver(address, mail('old'), LAST_YEAR);
    const inbox = await anInbox(address, { more: { afterTaking: 'mark-seen' } });
    dovecot.deliver(address, mail('0'));
    await awaitTaken(inbox, ['0']);
    await eventually(() =>
      expect(dovecot.flags(address)).toEqual({ 1: expect.not.stringContaining('Seen'), 2: expect.stringContaining('Seen') }),
    );
  });

  test('moved: once, into a folder that is made; what a cut left behind is moved later (fail:I15)', async () => {
    const address = aMailbox();
    const inbox = await anInbox(address, { more: { afterTaking: { moveTo: 'Done' } } });
    for (const n of ['0', '1', '2']) dovecot.deliver(address, mail(n));
    await awaitTaken(inbox, ['0', '1', '2']);
    await eventually(() => expect(dovecot.readMailbox(address, 'Done')).toHaveLength(3));
    // The server links a mail into the other folder first, and takes it out of this one then.
    await eventually(() => expect(dovecot.readMailbox(address)).toEqual([]));

    // As it stands when the process dies between the bus's acknowledgement and the move.
    await app.stopReading();
    dovecot.deliver(address, mail('3'));
    await app.store.query(`update mail_cursors set uid = 4, settled_uid = 3 where inbox_id = $1`, [inbox]);
    app.startReading();
    await eventually(() => expect(dovecot.readMailbox(address, 'Done')).toHaveLength(4));
    await eventually(() => expect(dovecot.readMailbox(address)).toEqual([]));
    expect(await taken(inbox)).toHaveLength(3);
  });

  test('a move that is refused leaves everything as it was, is told, and intake goes on; later it is done (fail:I15)', async () => {
    const address = aMailbox();
    const proxy = await FaultProxy.start(dovecot.imap);
    let refused = 0;
    proxy.set((piece, direction) => {
      const text = piece.toString('latin1');
      if (direction === 'toClient' || !text.includes('UID MOVE')) return 'pass';
      refused += 1;
      return { replace: Buffer.from(text.replace('UID MOVE', 'UID MOVX'), 'latin1') };
    });
    const inbox = await anInbox(address, { imap: proxy.endpoint, more: { afterTaking: { moveTo: 'Done' } } });
    dovecot.deliver(address, mail('0'));
    await awaitTaken(inbox, ['0']);
    await eventually(() => expect(refused).toBeGreaterThanOrEqual(1));
    for (const n of ['1', '2']) dovecot.deliver(address, mail(n));
    await awaitTaken(inbox, ['0', '1', '2']);
    expect(dovecot.readMailbox(address)).toHaveLength(3);
    expect(dovecot.readMailbox(address, 'Done')).toEqual([]);
    await eventually(async () => expect(await app.failures(inbox, 'mailbox-move-refused')).toBe(1));
    proxy.heal();
    await app.restart();
    await eventually(() => expect(dovecot.readMailbox(address, 'Done')).toHaveLength(3));
    await eventually(() => expect(dovecot.readMailbox(address)).toEqual([]));
    await proxy.stop();
  });
});

test('a move that fails a hundred times leaves no copy behind (fail:I15)', async () => {
  const address = aMailbox();
  await app.stopReading();
  const inbox = await anInbox(address);
  const opened = await app.opened(inbox);
  const lease = await app.given(Leases).acquire(`test:${inbox}`);
  if (!lease) throw new Error('not free');
  for (const n of ['0', '1', '2']) dovecot.deliver(address, mail(n));
  const proxy = await FaultProxy.start(dovecot.imap);
  const server = { ...proxy.endpoint, tls: 'none', user: address } as const;
  const session = await ImapSession.open({ server, proof: { password: 'secret' } }, { path: 'INBOX', writable: true });
  const unfetched = new Unfetched(app.store, inbox);
  await unfetched.open();
  const keeper = new CursorKeeper(app.store, opened.id, 'INBOX', lease);
  await keeper.open(session.folder);
  keeper.moveTo(3);
  const taken = new TakenMail({ moveTo: 'Done' }, keeper, unfetched, 0);
  const { signal } = new AbortController();
  proxy.set((piece, direction) => {
    const text = piece.toString('latin1');
    return direction === 'toServer' ? { replace: Buffer.from(text.replace('UID MOVE', 'UID MOVX'), 'latin1') } : 'pass';
  });
  for (let n = 0; n < 100; n += 1) expect(await taken.settle(session, signal)).toMatchObject({ code: 'mailbox-move-refused' });
  expect(dovecot.readMailbox(address, 'Done')).toEqual([]);
  expect(dovecot.readMailbox(address)).toHaveLength(3);
  proxy.heal();
  expect(await taken.settle(session, signal)).toBeNull();
  expect(dovecot.readMailbox(address, 'Done')).toHaveLength(3);
  expect(dovecot.readMailbox(address)).toEqual([]);
  await session.logout();
  await proxy.stop();
  app.startReading();
});

describe('history on demand', () => {
  const progress = (inbox: string) =>
    app.store.query<{ folder: string; done: number; total: number; finished: boolean }>(
      `select folder, done, total, finished_at is not null as finished from mail_imports where inbox_id = $1`,
      [inbox],
    );

  test('is taken when asked for, silently, once, and new mail does not wait for it (fail:I14)', async () => {
    const address = aMailbox();
    const old = Array.from({ length: 300 }, (_, n) => `old ${n}`);
    for (const n of old) dovecot.deliver(address, mail(n), LAST_YEAR);
    const inbox = await anInbox(address);
    dovecot.deliver(address, mail('new'));
    await awaitTaken(inbox, ['new']);
    expect(await pendingImports(app.store, inbox)).toEqual([]);

    await app.store.transaction((tx) => requestImport(tx, inbox, null));
    app.email.wake([inbox]);
    await eventually(async () => expect(await progress(inbox)).toEqual([{ folder: 'INBOX', done: 300, total: 301, finished: true }]), {
      timeoutMs: 60_000,
    });
    const events = await app.events(inbox);
    expect(events.filter((event) => event.historic)).toHaveLength(300);
    expect(events.filter((event) => !event.historic)).toHaveLength(1);
  });

  test('since a day: what the server got since then', async () => {
    const address = aMailbox();
    dovecot.deliver(address, mail('2024'), new Date('2024-06-01T12:00:00Z'));
    dovecot.deliver(address, mail('2025'), LAST_YEAR);
    const inbox = await anInbox(address);
    await eventually(async () => expect(await cursors(inbox)).toHaveLength(1));
    await app.store.transaction((tx) => requestImport(tx, inbox, new Date('2025-01-01T00:00:00Z')));
    app.email.wake([inbox]);
    await awaitTaken(inbox, ['2025']);
    expect((await app.events(inbox)).map((event) => event.historic)).toEqual([true]);
  });

  test('a folder that is missing does not keep back those after it', async () => {
    const address = aMailbox();
    dovecot.deliver(address, mail('inbox'), LAST_YEAR);
    dovecot.doveadm(['mailbox', 'create', '-u', address, 'Shop']);
    dovecot.deliver(address, mail('shop'), LAST_YEAR, 'Shop');
    const inbox = await anInbox(address, { more: { folders: [{ path: 'Missing' }, { path: 'Shop' }] } });
    await eventually(async () => expect(await cursors(inbox)).toHaveLength(2));
    await app.store.transaction((tx) => requestImport(tx, inbox, null));
    app.email.wake([inbox]);
    await awaitTaken(inbox, ['inbox', 'shop']);
    await eventually(async () => expect((await pendingImports(app.store, inbox)).map(({ folder }) => folder)).toEqual(['Missing']));
  });

  test('a folder that was deleted does not keep back those after it either', async () => {
    const address = aMailbox();
    for (const folder of ['Deleted', 'Shop']) dovecot.doveadm(['mailbox', 'create', '-u', address, folder]);
    dovecot.deliver(address, mail('shop'), LAST_YEAR, 'Shop');
    const inbox = await anInbox(address, { more: { folders: [{ path: 'Deleted' }, { path: 'Shop' }] } });
    await eventually(async () => expect(await cursors(inbox)).toHaveLength(3));
    await app.stopReading();
    dovecot.doveadm(['mailbox', 'delete', '-u', address, 'Deleted']);
    await app.store.transaction((tx) => requestImport(tx, inbox, null));
    app.startReading();
    await awaitTaken(inbox, ['shop']);
    await eventually(async () => expect((await pendingImports(app.store, inbox)).map(({ folder }) => folder)).toEqual(['Deleted']));
  });

  test('one that was cut off goes on where it stood', async () => {
    const address = aMailbox();
    for (const n of ['0', '1', '2', '3']) dovecot.deliver(address, mail(n), LAST_YEAR);
    const inbox = await anInbox(address);
    await eventually(async () => expect(await cursors(inbox)).toHaveLength(1));
    await app.stopReading();
    await app.store.transaction((tx) => requestImport(tx, inbox, null));
    const [{ uidvalidity } = { uidvalidity: '' }] = await app.store.query<{ uidvalidity: string }>(
      `select uidvalidity from mail_cursors where inbox_id = $1`,
      [inbox],
    );
    await app.store.query(`update mail_imports set uidvalidity = $2, uid = 2, upto_uid = 4, total = 4, done = 2 where inbox_id = $1`, [
      inbox,
      uidvalidity,
    ]);
    app.startReading();
    await eventually(async () => expect(await progress(inbox)).toEqual([{ folder: 'INBOX', done: 4, total: 4, finished: true }]));
    expect(await taken(inbox)).toEqual(['2', '3']);
  });
});
