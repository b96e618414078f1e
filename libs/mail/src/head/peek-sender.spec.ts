import { fixture } from '../fixture.js';
import { peekSender } from './peek-sender.js';

describe('peekSender', () => {
  test.each([
    ['plain-russian-8bit', 'ivan@example.test'],
    ['windows-1251-everywhere', 'petr@example.test'],
    ['no-from', ''],
    ['bounce', 'mailer-daemon@mx.example.test'],
  ])('%s', (name, expected) => {
    expect(peekSender(fixture(name))).toBe(expected);
  });

  test('a header of several megabytes without an end', () => {
    expect(peekSender(Buffer.from(`From: <a@b.test>\r\nX: ${'x'.repeat(5_000_000)}`))).toBe('a@b.test');
  });

  test('an mbox line and empty lines before the head', () => {
    expect(peekSender(Buffer.from('\r\nFrom someone Mon Jan  5\r\nFrom: A@B.test\r\n\r\n'))).toBe('a@b.test');
  });
});
