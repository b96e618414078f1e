import type { OAuthRegistration, OAuthTokens } from '@app/contracts';
import { DeskError } from '@app/domain';
import * as oauth from 'oauth4webapi';
import { coversMail, endpointsOf, PROVIDERS } from './provider.js';
import { askForTokens } from './token-endpoint.js';

/** What has to be kept from the way to the provider until the browser comes back: all of it secret, and good for one time. */
export type ConsentProofs = {
  /** Comes back with the browser. */
  readonly state: string;
  /** Comes back in the ID token. */
  readonly nonce: string;
  /** Of PKCE (RFC 7636): who redeems the code is who asked for it. */
  readonly verifier: string;
};

/** Lasting access to a mailbox. */
export type Granted = OAuthTokens & {
  readonly refreshToken: string;
  /** Who consented, by the provider's word; null where it does not say. */
  readonly account: string | null;
};

/**
 * Where the browser goes to consent: authorization code with PKCE (S256), state and nonce (RFC 9700 2.1.1).
 *
 * @param mailbox the address that is to consent: the provider offers its account first
 */
export async function beginConsent(
  registration: OAuthRegistration,
  { redirectUri, mailbox }: { readonly redirectUri: string; readonly mailbox: string },
): Promise<{ url: string; proofs: ConsentProofs }> {
  const { mailScopes, otherScopes, extra } = PROVIDERS[registration.provider];
  const { authorize } = endpointsOf(registration);
  const proofs = { state: oauth.generateRandomState(), nonce: oauth.generateRandomNonce(), verifier: oauth.generateRandomCodeVerifier() };
  const url = new URL(authorize);
  const params = {
    response_type: 'code',
    client_id: registration.clientId,
    redirect_uri: redirectUri,
    scope: [...mailScopes(authorize), ...otherScopes].join(' '),
    state: proofs.state,
    nonce: proofs.nonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(proofs.verifier),
    code_challenge_method: 'S256',
    login_hint: mailbox,
    ...extra,
  };
  for (const [name, value] of Object.entries(params)) url.searchParams.set(name, value);
  return { url: url.href, proofs };
}

/**
 * Redeems what the browser came back with.
 *
 * @param answer the query of the redirect
 * @throws DeskError forbidden/oauth-consent-denied, forbidden/oauth-scope-missing, forbidden/oauth-no-lasting-access,
 *   forbidden/oauth-code-refused, unavailable/oauth-consent-cut, and those of `askForTokens`
 */
export async function finishConsent(
  registration: OAuthRegistration,
  { answer, proofs, redirectUri }: { readonly answer: URLSearchParams; readonly proofs: ConsentProofs; readonly redirectUri: string },
): Promise<Granted> {
  const { name, accountClaims } = PROVIDERS[registration.provider];
  const error = answer.get('error');
  if (error !== null) throw refusedBy(name, error);
  const { tokens, scope, claims } = await askForTokens(registration, {
    grant: (server, client, authentication, options) =>
      oauth.authorizationCodeGrantRequest(
        server,
        client,
        authentication,
        codeOf(server, client, answer, proofs.state),
        redirectUri,
        proofs.verifier,
        options,
      ),
    nonce: proofs.nonce,
  }).catch((error: unknown) => {
    throw cutShort(error);
  });
  if (!coversMail(registration, scope)) throw new DeskError('forbidden', 'oauth-scope-missing', `${name} granted only: ${scope}`);
  const { refreshToken } = tokens;
  if (refreshToken === null)
    throw new DeskError('forbidden', 'oauth-no-lasting-access', 'No refresh token came.', { params: { provider: name } });
  const account = accountClaims.map((claim) => claims?.[claim]).find((value) => typeof value === 'string');
  return { ...tokens, refreshToken, account: typeof account === 'string' ? account : null };
}

function codeOf(server: oauth.AuthorizationServer, client: oauth.Client, answer: URLSearchParams, state: string): URLSearchParams {
  const params = new URLSearchParams(answer);
  // RFC 9207. Each provider has a redirect address of its own, which keeps them apart as well, and the name of a Microsoft directory is
  // not known before its ID token is read.
  params.delete('iss');
  return oauth.validateAuthResponse(server, client, params, state);
}

/** A code is good for one time and the browser is on its way back: unlike a renewal, nothing tries it again by itself. */
function cutShort(error: unknown): unknown {
  if (!(error instanceof DeskError) || error.code !== 'oauth-provider-away') return error;
  return new DeskError('unavailable', 'oauth-consent-cut', error.message, { cause: error, params: error.reason.params });
}

/** RFC 6749 4.1.2.1. */
function refusedBy(provider: string, error: string): DeskError {
  if (error === 'access_denied')
    return new DeskError('forbidden', 'oauth-consent-denied', 'The owner did not consent.', { params: { provider } });
  const known = /^[\w.-]{1,60}$/.test(error) ? error : 'unknown';
  return new DeskError('conflict', 'oauth-provider-refused', `The provider answers ${known}.`, { params: { provider, error: known } });
}
