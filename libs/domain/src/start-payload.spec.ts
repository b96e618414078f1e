import { readStartPayload } from './start-payload.js';

const SIGNATURE = 'AbCdEfGhIjKlMnOpQrS-_0';
const MINUTE = new Date('2026-11-23T10:00:00Z');
const EXPIRY = (MINUTE.getTime() / 60_000).toString(36);

describe('what a start link carries', () => {
  test.each([
    ['', { kind: 'none' }],
    ['  \u202e ', { kind: 'none' }],
    ['spring-sale', { kind: 'context', text: 'spring-sale' }],
    ['order 12\nof today', { kind: 'context', text: 'order 12 of today' }],
    ['c-AbC_-9', { kind: 'link', token: 'AbC_-9' }],
    [`i-${SIGNATURE}-${EXPIRY}-42`, { kind: 'site', signature: SIGNATURE, expiry: EXPIRY, expiresAt: MINUTE, userId: '42' }],
    [`i-${SIGNATURE}-${EXPIRY}-a-b_C`, { kind: 'site', signature: SIGNATURE, expiry: EXPIRY, expiresAt: MINUTE, userId: 'a-b_C' }],
  ])('%j', (payload, what) => {
    expect(readStartPayload(payload)).toEqual(what);
  });

  test('the id of a user may have 33 characters', () => {
    const payload = `i-${SIGNATURE}-${EXPIRY}-${'u'.repeat(33)}`;
    expect([payload.length, readStartPayload(payload)?.kind]).toEqual([64, 'site']);
    expect(readStartPayload(`${payload}u`)).toBeNull();
  });

  test.each(['c-', 'c-a b', 'c-\u0430', `c-${'a'.repeat(63)}`, 'i-', 'i-short-x-42', `i-${SIGNATURE}-${EXPIRY}-`, `i-${SIGNATURE}-XYZ-42`])(
    'threat:A16 what only looks like a proof is nothing, not even context: %s',
    (payload) => {
      expect(readStartPayload(payload)).toBeNull();
    },
  );

  test('a site that counts milliseconds, and signs what is no date, has made no proof', () => {
    const milliseconds = MINUTE.getTime().toString(36);
    expect(milliseconds).toHaveLength(8);
    expect(readStartPayload(`i-${SIGNATURE}-${milliseconds}-42`)).toBeNull();
    expect(readStartPayload(`i-${SIGNATURE}-zzzzzzz-42`)).toMatchObject({ expiresAt: new Date((36 ** 7 - 1) * 60_000) });
  });

  test('a long one is cut', () => {
    expect(readStartPayload('x'.repeat(5_000))).toEqual({ kind: 'context', text: `${'x'.repeat(63)}…` });
  });
});
