import { readFileSync } from 'node:fs';
import path from 'node:path';
import { readStartPayload } from '@app/domain';
import { isSigned, signatureOf, siteKeyOf } from './site-key.js';

const KEY = { botId: '123456789', identityKey: 'k'.repeat(43) };
const claim = { expiry: 'huz0a', userId: 'user-7' };

test('the example of the README makes a link that proves its user, for an hour', async () => {
  const readme = readFileSync(path.resolve(import.meta.dirname, '../../../../README.md'), 'utf8');
  const [, source = ''] = /```js\n(import { createHmac }[^`]*(?:`[^`\n]+`[^`]*)+?)```/.exec(readme) ?? [];
  const example = (await import(`data:text/javascript,${encodeURIComponent(source)}`)) as {
    telegramLink(userId: string, bot: { key: string; botId: string; username: string }): string;
  };
  const link = example.telegramLink('user-7', { key: KEY.identityKey, botId: KEY.botId, username: 'bakery_bot' });
  const [, payload = ''] = /^https:\/\/t\.me\/bakery_bot\?start=([\w-]{1,64})$/.exec(link) ?? [];
  const read = readStartPayload(payload);
  expect(read).toMatchObject({ kind: 'site', userId: 'user-7' });
  const site = read?.kind === 'site' ? read : null;
  expect(site && isSigned(KEY, site)).toBe(true);
  expect(site?.expiresAt.getTime()).toBeGreaterThan(Date.now() + 58 * 60_000);
});

describe('a signature', () => {
  const signature = signatureOf(KEY, claim);

  test('is 128 bits of what bot, time and user are', () => {
    expect(signature).toMatch(/^[\w-]{22}$/);
    expect(isSigned(KEY, { ...claim, signature })).toBe(true);
  });

  test.each([
    ['another bot', { ...KEY, botId: '123456788' }, claim],
    ['another key', { ...KEY, identityKey: 'K'.repeat(43) }, claim],
    ['another time', KEY, { ...claim, expiry: 'huz0b' }],
    ['another user', KEY, { ...claim, userId: 'user-8' }],
    // What stands between them cannot be shifted.
    ['a shifted seam', KEY, { expiry: 'huz0', userId: 'a:user-7' }],
  ])('threat:A19 is worth nothing for %s', (_, key, other) => {
    expect(isSigned(key, { ...other, signature })).toBe(false);
  });

  test.each(['', 'x', signature.slice(1), `${signature}A`])('threat:A19 of another length is none: %j', (other) => {
    expect(isSigned(KEY, { ...claim, signature: other })).toBe(false);
  });
});

test('a bot without a key knows no site', () => {
  expect(siteKeyOf({ token: '1:x' })).toBeNull();
  expect(siteKeyOf({ token: '1:x', identityKey: 'k'.repeat(43) })).toEqual({ botId: '1', identityKey: 'k'.repeat(43) });
});
