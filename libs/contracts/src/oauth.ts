import type { OAuthEndpoints, OAuthProvider } from './api/mailboxes.js';

/** Providers as people know them. */
export const PROVIDER_NAMES: Readonly<Record<OAuthProvider, string>> = { google: 'Google', microsoft: 'Microsoft' };

/** What an admin registered at a provider, with its secret. */
export type OAuthRegistration = {
  readonly provider: OAuthProvider;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Microsoft: the directory; null is any. */
  readonly tenant: string | null;
  /** Null: the provider's own. */
  readonly endpoints: OAuthEndpoints | null;
};

/** What a provider gives (RFC 6749 5.1). */
export type OAuthTokens = {
  readonly accessToken: string;
  /** Null: the one before stays good. Another one takes its place, and may end it at once (RFC 9700 4.14.2). */
  readonly refreshToken: string | null;
  /** How long the access token is surely good from now on, s: less than was said, by the time since it was asked for. */
  readonly lifetimeS: number;
  /** How far the provider's clock is ahead of ours, s; null where it does not say. */
  readonly clockAheadS: number | null;
};

/** Makes new tokens of a refresh token; `libs/mailbox` does it over HTTPS. */
export type RenewTokens = (registration: OAuthRegistration, refreshToken: string) => Promise<OAuthTokens>;
