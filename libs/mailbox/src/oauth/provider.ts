import { type OAuthEndpoints, type OAuthProvider, type OAuthRegistration, PROVIDER_NAMES } from '@app/contracts';

/** A provider of mailboxes that are signed in to by consent, as its documentation has it. */
export type Provider = {
  /** As people know it. */
  readonly name: string;
  readonly endpoints: (tenant: string) => OAuthEndpoints;
  /** @param authorize where its owners consent: another cloud has its mail elsewhere */
  readonly mailScopes: (authorize: URL) => readonly string[];
  /** Beside those of mail: who consents, and access that lasts. */
  readonly otherScopes: readonly string[];
  /** Parameters of the authorization request beyond RFC 6749. */
  readonly extra: Readonly<Record<string, string>>;
  /** Who signs its ID tokens. @param tenant of the ID token (`tid`) */
  readonly issuer: (authorize: URL, tenant: string) => string;
  /** Which claims of an ID token name the mailbox, the best first. */
  readonly accountClaims: readonly string[];
};

/** National clouds of Microsoft: where one signs in, and where its mail is. */
const MICROSOFT_MAIL: Readonly<Record<string, string>> = {
  'login.microsoftonline.us': 'https://outlook.office365.us',
  'login.partner.microsoftonline.cn': 'https://partner.outlook.cn',
  'login.chinacloudapi.cn': 'https://partner.outlook.cn',
};

/**
 * Google: a refresh token comes with `access_type=offline`, and again only with `prompt=consent`.
 * Microsoft: with `offline_access`; scopes are those of one resource, in full; `preferred_username` (scope `profile`) is the name to sign
 * in with.
 *
 * @see https://developers.google.com/identity/protocols/oauth2/web-server
 * @see https://developers.google.com/workspace/gmail/imap/xoauth2-protocol
 * @see https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow
 * @see https://learn.microsoft.com/exchange/client-developer/legacy-protocols/how-to-authenticate-an-imap-pop-smtp-application-by-using-oauth
 */
export const PROVIDERS: Readonly<Record<OAuthProvider, Provider>> = {
  google: {
    name: PROVIDER_NAMES.google,
    endpoints: () => ({ authorize: 'https://accounts.google.com/o/oauth2/v2/auth', token: 'https://oauth2.googleapis.com/token' }),
    mailScopes: () => ['https://mail.google.com/'],
    otherScopes: ['openid', 'email'],
    extra: { access_type: 'offline', prompt: 'consent' },
    issuer: (authorize) => authorize.origin,
    accountClaims: ['email'],
  },
  microsoft: {
    name: PROVIDER_NAMES.microsoft,
    endpoints: (tenant) => ({
      authorize: `https://login.microsoftonline.com/${tenant}/oauth2/v2.0/authorize`,
      token: `https://login.microsoftonline.com/${tenant}/oauth2/v2.0/token`,
    }),
    mailScopes: (authorize) => {
      const mail = MICROSOFT_MAIL[authorize.hostname] ?? 'https://outlook.office.com';
      return [`${mail}/IMAP.AccessAsUser.All`, `${mail}/SMTP.Send`];
    },
    otherScopes: ['offline_access', 'openid', 'email', 'profile'],
    extra: { response_mode: 'query', prompt: 'select_account' },
    issuer: (authorize, tenant) => `${authorize.origin}/${tenant}/v2.0`,
    accountClaims: ['preferred_username', 'email'],
  },
};

/** Any directory, and personal accounts. */
const ANY_TENANT = 'common';

export function endpointsOf({ provider, tenant, endpoints }: OAuthRegistration): { readonly authorize: URL; readonly token: URL } {
  const { authorize, token } = endpoints ?? PROVIDERS[provider].endpoints(tenant ?? ANY_TENANT);
  return { authorize: new URL(authorize), token: new URL(token) };
}

/** Whether what was granted lets us read and send mail. A provider that names no scopes granted what was asked for (RFC 6749 5.1). */
export function coversMail({ provider, ...registration }: OAuthRegistration, granted: string | undefined): boolean {
  if (granted === undefined) return true;
  const given = new Set(granted.split(' ').map(bareScope));
  const { authorize } = endpointsOf({ provider, ...registration });
  return PROVIDERS[provider].mailScopes(authorize).every((scope) => given.has(bareScope(scope)));
}

/** Microsoft answers with its scopes in other cases, and with or without the resource before them. */
function bareScope(scope: string): string {
  return scope.toLowerCase().replace(/^https:\/\/(?:outlook\.office(?:365)?\.(?:com|us)|partner\.outlook\.cn)\//, '');
}
