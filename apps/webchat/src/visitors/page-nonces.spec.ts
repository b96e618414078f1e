import { Secrets } from '@app/store';
import { FixedClock } from '@app/testing';
import { PageNonces } from './page-nonces.js';

describe('nonces of the frame’s page', () => {
  const INBOX = '0190f000-0000-7000-8000-000000000001';
  const clock = new FixedClock(new Date('2026-01-05T10:00:00Z'));
  const nonces = new PageNonces(Secrets.fromSecret('a secret of an installation, long'), clock);

  test('one is good for ten minutes', () => {
    const nonce = nonces.make(INBOX);
    clock.advance(10 * 60_000 - 1);
    expect(() => nonces.check(INBOX, nonce)).not.toThrow();
    clock.advance(1);
    expect(() => nonces.check(INBOX, nonce)).toThrow('too old');
  });

  test('each is another, and good for its own inbox alone', () => {
    const nonce = nonces.make(INBOX);
    expect(nonces.make(INBOX)).not.toBe(nonce);
    expect(() => nonces.check('0190f000-0000-7000-8000-000000000002', nonce)).toThrow('too old');
  });

  test.each([[''], ['.'], ['..'], ['a.b.c'], ['9999999999999.x.'], ['9999999999999']])('%j is refused', (nonce) => {
    expect(() => nonces.check(INBOX, nonce)).toThrow('too old');
  });

  test('its end cannot be put off', () => {
    const [, ...rest] = nonces.make(INBOX).split('.');
    expect(() => nonces.check(INBOX, ['9999999999999', ...rest].join('.'))).toThrow('too old');
  });
});
