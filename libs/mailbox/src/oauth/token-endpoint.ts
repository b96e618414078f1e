import type { OAuthRegistration, OAuthTokens } from '@app/contracts';
import * as oauth from 'oauth4webapi';
import { objectOf } from './json-object.js';
import { endpointsOf, PROVIDERS } from './provider.js';
import { type TokenAnswer, tokenRefusal, unreachable, unreadable } from './token-refusal.js';

/** A row is locked meanwhile: well below the database's patience with a transaction that does nothing (10 s). */
const TOKEN_DEADLINE_MS = 7_000;
/** Tokens are small; whatever answers at a wrong address need not be. */
const LARGEST_ANSWER = 256 * 1024;
/** Where the provider does not say how long a token is good (RFC 6749 5.1 recommends it), s. */
const SHORT_LIFE_S = 600;

export type TokenRequest = {
  readonly grant: (
    server: oauth.AuthorizationServer,
    client: oauth.Client,
    authentication: oauth.ClientAuth,
    options: { signal: AbortSignal; [oauth.allowInsecureRequests]: boolean },
  ) => Promise<Response>;
  /** Null: an ID token that comes is not looked at. Nothing but the tokens may decide whether a renewal counts. */
  readonly nonce: string | null;
};

type Answer = { readonly tokens: OAuthTokens; readonly scope: string | undefined; readonly claims: Claims | undefined };
type Claims = Readonly<Record<string, unknown>>;

/**
 * Asks a provider for tokens (RFC 6749 3.2), once, within 7 s.
 *
 * An ID token came straight from the provider over TLS, so its signature is not asked for (OpenID Connect Core 3.1.3.7, 6); its issuer,
 * audience, nonce and times are. Its times are read by the provider's own clock.
 *
 * @throws DeskError unavailable/oauth-provider-away; conflict/oauth-client-refused, conflict/oauth-provider-refused;
 *   forbidden/oauth-consent-lost (a renewal) and forbidden/oauth-code-refused (a code) where the grant is worth nothing
 */
export async function askForTokens(registration: OAuthRegistration, request: TokenRequest): Promise<Answer> {
  const { authorize, token } = endpointsOf(registration);
  const provider = PROVIDERS[registration.provider];
  const server = { issuer: provider.issuer(authorize, ''), token_endpoint: token.href };
  const client: oauth.Client = { client_id: registration.clientId };
  const signal = AbortSignal.timeout(TOKEN_DEADLINE_MS);
  const askedAt = performance.now();
  const answered = await answerOf(provider.name, () =>
    request.grant(server, client, oauth.ClientSecretPost(registration.clientSecret), {
      signal,
      [oauth.allowInsecureRequests]: token.protocol === 'http:',
    }),
  );
  if (answered.status !== 200) throw tokenRefusal(provider.name, answered, request.nonce === null ? 'renewal' : 'code');
  const body = objectOf(answered.text);
  if (body === null) throw unreadable(provider.name);
  const issuer = provider.issuer(authorize, tenantOf(body.id_token));
  try {
    const read = await readTokens({ ...server, issuer }, client, request.nonce === null ? { ...body, id_token: undefined } : body, {
      clockAheadS: answered.clockAheadS ?? 0,
      nonce: request.nonce,
    });
    const tokens = {
      accessToken: read.access_token,
      refreshToken: read.refresh_token ?? null,
      lifetimeS: Math.max(0, (read.expires_in ?? SHORT_LIFE_S) - (performance.now() - askedAt) / 1_000),
      clockAheadS: answered.clockAheadS,
    };
    return { tokens, scope: read.scope, claims: request.nonce === null ? undefined : oauth.getValidatedIdTokenClaims(read) };
  } catch (cause) {
    throw unreadable(provider.name, cause);
  }
}

function readTokens(
  server: oauth.AuthorizationServer,
  client: oauth.Client,
  body: object,
  { clockAheadS, nonce }: { readonly clockAheadS: number; readonly nonce: string | null },
): Promise<oauth.TokenEndpointResponse> {
  const response = new Response(JSON.stringify(body), { headers: { 'content-type': 'application/json' } });
  const byItsClock = { ...client, [oauth.clockSkew]: clockAheadS, [oauth.clockTolerance]: 60 };
  return nonce === null
    ? oauth.processRefreshTokenResponse(server, byItsClock, response)
    : oauth.processAuthorizationCodeResponse(server, byItsClock, response, { expectedNonce: nonce, requireIdToken: true });
}

async function answerOf(provider: string, ask: () => Promise<Response>): Promise<TokenAnswer> {
  try {
    const response = await ask();
    const said = Date.parse(response.headers.get('date') ?? '');
    const clockAheadS = Number.isNaN(said) ? null : Math.round((said - Date.now()) / 1000);
    return { status: response.status, text: await textOf(response), clockAheadS };
  } catch (error) {
    throw unreachable(provider, error);
  }
}

async function textOf(response: Response): Promise<string> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of response.body ?? []) {
    size += piece.length;
    if (size > LARGEST_ANSWER) throw new Error('The answer is too large.');
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}

/** The directory that an ID token says it is of: Microsoft's issuer carries it. What is made of it is then compared with `iss`. */
function tenantOf(idToken: unknown): string {
  const payload = typeof idToken === 'string' ? idToken.split('.')[1] : undefined;
  const tenant = objectOf(Buffer.from(payload ?? '', 'base64url').toString('utf8'))?.tid;
  return typeof tenant === 'string' && /^[0-9a-f-]{36}$/i.test(tenant) ? tenant : '';
}
