import type { OAuthProvider } from '@app/contracts';
import { renewTokens } from '@app/mailbox';
import {
  anInbox,
  aTeam,
  eventually,
  giveConsent,
  type OAuthServer,
  openProductDatabase,
  type ProductDatabase,
  registerAt,
  startOAuthServer,
} from '@app/testing';
import { OAuthClients, OAuthGrants, Secrets, serviceDataSource, Store } from '../index.js';

const MAILBOX = 'support@shop.test';
const keys = Secrets.fromSecret('a secret of thirty-two characters');

describe('access that the owner of a mailbox gave', () => {
  let product: ProductDatabase;
  let provider: OAuthServer;
  let grants: OAuthGrants;
  let team: string;
  const clients = new OAuthClients(keys);
  const others: Store[] = [];

  beforeEach(async () => {
    [product, provider] = await Promise.all([openProductDatabase(), startOAuthServer()]);
    team = await aTeam(product.store);
    grants = new OAuthGrants(product.store, keys, clients);
    await register('google');
  });
  afterEach(async () => {
    await Promise.all(others.splice(0).map((store) => store.close()));
    await provider.close();
    await product.close();
  });

  const ports = () => ({ store: product.store, clients, grants });
  const register = (name: OAuthProvider, at = provider): Promise<void> => registerAt(ports(), at, name);

  /** A mailbox that was consented to. */
  const consented = async (name: OAuthProvider = 'google'): Promise<string> => {
    const inbox = await anInbox(product.store, 'email', team, { signIn: name, address: MAILBOX });
    await giveConsent(ports(), { inbox, mailbox: MAILBOX, provider: name });
    return inbox;
  };

  /** As another process: with connections of its own. */
  const elsewhere = async (): Promise<OAuthGrants> => (await another()).grants;
  const another = async (): Promise<{ grants: OAuthGrants; store: Store }> => {
    const source = serviceDataSource(product.database.url, 'other', 3);
    await source.initialize();
    const store = new Store(source);
    others.push(store);
    return { store, grants: new OAuthGrants(store, keys, clients) };
  };
  const expire = (inbox: string) =>
    product.store.query(`update oauth_grants set renew_at = now(), expires_at = now() where inbox_id = $1`, [inbox]);
  const runsOut = (inbox: string) => product.store.query(`update oauth_grants set renew_at = now() where inbox_id = $1`, [inbox]);
  const stateOf = async (inbox: string) => {
    const [row] = await product.store.query<{ state: string; code: string | null; generation: number }>(
      `select state, reason ->> 'code' as code, generation from oauth_grants where inbox_id = $1`,
      [inbox],
    );
    return row;
  };

  test('a token is used for as long as it is good, without asking the provider', async () => {
    const inbox = await consented();
    const first = await grants.accessToken(inbox, renewTokens);
    expect(await grants.accessToken(inbox, renewTokens)).toBe(first);
    expect(provider.renewals).toBe(0);
    expect(provider.book.holderOf(first)?.account).toBe(MAILBOX);
  });

  test('fail:O1 200 renewals at a provider that takes each refresh token once: each is saved before it is used', async () => {
    Object.assign(provider.book, { rotation: 'strict', accessSeconds: 0 });
    const inbox = await consented();
    const tokens = new Set<string>();
    for (let cycle = 0; cycle < 200; cycle += 1) tokens.add(await grants.accessToken(inbox, renewTokens));
    expect(tokens.size).toBe(200);
    expect(provider.renewals).toBe(200);
    expect(await stateOf(inbox)).toMatchObject({ state: 'given', generation: 201 });
  });

  test('fail:O4 five workers renew at once, ten times: the provider is asked once each time', async () => {
    provider.book.rotation = 'strict';
    const inbox = await consented();
    const workers = await Promise.all(Array.from({ length: 5 }, elsewhere));
    for (let round = 1; round <= 10; round += 1) {
      await expire(inbox);
      const got = await Promise.all(workers.flatMap((one) => [one.accessToken(inbox, renewTokens), one.accessToken(inbox, renewTokens)]));
      expect(new Set(got).size).toBe(1);
      expect(provider.renewals).toBe(round);
    }
    expect(await stateOf(inbox)).toMatchObject({ state: 'given' });
  });

  test('the database goes away between the provider’s answer and the commit: the only good tokens are kept', async () => {
    provider.book.rotation = 'strict';
    const inbox = await consented();
    await expire(inbox);
    provider.beforeAnswer = async () => {
      provider.beforeAnswer = async () => {};
      await product.store.query(`select pg_terminate_backend(pid) from pg_stat_activity where state = 'idle in transaction'
        and datname = current_database()`);
    };
    const token = await grants.accessToken(inbox, renewTokens);
    expect(provider.book.holderOf(token)).not.toBeNull();
    await expire(inbox);
    expect(provider.book.holderOf(await grants.accessToken(inbox, renewTokens))).not.toBeNull();
    expect(provider.renewals).toBe(2);
  });

  test('fail:O2 consent that was taken back is lost for good: nobody asks again until it is given anew', async () => {
    const inbox = await consented();
    provider.book.revoke(MAILBOX);
    await expire(inbox);
    for (let time = 0; time < 3; time += 1) {
      await expect(grants.accessToken(inbox, renewTokens)).rejects.toMatchObject({
        fault: 'forbidden',
        code: 'oauth-consent-lost',
        params: { provider: 'Google', error: 'invalid_grant' },
      });
    }
    expect(provider.renewals).toBe(1);
    expect(await stateOf(inbox)).toMatchObject({ state: 'lost', code: 'oauth-consent-lost' });
    expect(await grants.untilRenewal(inbox)).toBeNull();
  });

  test('a token that runs out goes on being used while the provider is away; one that ran out does not', async () => {
    const inbox = await consented();
    const present = await grants.accessToken(inbox, renewTokens);
    await runsOut(inbox);
    provider.instead.push({ status: 503, body: '' }, { status: 503, body: '' });
    expect(await grants.accessToken(inbox, renewTokens)).toBe(present);
    await expire(inbox);
    await expect(grants.accessToken(inbox, renewTokens)).rejects.toMatchObject({ fault: 'unavailable', code: 'oauth-provider-away' });
    expect(await grants.accessToken(inbox, renewTokens)).not.toBe(present);
  });

  test('a token that the mail server refuses is replaced, once for all who were refused', async () => {
    const inbox = await consented();
    const refused = await grants.accessToken(inbox, renewTokens);
    const other = await elsewhere();
    const fresh = await grants.accessToken(inbox, renewTokens, refused);
    expect(fresh).not.toBe(refused);
    expect(await other.accessToken(inbox, renewTokens, refused)).toBe(fresh);
    expect(provider.renewals).toBe(1);
  });

  test('while the database is away the token in hand goes on being used, to its end and not beyond', async () => {
    const inbox = await consented();
    provider.book.accessSeconds = 2;
    const brief = await consented();
    const other = await another();
    const token = await other.grants.accessToken(inbox, renewTokens);
    await other.grants.accessToken(brief, renewTokens);
    await others.pop()?.close();
    expect(await other.grants.accessToken(inbox, renewTokens)).toBe(token);
    await expect(other.grants.accessToken(inbox, renewTokens, token)).rejects.toMatchObject({ code: 'database-away' });
    await eventually(() => expect(other.grants.accessToken(brief, renewTokens)).rejects.toMatchObject({ code: 'database-away' }));
  });

  test('consent that is given anew waits for a renewal that hangs, and is kept', async () => {
    provider.book.rotation = 'grace';
    const inbox = await consented();
    await expire(inbox);
    provider.beforeAnswer = async (grantType) => (grantType === 'refresh_token' ? new Promise(() => {}) : undefined);
    const renewal = grants.accessToken(inbox, renewTokens);
    renewal.catch(() => {});
    await eventually(() => expect(provider.renewals).toBe(1));
    await giveConsent(ports(), { inbox, mailbox: MAILBOX });
    await expect(renewal).rejects.toMatchObject({ code: 'oauth-provider-away' });
    expect(provider.book.holderOf(await grants.accessToken(inbox, renewTokens))).not.toBeNull();
  });

  test('a provider that hangs takes two connections at most: other mailboxes and other work go on', async () => {
    const hanging = await startOAuthServer();
    try {
      await register('microsoft', hanging);
      hanging.tenant = '9188040d-6c67-4c5b-b112-36a304b66dad';
      const stuck = await Promise.all(Array.from({ length: 12 }, () => consented('microsoft')));
      const fine = await consented();
      await Promise.all([...stuck, fine].map(expire));
      let release = (): void => {};
      const released = new Promise<void>((resolve) => {
        release = resolve;
      });
      hanging.beforeAnswer = () => released;
      const waiting = stuck.map((inbox) => grants.accessToken(inbox, renewTokens));
      await eventually(() => expect(hanging.renewals).toBe(2));
      expect(provider.book.holderOf(await grants.accessToken(fine, renewTokens))).not.toBeNull();
      expect(await product.store.query(`select 1 as one`)).toEqual([{ one: 1 }]);
      release();
      expect(new Set(await Promise.all(waiting)).size).toBe(12);
    } finally {
      await hanging.close();
    }
  });

  test('behind a provider that never answers nobody waits twice', async () => {
    const inboxes = await Promise.all(Array.from({ length: 12 }, () => consented()));
    await Promise.all(inboxes.map(expire));
    const before = provider.renewals;
    provider.beforeAnswer = () => new Promise(() => {});
    const ended = await Promise.allSettled(inboxes.map((inbox) => grants.accessToken(inbox, renewTokens)));
    for (const one of ended)
      expect(one).toMatchObject({ status: 'rejected', reason: { fault: 'unavailable', code: 'oauth-provider-away' } });
    // Both who were at it, and those who came to their turn with them.
    expect(provider.renewals - before).toBeLessThanOrEqual(4);
  });

  test('a wrong client secret is told, and costs no consent', async () => {
    const inbox = await consented();
    await expire(inbox);
    provider.clientSecret = 'changed there';
    await expect(grants.accessToken(inbox, renewTokens)).rejects.toMatchObject({
      code: 'oauth-client-refused',
      params: { error: 'AADSTS7000215' },
    });
    await register('google');
    expect(provider.book.holderOf(await grants.accessToken(inbox, renewTokens))).not.toBeNull();
  });

  test('nothing was given: consent is wanted; for another provider: refused', async () => {
    const inbox = await anInbox(product.store, 'email', team, { signIn: 'google' });
    await expect(grants.accessToken(inbox, renewTokens)).rejects.toMatchObject({ code: 'oauth-consent-wanted' });
    const tokens = { accessToken: 'a', refreshToken: 'r', lifetimeS: 1, clockAheadS: null };
    await expect(
      product.store.transaction((tx) => grants.give(tx, inbox, { provider: 'microsoft', account: null, tokens })),
    ).rejects.toMatchObject({ code: 'oauth-inbox-other' });
  });

  test('threat:I1 nothing secret is in the database in clear', async () => {
    Object.assign(provider.book, { rotation: 'strict', accessSeconds: 0 });
    const inbox = await consented();
    await grants.accessToken(inbox, renewTokens);
    const rows = await product.store.query<{ all: string }>(
      `select (select string_agg(g::text || encode(g.tokens, 'escape'), '') from oauth_grants g)
         || (select string_agg(c::text || encode(c.secret, 'escape'), '') from oauth_clients c) as all`,
    );
    for (const secret of provider.secrets) expect(rows[0]?.all).not.toContain(secret);
  });
});
