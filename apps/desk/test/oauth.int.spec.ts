import type { Inbox, OAuthClient } from '@app/contracts';
import { renewTokens } from '@app/mailbox';
import { OAuthGrants } from '@app/store';
import { anInbox, aTeam, eventually, type OAuthServer, startOAuthServer } from '@app/testing';
import type { ApiClient } from './api-client.js';
import { DeskUnderTest } from './desk-under-test.js';

const MAILBOX = 'support@shop.test';
const SERVER = { host: 'imap.shop.test', port: 993, tls: 'implicit', user: MAILBOX };

describe('mailboxes signed in to by consent', () => {
  let desk: DeskUnderTest;
  let provider: OAuthServer;
  let admin: ApiClient;
  let team: string;

  beforeAll(async () => {
    desk = await DeskUnderTest.start();
    team = await aTeam(desk.store);
    admin = await desk.signedIn({ role: 'admin' });
  });
  beforeEach(async () => {
    provider = await startOAuthServer();
    const client = { clientId: provider.clientId, clientSecret: provider.clientSecret, endpoints: provider.endpoints };
    expect(await admin.call('PUT', '/oauth/google', client)).toMatchObject({ status: 200 });
  });
  afterEach(() => provider.close());
  afterAll(() => desk.close());

  const mailbox = (signIn = 'google'): Promise<string> =>
    anInbox(desk.store, 'email', team, { address: MAILBOX, signIn, imap: SERVER, smtp: { ...SERVER, port: 465 } });
  const inboxOf = async (id: string, client = admin): Promise<Inbox> => (await client.get<Inbox>(`/inboxes/${id}`)).body;

  /** The way there and back, as the admin's browser goes it. */
  const begin = async (inbox: string, client = admin): Promise<string> =>
    (await client.get(`/oauth/google/start?inbox=${inbox}`)).headers.get('location') ?? '';
  const consent = async (url: string): Promise<string> => (await fetch(url, { redirect: 'manual' })).headers.get('location') ?? '';
  const back = async (url: string, client = admin): Promise<string> => {
    const { pathname, search } = new URL(url);
    const answer = await client.get(`${pathname.replace('/api/v1', '')}${search}`);
    const to = new URL(answer.headers.get('location') ?? '');
    return `${to.pathname}${to.search}`;
  };
  const token = (inbox: string) => {
    const grants = desk.provided.providers.find((one) => one.provide === OAuthGrants)?.useValue;
    if (!(grants instanceof OAuthGrants)) throw new Error('The desk keeps no grants.');
    return grants.accessToken(inbox, renewTokens);
  };

  test('an admin sees what is to be registered where, and never the secret again', async () => {
    const { body } = await admin.get<{ data: OAuthClient[] }>('/oauth');
    expect(body.data.map((one) => [one.provider, one.clientId, one.redirectUri])).toEqual([
      ['google', provider.clientId, expect.stringMatching(/^http:\/\/localhost:\d+\/api\/v1\/oauth\/google\/callback$/)],
      ['microsoft', null, expect.stringMatching(/\/api\/v1\/oauth\/microsoft\/callback$/)],
    ]);
    expect(JSON.stringify(body)).not.toContain(provider.clientSecret);
  });

  test.each([
    ['http to somewhere else', { authorize: 'http://login.shop.test/a', token: 'http://login.shop.test/t' }],
    ['http to a public address', { authorize: 'https://login.shop.test/a', token: 'http://198.51.100.7/t' }],
    ['another scheme', { authorize: 'https://login.shop.test/a', token: 'file:///etc/passwd' }],
    ['a name and a password in it', { authorize: 'https://a:b@login.shop.test/a', token: 'https://login.shop.test/t' }],
  ])('threat:F1 secrets go nowhere unsafe: %s is refused', async (_, endpoints) => {
    const answer = await admin.call('PUT', '/oauth/google', { clientId: 'x', clientSecret: 'y', endpoints });
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid-input' } });
  });

  test('the first time the secret is needed, too; a directory is no path', async () => {
    expect(await admin.call('PUT', '/oauth/microsoft', { clientId: 'x' })).toMatchObject({
      status: 400,
      body: { code: 'oauth-secret-wanted' },
    });
    const path = { clientId: 'x', clientSecret: 'y', tenant: 'common/../x' };
    expect(await admin.call('PUT', '/oauth/microsoft', path)).toMatchObject({ status: 400, body: { code: 'invalid-input' } });
  });

  test('a mailbox without a password is made, consented to, and can be used', async () => {
    const made = await admin.post<Inbox>('/inboxes', {
      channel: 'email',
      name: `Consented ${Date.now()}`,
      team,
      settings: { address: MAILBOX, imap: SERVER, smtp: { ...SERVER, port: 465 }, signIn: 'google' },
    });
    expect(made).toMatchObject({ status: 201, body: { consent: { provider: 'google', state: 'wanted', account: null } } });
    const { id } = made.body;
    const url = await begin(id);
    expect(new URL(url).searchParams.get('login_hint')).toBe(MAILBOX);
    expect(await back(await consent(url))).toBe(`/settings/inboxes/${id}?consent=given`);
    expect((await inboxOf(id)).consent).toMatchObject({ state: 'given', account: MAILBOX, reason: null, warning: null });
    expect(provider.book.holderOf(await token(id))?.account).toBe(MAILBOX);
  });

  test('who serves the mailbox is told to sign in anew', async () => {
    const id = await mailbox();
    const changes = async () =>
      (await desk.store.query(`select from events where type = 'inbox.changed.v1' and data ->> 'inboxId' = $1`, [id])).length;
    const before = { version: (await inboxOf(id)).version, changes: await changes() };
    await back(await consent(await begin(id)));
    expect({ version: (await inboxOf(id)).version, changes: await changes() }).toEqual({
      version: before.version + 1,
      changes: before.changes + 1,
    });
  });

  test('the way back can be gone once', async () => {
    const id = await mailbox();
    const url = await consent(await begin(id));
    expect(await back(url)).toBe(`/settings/inboxes/${id}?consent=given`);
    expect(await back(url)).toBe('/settings/inboxes?consent=refused&code=oauth-state-unknown');
    expect((await inboxOf(id)).consent).toMatchObject({ state: 'given' });
  });

  test('and within ten minutes', async () => {
    const id = await mailbox();
    const url = await consent(await begin(id));
    await desk.store.query(`update oauth_consents set expires_at = now() where inbox_id = $1`, [id]);
    expect(await back(url)).toBe('/settings/inboxes?consent=refused&code=oauth-state-unknown');
  });

  test('threat:G5 another admin’s way back connects nothing, nor does one without a session', async () => {
    const other = await desk.signedIn({ role: 'admin' });
    for (const client of [other, desk.client()]) {
      const id = await mailbox();
      expect(await back(await consent(await begin(id)), client)).toBe(`/settings/inboxes/${id}?consent=refused&code=oauth-session-other`);
      expect((await inboxOf(id)).consent).toMatchObject({ state: 'wanted' });
    }
  });

  test('an answer of one provider is none of the other’s', async () => {
    const id = await mailbox();
    const url = (await consent(await begin(id))).replace('/oauth/google/', '/oauth/microsoft/');
    expect(await back(url)).toContain('consent=refused&code=oauth-state-unknown');
  });

  test('a code that was changed on the way is refused', async () => {
    const id = await mailbox();
    const url = new URL(await consent(await begin(id)));
    url.searchParams.set('code', 'another');
    expect(await back(url.href)).toBe(`/settings/inboxes/${id}?consent=refused&code=oauth-code-refused`);
  });

  test('what the provider adds to the way back is no error', async () => {
    const id = await mailbox();
    const url = `${await consent(await begin(id))}&scope=all&authuser=0&prompt=consent&iss=${encodeURIComponent(provider.url)}`;
    expect(await back(url)).toBe(`/settings/inboxes/${id}?consent=given`);
  });

  test.each<[string, (one: OAuthServer) => void, string]>([
    ['the owner says no', (one) => (one.consents = false), 'oauth-consent-denied'],
    ['less is granted than mail needs', (one) => (one.grantedScope = 'openid email'), 'oauth-scope-missing'],
    ['the secret is wrong', (one) => (one.clientSecret = 'another'), 'oauth-client-refused'],
    ['the provider breaks down', (one) => one.instead.push({ status: 500, body: '' }), 'oauth-consent-cut'],
  ])('%s: the admin is back at the settings, and told why', async (_, happens, code) => {
    const id = await mailbox();
    happens(provider);
    expect(await back(await consent(await begin(id)))).toBe(`/settings/inboxes/${id}?consent=refused&code=${code}`);
    const { refusal } = (await inboxOf(id)).consent ?? {};
    expect(refusal).toMatchObject({ code });
    expect(refusal?.text).not.toBe(code);
    // The next way that leads somewhere ends it.
    Object.assign(provider, { consents: true, grantedScope: null });
    await admin.call('PUT', '/oauth/google', {
      clientId: provider.clientId,
      clientSecret: provider.clientSecret,
      endpoints: provider.endpoints,
    });
    await back(await consent(await begin(id)));
    expect((await inboxOf(id)).consent).toMatchObject({ state: 'given', refusal: null });
  });

  test('a mailbox that is not signed in to there is not taken to the provider', async () => {
    for (const signIn of ['password', 'microsoft']) {
      const id = await mailbox(signIn);
      expect(await begin(id)).toContain(`/settings/inboxes/${id}?consent=refused&code=oauth-inbox-other`);
    }
  });

  test('threat:G5 a foreign page begins nothing', async () => {
    const answer = await admin.call('GET', `/oauth/google/start?inbox=${await mailbox()}`, undefined, { 'sec-fetch-site': 'cross-site' });
    expect(answer).toMatchObject({ status: 403, body: { code: 'origin-refused' } });
  });

  test('a clock that is off, and an account that is another one, are told as warnings', async () => {
    const id = await mailbox();
    provider.clockAheadS = -600;
    await back(await consent(await begin(id)));
    expect((await inboxOf(id)).consent?.warning).toMatchObject({ code: 'oauth-clock-skewed', params: { provider: 'Google', minutes: 10 } });
    provider.clockAheadS = 0;
    provider.account = 'admin@shop.test';
    await back(await consent(await begin(id)));
    expect((await inboxOf(id)).consent).toMatchObject({ account: 'admin@shop.test', warning: { code: 'oauth-account-other' } });
  });

  test('who consented is for admins alone', async () => {
    const id = await mailbox();
    await back(await consent(await begin(id)));
    const agent = await desk.signedIn({ teams: [team] });
    expect((await inboxOf(id, agent)).consent).toMatchObject({ state: 'given', account: null });
  });

  test('a password in place of consent: what was given is forgotten', async () => {
    const id = await mailbox();
    await back(await consent(await begin(id)));
    const changed = await admin.patch<Inbox>(`/inboxes/${id}`, { settings: { signIn: 'password' }, secrets: { imapPassword: 'x' } });
    expect(changed).toMatchObject({ status: 200, body: { consent: null } });
    expect(await desk.store.query(`select from oauth_grants where inbox_id = $1`, [id])).toEqual([]);
    await admin.patch(`/inboxes/${id}`, { settings: { signIn: 'google' } });
    expect((await inboxOf(id)).consent).toMatchObject({ state: 'wanted' });
  });

  test('fail:O3 the settings are shown while the provider hangs, and say in words that consent was lost', async () => {
    const id = await mailbox();
    await back(await consent(await begin(id)));
    provider.book.revoke(MAILBOX);
    await desk.store.query(`update oauth_grants set renew_at = now(), expires_at = now() where inbox_id = $1`, [id]);
    await expect(token(id)).rejects.toMatchObject({ code: 'oauth-consent-lost' });
    let isAsked = false;
    provider.beforeAnswer = () => {
      isAsked = true;
      return new Promise(() => {});
    };
    const russian = await admin.call<Inbox>('GET', `/inboxes/${id}`, undefined, { 'accept-language': 'ru' });
    expect(russian.body.consent).toMatchObject({ state: 'lost', reason: { code: 'oauth-consent-lost' } });
    expect(russian.body.consent?.reason?.text).toMatch(/^Google больше не пускает в ящик/);
    expect(await admin.get('/inboxes')).toMatchObject({ status: 200 });
    expect(await admin.get('/oauth')).toMatchObject({ status: 200 });
    expect(isAsked).toBe(false);
    // And consent can be given again.
    provider.beforeAnswer = async () => {};
    expect(await back(await consent(await begin(id)))).toBe(`/settings/inboxes/${id}?consent=given`);
    await eventually(async () => expect((await inboxOf(id)).consent).toMatchObject({ state: 'given', reason: null }));
  });

  test('what is changed at the provider reaches every mailbox of it', async () => {
    const id = await mailbox();
    const { version } = await inboxOf(id);
    await admin.call('PUT', '/oauth/google', { clientId: provider.clientId, endpoints: provider.endpoints });
    expect((await inboxOf(id)).version).toBe(version + 1);
    await back(await consent(await begin(id)));
    expect((await inboxOf(id)).consent).toMatchObject({ state: 'given' });
  });

  test('threat:I1 nothing secret stands in the audit', async () => {
    const id = await mailbox();
    await back(await consent(await begin(id)));
    const rows = await desk.store.query<{ all: string }>(`select coalesce(string_agg(a::text, ''), '') as all from audit a`);
    expect(rows[0]?.all).toContain('inbox.consent');
    for (const secret of provider.secrets) expect(rows[0]?.all).not.toContain(secret);
  });
});
