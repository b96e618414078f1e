import { EmailSettings } from '@app/contracts';
import { type Dovecot, type Postfix, startDovecot, startPostfix } from '@app/testing';
import { roundTripStep } from './round-trip.js';

const READ = 'support@test.local';
const OTHER = 'sales@test.local';

describe('a mail from the mailbox to itself', () => {
  let dovecot: Dovecot;
  let postfix: Postfix;

  beforeAll(async () => {
    dovecot = await startDovecot({ users: { [READ]: 'secret', [OTHER]: 'secret' } });
    postfix = await startPostfix({ dovecot });
  }, 60_000);
  afterAll(async () => {
    await postfix.stop();
    await dovecot.stop();
  });

  /** @param address what is written to; the mailbox that is read is always the same */
  async function trip(token: string, address = READ, more: { afterTaking?: { moveTo: string }; password?: string; waitMs?: number } = {}) {
    const proof = { password: more.password ?? 'secret' };
    const server = { tls: 'none', user: READ } as const;
    const settings = EmailSettings.parse({
      address,
      imap: { ...dovecot.imap, ...server },
      smtp: { ...postfix.smtp, ...server },
      afterTaking: more.afterTaking ?? 'leave',
    });
    const { waitMs = 60_000 } = more;
    return roundTripStep({ settings, proofs: { imap: proof, smtp: proof }, token, subject: 'Проверка', text: 'Проверка.', waitMs });
  }

  test('comes, says that a machine wrote it, and is left unread', async () => {
    expect(await trip('aaaa')).toMatchObject({ level: 'ok', code: 'round-trip-works', params: { folder: 'INBOX' } });
    expect(String(dovecot.readMailbox(READ)[0])).toMatch(/^Auto-Submitted: auto-generated\r?$/m);
    expect(Object.values(dovecot.flags(READ)).join('')).not.toContain('Seen');
  });

  test('that our own reader has moved meanwhile has come', async () => {
    dovecot.deliver(READ, 'Message-ID: <bbbb@test.local>\r\nSubject: x\r\n\r\nx\r\n', undefined, 'Sent');
    expect(await trip('bbbb', OTHER, { afterTaking: { moveTo: 'Sent' } })).toMatchObject({ level: 'ok', params: { folder: 'Sent' } });
  });

  test('in the junk folder is a warning', async () => {
    dovecot.deliver(READ, 'Message-ID: <cccc@test.local>\r\nSubject: x\r\n\r\nx\r\n', undefined, 'Junk');
    expect(await trip('cccc', OTHER)).toMatchObject({ level: 'warning', code: 'round-trip-junk', params: { folder: 'Junk' } });
  });

  test('that goes to another mailbox is told after a while', async () => {
    expect(await trip('dddd', OTHER, { waitMs: 1_500 })).toMatchObject({ level: 'warning', code: 'round-trip-late' });
  });

  test('that the server refuses is told with its words, and so is a refused password', async () => {
    expect(await trip('eeee', 'nobody@test.local')).toMatchObject({ level: 'failed', code: 'refused-recipient-unknown' });
    expect(await trip('ffff', READ, { password: 'wrong' })).toMatchObject({ level: 'failed', code: 'smtp-login-refused' });
  });
});
