import { type Dovecot, eventually, FaultProxy, startDovecot } from '@app/testing';
import { EmailUnderTest } from './email-under-test.js';

const NOWHERE = { host: '127.0.0.1', port: 9 };
const mail = (n: number | string, body = 'Hello') =>
  `From: kate${n}@customer.test\r\nSubject: ${n}\r\nMessage-ID: <${n}@customer.test>\r\n\r\n${body}\r\n`;
const subjects = (count: number) => Array.from({ length: count }, (_, n) => String(n));

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

  test('what comes after the inbox was made is taken, in order, once; what was there before is not (fail:I14)', async () => {
    const address = aMailbox();
    dovecot.deliver(address, mail('old'));
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    const inbox = await anInbox(address);
    for (const n of subjects(3)) dovecot.deliver(address, mail(n));
    await eventually(async () => expect(await taken(inbox)).toEqual(subjects(3)));
    dovecot.deliver(address, mail('next'));
    await eventually(async () => expect(await taken(inbox)).toEqual([...subjects(3), 'next']));
  });
});
