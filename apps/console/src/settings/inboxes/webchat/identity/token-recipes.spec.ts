import { runInNewContext } from 'node:vm';
import { ChatIdentity } from '@app/contracts';
import { jwtVerify, SignJWT } from 'jose';
import { RECIPES, tokenRecipe } from './token-recipes.js';

const INBOX = '8f9d9a52-9f0e-4f4f-8a94-0d5f5a3c2b10';
const KEY = 'k'.repeat(43);

test('the recipe for Node as it is shown makes a token that the chat takes: its inbox, its user, four minutes', async () => {
  const source = tokenRecipe('node', INBOX).replace(/^import .*$/m, '');
  const user = { id: 7, name: 'Maria', email: 'maria@shop.test', emailIsVerified: true };
  const token: unknown = await runInNewContext(`${source}; chatToken(user, key)`, { SignJWT, TextEncoder, user, key: KEY });
  const { payload } = await jwtVerify(String(token), new TextEncoder().encode(KEY), { audience: INBOX, algorithms: ['HS256'] });
  expect(ChatIdentity.parse(payload)).toEqual({ sub: '7', name: 'Maria', email: 'maria@shop.test', email_verified: true });
  const left = (payload.exp ?? 0) - Date.now() / 1_000;
  expect(left).toBeGreaterThan(200);
  expect(left).toBeLessThanOrEqual(241);
});

test.each(RECIPES)('%s: every claim that the chat looks at is there, and the inbox is the audience', (recipe) => {
  const code = tokenRecipe(recipe, INBOX);
  expect(code).toContain(INBOX);
  for (const claim of [/aud(ience)?/i, /sub(ject)?/i, /exp(irationTime)?/i, /email_verified/, /HS256/]) expect(code).toMatch(claim);
});
