import { parseMail } from '@app/mail';
import { type Dovecot, eventually, FaultProxy, type Postfix, startDovecot, startPostfix } from '@app/testing';
import { EmailUnderTest } from './email-under-test.js';

const KATE = 'kate@customer.test';
const MAILBOXES = Array.from({ length: 5 }, (_, n) => `support${n}@test.local`);

describe('copies in the Sent folder', () => {
  let dovecot: Dovecot;
  let postfix: Postfix;
  let proxy: FaultProxy;
  let app: EmailUnderTest;
  let mailboxes = 0;

  beforeAll(async () => {
    dovecot = await startDovecot({ users: Object.fromEntries([KATE, ...MAILBOXES].map((address) => [address, 'secret'])) });
    postfix = await startPostfix({ dovecot });
    proxy = await FaultProxy.start(dovecot.imap);
    app = await EmailUnderTest.start();
  }, 60_000);
  afterAll(async () => {
    await app.stop();
    await proxy.stop();
    await postfix.stop();
    await dovecot.stop();
  });

  async function anInbox(more: object): Promise<{ id: string; address: string }> {
    const address = MAILBOXES[mailboxes++] ?? '';
    return { id: await app.inbox({ address, imap: proxy.endpoint, smtp: postfix.smtp, more }), address };
  }
  const accepted = (id: string) =>
    eventually(async () => expect((await app.deliveries(id)).map((row) => row.state)).toEqual(['accepted']), { timeoutMs: 60_000 });
  const sent = (address: string) => dovecot.readMailbox(address, 'Sent');
  const copied = (message: string) =>
    app.store.query(`select from sent_copies where message_id = $1 and done_at is not null`, [message]).then((rows) => rows.length);

  test('the mail as it was sent lies there, seen, once', async () => {
    const inbox = await anInbox({ sentCopy: true });
    const id = await app.answer(inbox.id, KATE, 'Завтра привезём.');
    await accepted(id);
    await eventually(() => expect(sent(inbox.address)).toHaveLength(1), { timeoutMs: 60_000 });
    const [copy] = sent(inbox.address);
    const arrived = await eventually(() => {
      const raw = dovecot.readMailbox(KATE).at(-1);
      if (!raw) throw new Error('no mail yet');
      return raw;
    });
    expect(String(arrived)).toContain(String(copy).trimEnd().slice(-200));
    expect((await parseMail(copy ?? Buffer.alloc(0))).messageId).toBe((await parseMail(arrived)).messageId);
    expect(dovecot.flags(inbox.address, 'Sent')).toEqual({ 1: '\\Seen' });
  });

  test('a process that died before it had noted the copy puts no second one there', async () => {
    const inbox = await anInbox({ sentCopy: true });
    const id = await app.answer(inbox.id, KATE, 'Once');
    await eventually(async () => expect(await copied(id)).toBe(1), { timeoutMs: 60_000 });
    await app.store.query(`update sent_copies set done_at = null where message_id = $1`, [id]);
    await app.restart();
    await eventually(async () => expect(await copied(id)).toBe(1), { timeoutMs: 60_000 });
    expect(sent(inbox.address)).toHaveLength(1);
  });

  test('what was taken in of the Sent folder is known as our own mail: no ticket', async () => {
    const inbox = await anInbox({ sentCopy: true, folders: [{ path: 'Sent' }] });
    const id = await app.answer(inbox.id, KATE, 'Mine');
    await eventually(async () => expect(await copied(id)).toBe(1), { timeoutMs: 60_000 });
    const [taken] = await eventually(async () => {
      const mails = await app.mails(inbox.id);
      expect(mails).toHaveLength(1);
      return mails;
    });
    const [known] = await app.store.query<{ message: string }>(`select message from message_ids where inbox_id = $1 and message_id = $2`, [
      inbox.id,
      taken?.messageId,
    ]);
    expect(known?.message).toBe(id);
  });

  test('a server that takes no copy is a note of the inbox; the answer was sent all the same', async () => {
    const inbox = await anInbox({ sentCopy: true });
    proxy.set((piece, direction) => (direction === 'toServer' && / APPEND /.test(piece.toString('latin1')) ? 'cut' : 'pass'));
    const id = await app.answer(inbox.id, KATE, 'Sent anyway');
    await accepted(id);
    await eventually(async () => expect(await app.health(inbox.id)).toEqual({ health: 'failing', code: 'sent-copy-refused' }), {
      timeoutMs: 60_000,
    });
    expect(sent(inbox.address)).toEqual([]);
    proxy.heal();
    await app.store.query(`update sent_copies set not_before = now() where message_id = $1`, [id]);
    await app.restart();
    await eventually(() => expect(sent(inbox.address)).toHaveLength(1), { timeoutMs: 60_000 });
    await eventually(async () => expect(await app.health(inbox.id)).toEqual({ health: 'ok', code: null }), { timeoutMs: 60_000 });
  });

  test('nobody asked for copies: there are none', async () => {
    const inbox = await anInbox({});
    const id = await app.answer(inbox.id, KATE, 'No copy');
    await accepted(id);
    expect(await app.store.query(`select from sent_copies where message_id = $1`, [id])).toEqual([]);
  });
});
