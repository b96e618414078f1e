import type { OAuthRegistration, OAuthTokens } from '@app/contracts';
import * as oauth from 'oauth4webapi';
import { askForTokens } from './token-endpoint.js';

/**
 * Gets a new access token (RFC 6749 6). With it may come another refresh token, which has to be kept before anything else is done: the
 * one before may be worth nothing any more (`fail:O1`).
 *
 * @throws DeskError forbidden/oauth-consent-lost: never again by this refresh token; and those of `askForTokens`
 */
export async function renewTokens(registration: OAuthRegistration, refreshToken: string): Promise<OAuthTokens> {
  const { tokens } = await askForTokens(registration, {
    grant: (server, client, authentication, options) =>
      oauth.refreshTokenGrantRequest(server, client, authentication, refreshToken, options),
    nonce: null,
  });
  return tokens;
}
