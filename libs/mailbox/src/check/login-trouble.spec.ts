import { loginTrouble } from './login-trouble.js';

const GMAIL = 'imap.gmail.com';
const OUTLOOK = 'outlook.office365.com';

describe('what a provider means by a refused login (need:Q4)', () => {
  test.each<[string, string, string, string]>([
    [
      'Gmail: a password of an app is needed',
      GMAIL,
      'NO [ALERT] Application-specific password required: https://support.google.com/accounts/answer/185833 (Failure)',
      'login-app-password',
    ],
    [
      'Gmail by SMTP, the same',
      'smtp.gmail.com',
      '534-5.7.9 Application-specific password required. For more information, go to\n534 5.7.9 https://support.google.com/mail/?p=InvalidSecondFactor x',
      'login-app-password',
    ],
    ['Gmail: without a word more', GMAIL, 'NO [AUTHENTICATIONFAILED] Invalid credentials (Failure)', 'login-app-password'],
    [
      'Gmail: IMAP is off',
      GMAIL,
      'NO [ALERT] Your account is not enabled for IMAP use. Please visit your Gmail settings page and enable your account for IMAP access. (Failure)',
      'login-imap-off',
    ],
    [
      'Gmail: a browser is wanted',
      GMAIL,
      'NO [ALERT] Please log in via your web browser: https://support.google.com/x',
      'login-in-browser',
    ],
    [
      'Gmail: a browser is wanted, by SMTP',
      'smtp.gmail.com',
      '534 5.7.14 Please log in with your web browser and then try again.',
      'login-in-browser',
    ],
    ['Gmail: too often', 'smtp.gmail.com', '454 4.7.0 Too many login attempts, please try again later.', 'login-too-often'],
    [
      'Yandex: wrong, or off',
      'imap.yandex.ru',
      'NO [AUTHENTICATIONFAILED] LOGIN invalid credentials or IMAP is disabled sc=cYXlpv732Cg1',
      'login-off-or-wrong',
    ],
    [
      'Yandex by SMTP',
      'smtp.yandex.ru',
      '535 5.7.8 Error: authentication failed: This user does not have access rights to this service',
      'login-off-or-wrong',
    ],
    [
      'Yandex by SMTP, without a word more',
      'smtp.yandex.com',
      '535 5.7.8 Error: authentication failed: Invalid user or password!',
      'login-off-or-wrong',
    ],
    [
      'Mail.ru: a password of an app is needed',
      'imap.mail.ru',
      'NO [AUTHENTICATIONFAILED] NEOBHODIM parol prilozheniya https://help.mail.ru/mail/security/protection/external / Application password is REQUIRED',
      'login-app-password',
    ],
    ['Mail.ru: without a word more', 'smtp.mail.ru', '535 Authentication failed. Invalid login or password', 'login-app-password'],
    ['Rambler', 'imap.rambler.ru', 'NO [AUTHENTICATIONFAILED] Invalid login or password', 'login-off-or-wrong'],
    ['Microsoft: no passwords at all', OUTLOOK, 'NO LOGIN failed.', 'login-consent'],
    [
      'Microsoft by SMTP: no passwords at all',
      'smtp.office365.com',
      '535 5.7.139 Authentication unsuccessful, basic authentication is disabled. [LO2P265CA0482.GBRP265.PROD.OUTLOOK.COM]',
      'login-consent',
    ],
    [
      'Microsoft: sending is switched off in the organisation',
      'smtp.office365.com',
      '535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant. Visit https://aka.ms/smtp_auth_disabled for more information.',
      'login-smtp-off',
    ],
    ['Microsoft: IMAP is off for the mailbox', OUTLOOK, 'BAD User is authenticated but not connected.', 'login-imap-off'],
    [
      'Zoho: IMAP is off',
      'imap.zoho.eu',
      'NO [ALERT] You are yet to enable IMAP for your account. Please contact your administrator',
      'login-imap-off',
    ],
    ['Yahoo', 'imap.mail.yahoo.com', 'NO [AUTHENTICATIONFAILED] LOGIN Invalid credentials', 'login-app-password'],
    ['iCloud', 'imap.mail.me.com', 'NO [AUTHENTICATIONFAILED] Authentication Failed', 'login-app-password'],
    ['GMX: wrong, or off', 'imap.gmx.net', 'NO authentication failed', 'login-off-or-wrong'],
    ['a locked account', 'mail.shop.test', 'NO [AUTHENTICATIONFAILED] Account is locked', 'login-locked'],
    ['an account that was switched off', 'mail.shop.test', '535 5.7.8 This account has been suspended', 'login-locked'],
    ['too many logins', 'mail.shop.test', 'NO [LIMIT] Too many simultaneous connections', 'login-too-often'],
  ])('%s', (_, host, answer, code) => {
    expect(loginTrouble({ answer, host })?.code).toBe(code);
  });

  test.each(['NO [AUTHENTICATIONFAILED] Authentication failed.', '535 5.7.8 Error: authentication failed: UGFzc3dvcmQ6', ''])(
    'a server of nobody that we know: a refusal is a refusal (%s)',
    (answer) => {
      expect(loginTrouble({ answer, host: 'mail.shop.test' })).toBeNull();
    },
  );

  test('a token that is refused is not told to be a password', () => {
    expect(loginTrouble({ answer: 'NO AUTHENTICATE failed.', host: OUTLOOK, byToken: true })).toBeNull();
    expect(loginTrouble({ answer: 'NO [AUTHENTICATIONFAILED] Invalid credentials (Failure)', host: GMAIL, byToken: true })).toBeNull();
    expect(loginTrouble({ answer: 'BAD User is authenticated but not connected.', host: OUTLOOK, byToken: true })?.code).toBe(
      'login-imap-off',
    );
  });

  test('what is to be done there comes with it', () => {
    expect(loginTrouble({ answer: 'NO', host: 'imap.yandex.ru' })?.params).toEqual({
      provider: 'Яндекс',
      url: 'https://mail.yandex.ru/#setup/client',
    });
  });

  test('only a provider’s own servers are its servers', () => {
    expect(loginTrouble({ answer: 'NO', host: 'imap.gmail.com.evil.test' })).toBeNull();
    expect(loginTrouble({ answer: 'NO', host: 'notgmail.com' })).toBeNull();
  });
});
