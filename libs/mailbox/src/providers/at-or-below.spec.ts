import { isAtOrBelow } from './at-or-below.js';

test.each<[string, string, boolean]>([
  ['gmail.com', 'gmail.com', true],
  ['smtp.gmail.com', 'gmail.com', true],
  ['SMTP.Gmail.com.', 'gmail.com', true],
  ['notgmail.com', 'gmail.com', false],
  ['gmail.com.evil.test', 'gmail.com', false],
  ['com', 'gmail.com', false],
  ['', 'gmail.com', false],
])('%s is at or below %s: %s', (host, domain, is) => {
  expect(isAtOrBelow(host, domain)).toBe(is);
});
