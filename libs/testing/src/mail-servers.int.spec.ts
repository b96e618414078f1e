import { ImapFlow } from 'imapflow';
import { type Dovecot, type Endpoint, startDovecot } from './dovecot.js';
import { eventually } from './eventually.js';
import { MailPerson, sendMail } from './mail-client.js';
import { type Postfix, startPostfix } from './postfix.js';
import { descendantsOf } from './process.js';

const SUPPORT = 'support@test.local';
const KATE = 'kate@customer.test';

let dovecot: Dovecot;
let postfix: Postfix;
let kate: MailPerson;
let support: MailPerson;

beforeAll(async () => {
  dovecot = await startDovecot({ users: { [SUPPORT]: 'secret', [KATE]: 'hers' } });
  postfix = await startPostfix({ dovecot });
  kate = new MailPerson({ dovecot, smtp: postfix.smtp }, KATE);
  support = new MailPerson({ dovecot, smtp: postfix.smtp }, SUPPORT);
});

afterAll(async () => {
  await postfix.stop();
  await dovecot.stop();
});

function imap(at: Endpoint, pass: string, secure = false): ImapFlow {
  const client = new ImapFlow({
    ...at,
    secure,
    auth: { user: SUPPORT, pass },
    logger: false,
    tls: { ca: dovecot.certificate, servername: 'localhost' },
  });
  client.on('error', () => undefined);
  return client;
}

async function uidValidity(): Promise<{ uidValidity: bigint; exists: number }> {
  const client = imap(dovecot.imap, 'secret');
  await client.connect();
  const { uidValidity: validity, exists } = await client.mailboxOpen('INBOX');
  await client.logout();
  return { uidValidity: validity, exists };
}

test('a customer writes, the organisation answers with its password, the customer reads the answer in the thread', async () => {
  const { messageId } = await kate.send({ to: 'support+token@test.local', subject: 'Где заказ?', text: 'Жду третий день' });
  const question = await support.awaitMail((mail) => mail.messageId === messageId);
  expect(question.subject).toBe('Где заказ?');
  expect(question.headers.get('delivered-to')).toMatchObject({ text: 'support+token@test.local' });

  await support.reply(question, 'Завтра', { password: 'secret' });
  const answer = await kate.awaitMail((mail) => mail.inReplyTo === messageId);
  expect(answer.text).toContain('> Жду третий день');
});

test('an unknown user is refused at RCPT, a mailbox that vanished later comes back as a notification', async () => {
  await expect(kate.send({ to: 'nobody@test.local', text: 'x' })).rejects.toThrow('550 5.1.1');
  await kate.send({ to: 'gone@bounces.test', text: 'x' });
  const notification = await kate.awaitMail((mail) => /undelivered/i.test(mail.subject ?? ''));
  expect(notification.text).toContain('gone@bounces.test');
});

test('only who logs in may write to other domains, and nothing leaves the machine', async () => {
  const elsewhere = { to: 'x@elsewhere.example', text: 'x' };
  await expect(kate.send(elsewhere)).rejects.toThrow('Relay access denied');
  await expect(sendMail(postfix.smtp, { from: KATE, password: 'wrong', ...elsewhere })).rejects.toThrow('authentication failed');
  await expect(sendMail(postfix.smtp, { from: KATE, password: 'hers', ...elsewhere })).rejects.toThrow('only the test domains');
});

test('a user who is added later can be written to and logs in', async () => {
  dovecot.addUser('late@test.local', 'a:b c');
  await kate.send({ to: 'late@test.local', text: 'hello' });
  await new MailPerson({ dovecot, smtp: postfix.smtp }, 'late@test.local').awaitMail();
  expect(dovecot.logsIn('late@test.local', 'a:b c')).toBe(true);
});

test('IMAP is plain on one address, with TLS on another', async () => {
  for (const [at, secure] of [
    [dovecot.imap, false],
    [dovecot.imaps, true],
    [dovecot.imapStartTls, false],
  ] as const) {
    const client = imap(at, 'secret', secure);
    await client.connect();
    expect(client.secureConnection).toBe(at !== dovecot.imap && at.host === '127.0.0.2');
    expect((await client.list()).map((box) => box.specialUse)).toEqual(['\\Inbox', '\\Sent', '\\Junk']);
    await client.logout();
  }
});

test('a changed password holds from the next login on, also one that is as long', async () => {
  await dovecot.setPassword(SUPPORT, 'change');
  await expect(imap(dovecot.imap, 'secret').connect()).rejects.toMatchObject({ authenticationFailed: true });
  await dovecot.setPassword(SUPPORT, 'secret');
  const client = imap(dovecot.imap, 'secret');
  await client.connect();
  await client.logout();
});

test('a thousand mails are put in at once, in order, and IDLE tells of the next', async () => {
  const before = dovecot.readMailbox(SUPPORT).length;
  dovecot.deliverMany(
    SUPPORT,
    Array.from({ length: 1000 }, (_, n) => `From: ${KATE}\r\nSubject: mail ${n}\r\n\r\nbody\r\n`),
  );
  const mails = dovecot.readMailbox(SUPPORT).slice(before);
  expect(mails.map((raw) => /Subject: mail (\d+)/.exec(String(raw))?.[1])).toEqual(Array.from({ length: 1000 }, (_, n) => String(n)));

  const client = imap(dovecot.imap, 'secret');
  await client.connect();
  const { exists } = await client.mailboxOpen('INBOX');
  expect(exists).toBe(before + 1000);
  const told = new Promise((resolve) => client.once('exists', resolve));
  void client.idle();
  dovecot.deliver(SUPPORT, 'Subject: one more\r\n\r\n');
  await told;
  await client.logout();
});

test('a mailbox is read in the order of its UIDs, although many mails are delivered at once', async () => {
  const before = dovecot.countMails(SUPPORT);
  const write = async (sender: number): Promise<void> => {
    for (let n = 0; n < 40; n += 1) await kate.send({ to: SUPPORT, messageId: `<at-once-${sender}-${n}@customer.test>`, text: 'x' });
  };
  await Promise.all(Array.from({ length: 6 }, (_, sender) => write(sender)));
  await eventually(() => expect(dovecot.countMails(SUPPORT)).toBe(before + 240));
  const fetched = dovecot.doveadm(['-f', 'tab', 'fetch', '-u', SUPPORT, 'uid hdr.message-id', 'mailbox', 'INBOX', 'all']);
  const read = dovecot.readMailbox(SUPPORT).map(String).join('\n');
  const [ours, theirs] = [read, fetched].map((text) => [...text.matchAll(/<(at-once-[\d-]+)@/g)].map(([, id]) => id));
  expect(theirs).toHaveLength(240);
  expect(ours).toEqual(theirs);
});

test('a kick closes the connection; the mailbox may have a new UIDVALIDITY then, with the same mails', async () => {
  const before = await uidValidity();
  const client = imap(dovecot.imap, 'secret');
  await client.connect();
  const closed = new Promise((resolve) => client.once('close', resolve));
  dovecot.newUidValidity(SUPPORT);
  await closed;
  const after = await uidValidity();
  expect(after.uidValidity).not.toBe(before.uidValidity);
  expect(after.exists).toBe(before.exists);
});

test('what Postfix took is delivered although both servers are killed', async () => {
  await dovecot.kill9();
  const { messageId } = await kate.send({ to: SUPPORT, subject: 'kept', text: 'x' });
  await postfix.kill9();
  await expect(kate.send({ to: SUPPORT, text: 'x' })).rejects.toThrow('ECONNREFUSED');
  await expect(imap(dovecot.imap, 'secret').connect()).rejects.toThrow();
  expect(postfix.queue()).toHaveLength(1);
  await dovecot.restart();
  await postfix.restart();
  await support.awaitMail((mail) => mail.messageId === messageId);
});

test('stopped servers leave no process and no folder', async () => {
  const known = new Set(descendantsOf(process.pid));
  const mailboxes = await startDovecot({ users: { [SUPPORT]: 'secret' } });
  const server = await startPostfix({ dovecot: mailboxes });
  await sendMail(server.smtp, { from: KATE, to: SUPPORT, text: 'x' });
  await new MailPerson({ dovecot: mailboxes, smtp: server.smtp }, SUPPORT).awaitMail();
  await server.stop();
  await mailboxes.stop();
  // One that was begun to end another may be about to end itself.
  await eventually(() => expect(descendantsOf(process.pid).filter((pid) => !known.has(pid))).toEqual([]));
  expect(() => mailboxes.certificate).toThrow('ENOENT');
});
