/** The languages of sites' servers that we show how to sign in. */
export const RECIPES = ['node', 'php', 'python'] as const;
export type Recipe = (typeof RECIPES)[number];

/** By which package each of them signs. */
export const PACKAGES: Readonly<Record<Recipe, string>> = {
  node: 'npm install jose',
  php: 'composer require firebase/php-jwt',
  python: 'pip install pyjwt',
};

/** How a site's server says who its user is: a token for this inbox alone, good for four minutes (the chat takes five at most). */
export function tokenRecipe(recipe: Recipe, inbox: string): string {
  return RECIPES_OF[recipe](inbox);
}

const RECIPES_OF: Readonly<Record<Recipe, (inbox: string) => string>> = {
  node: (inbox) => `import { SignJWT } from 'jose';

// key: from your server's settings, never in a page
function chatToken(user, key) {
  return new SignJWT({ name: user.name, email: user.email, email_verified: user.emailIsVerified })
    .setProtectedHeader({ alg: 'HS256' })
    .setAudience('${inbox}')
    .setSubject(String(user.id))
    .setExpirationTime('4 minutes')
    .sign(new TextEncoder().encode(key));
}`,
  php: (inbox) => `use Firebase\\JWT\\JWT;

// $key: from your server's settings, never in a page
function chat_token(array $user, string $key): string {
    return JWT::encode([
        'aud' => '${inbox}',
        'sub' => (string) $user['id'],
        'exp' => time() + 240,
        'name' => $user['name'],
        'email' => $user['email'],
        'email_verified' => $user['email_is_verified'],
    ], $key, 'HS256');
}`,
  python: (inbox) => `import time
import jwt

# key: from your server's settings, never in a page
def chat_token(user, key):
    return jwt.encode({
        "aud": "${inbox}",
        "sub": str(user.id),
        "exp": int(time.time()) + 240,
        "name": user.name,
        "email": user.email,
        "email_verified": user.email_is_verified,
    }, key, algorithm="HS256")`,
};
