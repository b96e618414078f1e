import { MailReceived } from './intake.js';

describe('a mail that was received', () => {
  const first = {
    inboxId: '0190b6a0-0000-7000-8000-000000000000',
    externalId: 'a'.repeat(64),
    receivedAt: '2026-11-23T10:00:00.000Z',
    carried: { kind: 'inline' },
    sender: 'kate@customer.test',
    folder: 'INBOX',
    uidValidity: '7',
    uid: 12,
  };

  test('as the first version told it is still read', () => {
    expect(MailReceived.data.parse(first)).toMatchObject({ ...first, historic: false, envelope: null });
  });

  test('may have been handed over: then it lies in no folder', () => {
    const { folder: _, uidValidity: __, uid: ___, ...handed } = first;
    const envelope = { clientAddress: null, helo: null, mailFrom: '', recipients: ['support@shop.test'] };
    expect(MailReceived.data.parse({ ...handed, envelope })).toMatchObject({ folder: null, uidValidity: null, uid: null, envelope });
  });
});
