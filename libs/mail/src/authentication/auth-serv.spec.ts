import { authServOf } from './auth-serv.js';

describe('whose verdicts an inbox believes', () => {
  test('what the admin set goes before all', () => expect(authServOf('mx.shop.test', 'imap.gmail.com')).toBe('mx.shop.test'));
  test('a provider’s own, where the mailbox is at that provider', () => {
    expect(authServOf(null, 'IMAP.Gmail.com')).toBe('mx.google.com');
    expect(authServOf(null, 'imap.mail.ru')).toBe('mxs.mail.ru');
  });
  test.each(['imap.shop.test', 'imap.gmail.com.evil.test', 'evil-imap.gmail.com', '127.0.0.1', null])('nobody’s, at %s', (host) => {
    expect(authServOf(null, host)).toBeNull();
  });
});
