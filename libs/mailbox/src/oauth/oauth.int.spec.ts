import type { OAuthProvider, OAuthRegistration } from '@app/contracts';
import { freePort, type OAuthServer, startOAuthServer } from '@app/testing';
import { beginConsent, type ConsentProofs, finishConsent, type Granted } from './consent.js';
import { renewTokens } from './renew-tokens.js';

const REDIRECT = 'http://desk.test/api/v1/oauth/google/callback';
const MAILBOX = 'support@shop.test';

describe('consent at a provider', () => {
  let server: OAuthServer;

  beforeEach(async () => {
    server = await startOAuthServer();
  });
  afterEach(() => server.close());

  const at = (provider: OAuthProvider = 'google', more: Partial<OAuthRegistration> = {}): OAuthRegistration => ({
    provider,
    clientId: server.clientId,
    clientSecret: server.clientSecret,
    tenant: null,
    endpoints: server.endpoints,
    ...more,
  });

  /** As a browser goes: to the provider, and back with what it says. */
  const wayThere = async (registration: OAuthRegistration): Promise<{ answer: URLSearchParams; proofs: ConsentProofs }> => {
    const { url, proofs } = await beginConsent(registration, { redirectUri: REDIRECT, mailbox: MAILBOX });
    const sent = await fetch(url, { redirect: 'manual' });
    return { answer: new URL(sent.headers.get('location') ?? '').searchParams, proofs };
  };
  const consent = async (registration = at()): Promise<Granted> =>
    finishConsent(registration, { ...(await wayThere(registration)), redirectUri: REDIRECT });

  test('gives tokens that are good, and says who consented', async () => {
    const granted = await consent();
    expect(granted.account).toBe(MAILBOX);
    expect(granted.lifetimeS).toBeLessThan(3600);
    expect(granted.lifetimeS).toBeGreaterThan(3500);
    expect(server.book.holderOf(granted.accessToken)?.scope).toBe('https://mail.google.com/ openid email');
    expect(Math.abs(granted.clockAheadS ?? 99)).toBeLessThanOrEqual(2);
  });

  test('Google is asked for lasting access, each time anew', async () => {
    await consent();
    expect(Object.fromEntries(server.authorizations[0] ?? [])).toMatchObject({
      access_type: 'offline',
      prompt: 'consent',
      code_challenge_method: 'S256',
      login_hint: MAILBOX,
    });
  });

  test('Microsoft: the issuer is that of the directory that consented', async () => {
    server.tenant = '9188040d-6c67-4c5b-b112-36a304b66dad';
    const granted = await consent(at('microsoft'));
    expect(granted.account).toBe(MAILBOX);
    expect(server.authorizations[0]?.get('scope')).toBe(
      'https://outlook.office.com/IMAP.AccessAsUser.All https://outlook.office.com/SMTP.Send offline_access openid email profile',
    );
  });

  test('a provider whose clock is an hour off is understood, and said to be', async () => {
    server.clockAheadS = 3_600;
    expect(Math.round(((await consent()).clockAheadS ?? 0) / 10)).toBe(360);
  });

  test.each<[string, (server: OAuthServer) => void, string, string]>([
    ['the owner says no', (one) => (one.consents = false), 'forbidden', 'oauth-consent-denied'],
    ['less is granted than mail needs', (one) => (one.grantedScope = 'openid email'), 'forbidden', 'oauth-scope-missing'],
    ['nothing lasting is granted', (one) => (one.givesLastingAccess = false), 'forbidden', 'oauth-no-lasting-access'],
    ['the secret is another', (one) => (one.clientSecret = 'another'), 'conflict', 'oauth-client-refused'],
    ['the provider breaks down', (one) => one.instead.push({ status: 503, body: '' }), 'unavailable', 'oauth-consent-cut'],
    [
      'something else answers there',
      (one) => one.instead.push({ status: 404, body: '<p>', contentType: 'text/html' }),
      'conflict',
      'oauth-provider-refused',
    ],
    ['it answers no JSON', (one) => one.instead.push({ status: 200, body: '<p>' }), 'unavailable', 'oauth-consent-cut'],
    ['it answers without tokens', (one) => one.instead.push({ status: 200, body: '{}' }), 'unavailable', 'oauth-consent-cut'],
    [
      'it answers without end',
      (one) => one.instead.push({ status: 200, body: `{"access_token":"${'a'.repeat(300_000)}"}` }),
      'unavailable',
      'oauth-consent-cut',
    ],
  ])('%s', async (_, happens, fault, code) => {
    const registration = at();
    happens(server);
    await expect(consent(registration)).rejects.toMatchObject({ fault, code });
  });

  test('a code is good for one time', async () => {
    const registration = at();
    const way = await wayThere(registration);
    await finishConsent(registration, { ...way, redirectUri: REDIRECT });
    await expect(finishConsent(registration, { ...way, redirectUri: REDIRECT })).rejects.toMatchObject({ code: 'oauth-code-refused' });
  });

  test('a code is nobody’s who does not know the verifier', async () => {
    const registration = at();
    const { answer, proofs } = await wayThere(registration);
    const stolen = { answer, proofs: { ...proofs, verifier: 'another'.repeat(8) }, redirectUri: REDIRECT };
    await expect(finishConsent(registration, stolen)).rejects.toMatchObject({ code: 'oauth-code-refused' });
  });

  test('an ID token that was made for another request is refused', async () => {
    const registration = at();
    const { answer, proofs } = await wayThere(registration);
    const other = { answer, proofs: { ...proofs, nonce: 'another' }, redirectUri: REDIRECT };
    await expect(finishConsent(registration, other)).rejects.toMatchObject({ code: 'oauth-consent-cut' });
  });

  test('a renewal gives another access token; a provider that rotates gives another refresh token, too', async () => {
    const { accessToken, refreshToken } = await consent();
    const kept = await renewTokens(at(), refreshToken);
    expect(kept.refreshToken).toBeNull();
    expect(kept.accessToken).not.toBe(accessToken);
    server.book.rotation = 'strict';
    const rotated = await renewTokens(at(), refreshToken);
    expect(rotated.refreshToken).not.toBeNull();
    await expect(renewTokens(at(), refreshToken)).rejects.toMatchObject({
      fault: 'forbidden',
      code: 'oauth-consent-lost',
      params: { provider: 'Google', error: 'invalid_grant' },
    });
  });

  test('consent that is taken back is lost; whatever may pass is not', async () => {
    const { refreshToken } = await consent();
    for (const status of [500, 503, 429]) {
      server.instead.push({ status, body: '{"error":"server_error"}' });
      await expect(renewTokens(at(), refreshToken)).rejects.toMatchObject({ fault: 'unavailable', code: 'oauth-provider-away' });
    }
    server.book.revoke(MAILBOX);
    await expect(renewTokens(at(), refreshToken)).rejects.toMatchObject({ code: 'oauth-consent-lost' });
  });

  test('a client secret that ran out is told by Microsoft’s own number, and nobody’s name', async () => {
    const { refreshToken } = await consent();
    server.instead.push({
      status: 401,
      body: '{"error":"invalid_client","error_description":"AADSTS7000222: The keys for app \'secret-app\' are expired."}',
    });
    const thrown: unknown = await renewTokens(at('microsoft'), refreshToken).catch((error: unknown) => error);
    expect(thrown).toMatchObject({ code: 'oauth-client-refused', params: { provider: 'Microsoft', error: 'AADSTS7000222' } });
    expect(JSON.stringify(thrown)).not.toContain('secret-app');
  });

  test('nobody there: told by the network’s code', async () => {
    const nowhere = `http://127.0.0.1:${await freePort()}`;
    await expect(renewTokens(at('google', { endpoints: { authorize: nowhere, token: nowhere } }), 'any')).rejects.toMatchObject({
      code: 'oauth-provider-away',
      params: { error: 'ECONNREFUSED' },
    });
  });
});
