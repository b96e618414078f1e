/** How a site makes a link that tells the bot who comes; runs in Node as it stands. */
export function identityRecipe({ id, username }: { readonly id: string; readonly username: string }): string {
  return `import { createHmac } from 'node:crypto';

// userId: your own id of the user, at most 33 of A-Z a-z 0-9 _ -
function telegramLink(userId, key) {
  const expiry = Math.floor(Date.now() / 60_000 + 60).toString(36); // good for an hour
  const signature = createHmac('sha256', key)
    .update(\`${id}:\${expiry}:\${userId}\`)
    .digest().subarray(0, 16).toString('base64url');
  return \`https://t.me/${username}?start=i-\${signature}-\${expiry}-\${userId}\`;
}`;
}
