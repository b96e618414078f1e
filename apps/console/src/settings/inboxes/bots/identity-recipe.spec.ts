import { createHmac } from 'node:crypto';
import { runInNewContext } from 'node:vm';
import { identityRecipe } from './identity-recipe.js';

test('the recipe as it is shown makes a link that the bot reads: signature, minute, user', () => {
  const source = identityRecipe({ id: '123', username: 'shop_bot' }).replace(/^import .*$/m, '');
  const link: unknown = runInNewContext(`${source}; telegramLink('user-7', 'key')`, { createHmac });
  const [, signature, expiry = ''] = /^https:\/\/t\.me\/shop_bot\?start=i-([\w-]{22})-([0-9a-z]{1,8})-user-7$/.exec(String(link)) ?? [];
  const right = createHmac('sha256', 'key').update(`123:${expiry}:user-7`).digest().subarray(0, 16).toString('base64url');
  expect(signature).toBe(right);
  expect(Number.parseInt(expiry, 36) * 60_000).toBeGreaterThan(Date.now() + 58 * 60_000);
});
