import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { SignJWT, UnsecuredJWT } from 'jose';
import { type IdentityKeys, verifyIdentity } from './verify-identity.js';

const INBOX = randomUUID();
const NOW = new Date('2026-03-02T10:00:00Z');
const AT = NOW.getTime() / 1_000;
const SECRET = 'k'.repeat(43);
const ed = generateKeyPairSync('ed25519');
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const PEM = ed.publicKey.export({ type: 'spki', format: 'pem' }).toString();
const KEYS: IdentityKeys = { inboxId: INBOX, key: SECRET, previous: null, publicKey: PEM };

const bytes = (text: string) => new TextEncoder().encode(text);
const CLAIMS = { aud: INBOX, sub: 'user-1', exp: AT + 300 };
const signed = (claims: object = {}, key: Parameters<SignJWT['sign']>[0] = bytes(SECRET), header: object = {}) =>
  new SignJWT({ ...CLAIMS, ...claims }).setProtectedHeader({ alg: 'HS256', ...header }).sign(key);
const codeOf = (token: string, keys = KEYS) =>
  verifyIdentity(token, keys, NOW).then(
    () => 'taken',
    (error: { code: string }) => error.code,
  );

describe('threat:A19 whom a site names', () => {
  test('a token of the inbox’s key names its user', async () => {
    const token = await signed({ name: 'Anna', email: 'anna@customer.test', email_verified: true });
    expect(await verifyIdentity(token, KEYS, NOW)).toEqual({ subject: 'user-1', name: 'Anna', email: 'anna@customer.test' });
  });

  test('one of the inbox’s public key does, too', async () => {
    expect(await codeOf(await signed({}, ed.privateKey, { alg: 'EdDSA' }))).toBe('taken');
  });

  test('the key before it is good until its end', async () => {
    const token = await signed({}, bytes('o'.repeat(43)));
    const previous = { key: 'o'.repeat(43), until: new Date(NOW.getTime() + 1) };
    expect(await codeOf(token, { ...KEYS, previous })).toBe('taken');
    expect(await codeOf(token, { ...KEYS, previous: { ...previous, until: NOW } })).toBe('identity-forged');
  });

  test.each([
    ['an end that was half a minute ago', { exp: AT - 29 }, 'taken'],
    ['an end before that', { exp: AT - 31 }, 'identity-expired'],
    ['an end in five minutes and a half', { exp: AT + 330 }, 'taken'],
    ['an end after that', { exp: AT + 331 }, 'identity-too-long-lived'],
    ['an end three days ahead', { exp: AT + 3 * 86_400 }, 'identity-too-long-lived'],
    ['no end', { exp: undefined }, 'identity-malformed'],
    ['an end that is a word', { exp: 'soon' }, 'identity-malformed'],
    ['a beginning that is to come', { nbf: AT + 60 }, 'identity-malformed'],
    ['another inbox', { aud: randomUUID() }, 'identity-foreign'],
    ['several inboxes', { aud: [INBOX, randomUUID()] }, 'identity-foreign'],
    ['a list of the inbox alone', { aud: [INBOX] }, 'taken'],
    ['no inbox', { aud: undefined }, 'identity-malformed'],
    ['no user', { sub: undefined }, 'identity-malformed'],
    ['an empty user', { sub: '' }, 'identity-malformed'],
    ['a user of 200 letters', { sub: 'x'.repeat(200) }, 'taken'],
    ['a user of 201', { sub: 'x'.repeat(201) }, 'identity-malformed'],
    ['a user who is a number', { sub: 7 }, 'identity-malformed'],
    ['a user who is a list', { sub: ['a'] }, 'identity-malformed'],
    ['a user that cannot be stored', { sub: 'a\0b' }, 'identity-malformed'],
    ['half a letter as user', { sub: '\ud800' }, 'identity-malformed'],
  ])('%s: %j is %s', async (_what, claims, code) => expect(await codeOf(await signed(claims))).toBe(code));

  test('without any key nobody is named', async () => {
    expect(await codeOf(await signed(), { ...KEYS, key: null, publicKey: null })).toBe('identity-key-missing');
    expect(await codeOf(await signed(), { ...KEYS, key: null })).toBe('identity-forged');
  });

  const forgeries: readonly (readonly [string, () => string | Promise<string>, string])[] = [
    ['unsigned', () => new UnsecuredJWT(CLAIMS).encode(), 'identity-forged'],
    ['signed by another key', () => signed({}, bytes('x'.repeat(43))), 'identity-forged'],
    ['signed by RSA', () => signed({}, rsa.privateKey, { alg: 'RS256' }), 'identity-forged'],
    ['signed by another Ed25519 key', () => signed({}, generateKeyPairSync('ed25519').privateKey, { alg: 'EdDSA' }), 'identity-forged'],
    ['signed with the public key as if it were a secret', () => signed({}, bytes(PEM)), 'identity-forged'],
    ['a longer HMAC of the right key', () => signed({}, bytes(SECRET.repeat(2)), { alg: 'HS512' }), 'identity-forged'],
    [
      'one that brings its own key',
      () => {
        const own = generateKeyPairSync('ed25519');
        return signed({}, own.privateKey, { alg: 'EdDSA', jwk: own.publicKey.export({ format: 'jwk' }) });
      },
      'identity-forged',
    ],
    [
      'one that names where its key is',
      () => signed({}, bytes('x'.repeat(43)), { jku: 'https://evil.test/keys', kid: '../../dev/null' }),
      'identity-forged',
    ],
    [
      'one that asks for what we do not know',
      () => signed({}, bytes(SECRET), { crit: ['exp2'], exp2: 1 }).catch(() => critical()),
      'identity-forged',
    ],
    [
      'its claims changed',
      async () => (await signed()).replace(/\.[^.]+\./, `.${btoa(JSON.stringify({ ...CLAIMS, sub: 'admin' })).replace(/=+$/, '')}.`),
      'identity-forged',
    ],
    ['cut off', async () => (await signed()).split('.').slice(0, 2).join('.'), 'identity-malformed'],
    ['encrypted', () => 'a.b.c.d.e', 'identity-malformed'],
    ['no token at all', () => 'hello', 'identity-malformed'],
    ['nothing', () => '', 'identity-malformed'],
  ];
  test.each(forgeries)('%s is refused', async (_what, make, code) => expect(await codeOf(await make())).toBe(code));

  /** The library does not sign what it would not read. */
  async function critical(): Promise<string> {
    const { createHmac } = await import('node:crypto');
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const body = `${part({ alg: 'HS256', crit: ['exp2'], exp2: 1 })}.${part(CLAIMS)}`;
    return `${body}.${createHmac('sha256', SECRET).update(body).digest('base64url')}`;
  }

  test.each([
    ['<img src=x onerror=alert(1)>', '<img src=x onerror=alert(1)>'],
    ['\u202eannA', 'annA'],
    ['a\nb\tc\u0000', 'a b c'],
    ['  Анна  ', 'Анна'],
    ['\u200b\u2800\u3164', null],
    ['', null],
    [7, null],
    [undefined, null],
  ])('threat:B5 the name %j is %j: text, on one line', async (name, expected) => {
    expect((await verifyIdentity(await signed({ name }), KEYS, NOW)).name).toBe(expected);
  });

  test('a name without end is cut', async () => {
    const { name } = await verifyIdentity(await signed({ name: '😀'.repeat(300) }), KEYS, NOW);
    expect(Array.from(name ?? '')).toHaveLength(120);
  });

  test.each([
    [{ email: 'a@customer.test', email_verified: true }, 'a@customer.test'],
    [{ email: 'a@customer.test' }, null],
    [{ email: 'a@customer.test', email_verified: 'true' }, null],
    [{ email: 'no address', email_verified: true }, null],
  ])('threat:A20 of %j the address that is believed is %j', async (claims, expected) => {
    expect((await verifyIdentity(await signed(claims), KEYS, NOW)).email).toBe(expected);
  });
});
