import type { OAuthProvider, OAuthRegistration } from '@app/contracts';
import { coversMail, endpointsOf } from './provider.js';

const at = (provider: OAuthProvider, more: Partial<OAuthRegistration> = {}): OAuthRegistration => ({
  provider,
  clientId: 'id',
  clientSecret: 'secret',
  tenant: null,
  endpoints: null,
  ...more,
});

describe('where a provider is asked', () => {
  test.each<[string, OAuthRegistration, string, string]>([
    ['Google', at('google'), 'https://accounts.google.com/o/oauth2/v2/auth', 'https://oauth2.googleapis.com/token'],
    [
      'Microsoft, any directory',
      at('microsoft'),
      'https://login.microsoftonline.com/common/oauth2/v2.0/authorize',
      'https://login.microsoftonline.com/common/oauth2/v2.0/token',
    ],
    [
      'Microsoft, one directory',
      at('microsoft', { tenant: 'shop.onmicrosoft.com' }),
      'https://login.microsoftonline.com/shop.onmicrosoft.com/oauth2/v2.0/authorize',
      'https://login.microsoftonline.com/shop.onmicrosoft.com/oauth2/v2.0/token',
    ],
    [
      'elsewhere, where an admin says so',
      at('microsoft', { endpoints: { authorize: 'https://login.test/a', token: 'https://login.test/t' } }),
      'https://login.test/a',
      'https://login.test/t',
    ],
  ])('%s', (_, registration, authorize, token) => {
    const found = endpointsOf(registration);
    expect([found.authorize.href, found.token.href]).toEqual([authorize, token]);
  });
});

describe('whether what was granted is enough for mail', () => {
  test.each<[string, OAuthRegistration, string | undefined, boolean]>([
    ['Google: all', at('google'), 'openid https://mail.google.com/ https://www.googleapis.com/auth/userinfo.email', true],
    ['Google: the owner left mail unticked', at('google'), 'openid https://www.googleapis.com/auth/userinfo.email', false],
    [
      'Microsoft: all',
      at('microsoft'),
      'https://outlook.office.com/IMAP.AccessAsUser.All https://outlook.office.com/SMTP.Send email openid',
      true,
    ],
    ['Microsoft: without the resource, in other letters', at('microsoft'), 'imap.accessasuser.all smtp.send', true],
    ['Microsoft: no sending', at('microsoft'), 'https://outlook.office.com/IMAP.AccessAsUser.All', false],
    ['nothing said: what was asked for', at('google'), undefined, true],
  ])('%s', (_, registration, granted, covers) => {
    expect(coversMail(registration, granted)).toBe(covers);
  });
});
