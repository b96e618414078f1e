import { cpuCost } from '@app/fuzz';
import { DeskError } from '@app/domain';
import { imapTrouble } from './imap-trouble.js';

const failing = (fields: object) => Object.assign(new Error('Command failed'), fields);

describe('imapTrouble', () => {
  test.each([
    ['a refused password', { authenticationFailed: true, serverResponseCode: 'AUTHENTICATIONFAILED' }, 'mailbox-login-refused', true],
    ['a refusal without a code', { authenticationFailed: true }, 'mailbox-login-refused', true],
    ['a login server that is down', { authenticationFailed: true, serverResponseCode: 'UNAVAILABLE' }, 'mailbox-away', false],
    [
      'IMAP is off at Exchange',
      { responseStatus: 'BAD', responseText: 'User is authenticated but not connected.' },
      'login-imap-off',
      true,
    ],
    ['too many logins', { authenticationFailed: true, serverResponseCode: 'LIMIT' }, 'mailbox-limited', false],
    ['throttled', { code: 'ETHROTTLE', throttleReset: 5_000 }, 'mailbox-limited', false],
    ['a certificate that does not hold', { code: 'CERT_HAS_EXPIRED' }, 'mailbox-tls-failed', true],
    ['no STARTTLS', { tlsFailed: true }, 'mailbox-tls-failed', true],
    ['no such folder', { mailboxMissing: true }, 'mailbox-folder-missing', true],
    ['nobody listens', { code: 'ECONNREFUSED' }, 'mailbox-away', false],
    ['no such host', { code: 'ENOTFOUND' }, 'mailbox-away', false],
    ['a line that was cut', { code: 'NoConnection' }, 'mailbox-away', false],
  ])('%s', (_, fields, code, isLasting) => {
    expect(imapTrouble(failing(fields))).toMatchObject({ reason: { code }, isLasting });
  });

  test('a server that answers without end holds nobody up', async () => {
    const look = () => imapTrouble(failing({ responseStatus: 'NO', responseText: 'no.'.repeat(200_000) }));
    expect(look().reason).toEqual({ code: 'mailbox-refused', params: { answer: 'no.'.repeat(200).slice(0, 200) } });
    expect(await cpuCost(look, 2_000)).toBeLessThan(2_000);
  });

  test('a refused password is tried at most once a minute; a throttled one as the server says', () => {
    expect(imapTrouble(failing({ authenticationFailed: true })).pauseMs).toBe(60_000);
    expect(imapTrouble(failing({ code: 'ETHROTTLE', throttleReset: 5_000 })).pauseMs).toBe(5_000);
  });

  test('what we say ourselves keeps its words', () => {
    const error = new DeskError('invalid', 'tls-needed', 'x');
    expect(imapTrouble(error)).toMatchObject({ reason: { code: 'tls-needed' }, isLasting: true });
  });
});
