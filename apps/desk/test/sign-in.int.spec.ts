import type { Agent, LinkInfo, MadeLink, Problem, Session } from '@app/contracts';
import { linkUrl, makeApiToken, makeSetupLink } from '@app/store';
import { aTeam } from '@app/testing';
import { DeskUnderTest, PASSWORD } from './desk-under-test.js';

describe('signing in', () => {
  let desk: DeskUnderTest;

  beforeAll(async () => {
    desk = await DeskUnderTest.start();
  });
  afterAll(() => desk.close());

  const linkOf = (url: string) => `/links/${url.split('/').at(-1)}`;

  test('the right password opens a session whose cookie scripts cannot read, named for the installation', async () => {
    const id = await desk.agentWithPassword();
    const answer = await desk.client().signIn(await desk.emailOf(id), PASSWORD);
    const [row] = await desk.store.query<{ installation: string }>(`select installation from organisation`);
    const cookie = answer.headers.getSetCookie()[0] ?? '';
    expect(cookie.startsWith(`otk_${row?.installation}=`)).toBe(true);
    expect(cookie).toMatch(/; Path=\/; HttpOnly; SameSite=Lax$/);
  });

  test('behind https the cookie is for https only, and browsers are told to keep to it', async () => {
    const secure = await DeskUnderTest.start({ PUBLIC_URL: 'https://desk.test' });
    try {
      const answer = await secure.client().signIn(await secure.emailOf(await secure.agentWithPassword()), PASSWORD);
      expect(answer.headers.getSetCookie()[0]).toContain('; Secure');
      expect(answer.headers.get('strict-transport-security')).toContain('max-age=');
    } finally {
      await secure.close();
    }
  });

  test('the address is taken in any case', async () => {
    const id = await desk.agentWithPassword();
    expect(await desk.client().signIn((await desk.emailOf(id)).toUpperCase(), PASSWORD)).toMatchObject({ status: 200 });
  });

  test('threat:G7 an unknown account and a wrong password get the same answer', async () => {
    const id = await desk.agentWithPassword();
    const [known, unknown] = [
      await desk.client().signIn(await desk.emailOf(id), 'wrong'),
      await desk.client().signIn('nobody@shop.test', 'wrong'),
    ];
    expect(known).toMatchObject({ status: 401, body: { code: 'wrong-password' } });
    expect({ ...unknown.body, requestId: '' }).toEqual({ ...known.body, requestId: '' });
  });

  test('threat:G7 an unknown account takes as long as a wrong password', async () => {
    // What this process has worked for it, on all its threads, however long it had to wait for a turn, µs.
    const timed = async (email: string): Promise<number> => {
      const start = process.cpuUsage();
      await desk.client().signIn(email, 'wrong');
      const { user, system } = process.cpuUsage(start);
      return user + system;
    };
    const known = await Promise.all([1, 2, 3, 4, 5].map(async () => desk.emailOf(await desk.agentWithPassword())));
    const [withAccount, without]: [number[], number[]] = [[], []];
    for (const [n, email] of known.entries()) {
      withAccount.push(await timed(email));
      without.push(await timed(`nobody-${n}@shop.test`));
    }
    // Hashing dominates: an answer without it would take a tenth. The fastest of each was disturbed least.
    expect(Math.min(...without)).toBeGreaterThan(Math.min(...withAccount) / 2);
  });

  test('threat:G7 of many guesses at once no more than five are looked at, then the right password waits too', async () => {
    const email = await desk.emailOf(await desk.agentWithPassword());
    const answers = await Promise.all(Array.from({ length: 20 }, () => desk.client().signIn(email, 'guess')));
    expect(answers.filter((answer) => answer.status === 401)).toHaveLength(5);
    const refused = await desk.client().signIn(email, PASSWORD);
    expect(refused).toMatchObject({ status: 429, body: { code: 'too-many-attempts', params: { minutes: 15 } } });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(800);
  });

  test('a log-in that succeeds clears the failed ones before it', async () => {
    const email = await desk.emailOf(await desk.agentWithPassword());
    for (let n = 0; n < 4; n++) await desk.client().signIn(email, 'wrong');
    expect(await desk.client().signIn(email, PASSWORD)).toMatchObject({ status: 200 });
    expect(await desk.client().signIn(email, 'wrong')).toMatchObject({ status: 401 });
  });

  test('threat:G6 signing in ends the session that the browser had, and gives a new one', async () => {
    const client = await desk.signedIn();
    const before = client.cookie;
    await client.signIn(await desk.emailOf(client.agentId), PASSWORD);
    expect(client.cookie).not.toBe(before);
    const old = desk.client();
    old.cookie = before;
    expect(await old.get('/session')).toMatchObject({ status: 401, body: { code: 'sign-in-needed' } });
  });

  test.each([
    ['was idle for two hours', `last_seen_at = now() - interval '121 minutes'`],
    ['is older than twelve hours', `expires_at = now() - interval '1 second'`],
  ])('threat:G6 a session that %s is over', async (_what, change) => {
    const client = await desk.signedIn();
    await desk.store.query(`update sessions set ${change} where agent_id = $1`, [client.agentId]);
    expect((await client.get('/session')).status).toBe(401);
  });

  test('signing out ends the session at the server', async () => {
    const client = await desk.signedIn();
    const cookie = client.cookie;
    expect(await client.call('DELETE', '/session')).toMatchObject({ status: 204 });
    client.cookie = cookie;
    expect((await client.get('/session')).status).toBe(401);
  });

  test('a password or a token is never stored in clear', async () => {
    const client = await desk.signedIn();
    const token = client.cookie?.split('=')[1] ?? '';
    const [row] = await desk.store.query<{ all: string }>(`select string_agg(s::text, '') as all from sessions s`);
    expect(row?.all).not.toContain(token);
  });

  describe('writes with a cookie', () => {
    test('threat:G5 need the CSRF token', async () => {
      const client = await desk.signedIn();
      const token = client.csrfToken;
      client.csrfToken = null;
      expect(await client.call('PUT', '/agents/me/presence', { state: 'away' })).toMatchObject({
        status: 403,
        body: { code: 'csrf-token-wrong' },
      });
      client.csrfToken = `${token?.slice(0, -1)}x`;
      expect((await client.call('PUT', '/agents/me/presence', { state: 'away' })).status).toBe(403);
      client.csrfToken = token;
      expect((await client.call('PUT', '/agents/me/presence', { state: 'away' })).status).toBe(200);
    });

    test.each([
      ['another site', { origin: 'https://evil.test' }],
      ['the same host on another port', { origin: 'http://127.0.0.1:1' }],
      ['a page without an origin', { origin: 'null' }],
      ['another site, as the browser says', { 'sec-fetch-site': 'cross-site' }],
    ])('threat:G5 from %s are refused, with the right token too', async (_what, headers) => {
      const client = await desk.signedIn();
      const answer = await client.call('PUT', '/agents/me/presence', { state: 'away' }, headers);
      expect(answer).toMatchObject({ status: 403, body: { code: 'origin-refused' } });
    });

    test("from the console's own page are taken", async () => {
      const client = await desk.signedIn();
      for (const origin of [desk.url, desk.url.replace('127.0.0.1', 'localhost')]) {
        expect((await client.call('PUT', '/agents/me/presence', { state: 'online' }, { origin })).status).toBe(200);
      }
    });

    test('threat:G5 another site cannot sign a browser in', async () => {
      const answer = await desk.client().call('POST', '/session', { email: 'a@b.test', password: 'x' }, { origin: 'https://evil.test' });
      expect(answer.status).toBe(403);
    });
  });

  describe('an API token', () => {
    test('acts as its agent, without CSRF token', async () => {
      const id = await desk.agentWithPassword();
      const token = await makeApiToken(desk.store, id, 'test');
      const bearer = { authorization: `Bearer ${token}` };
      const { body } = await desk.client().call<Session>('GET', '/session', undefined, bearer);
      expect(body).toMatchObject({ agent: { id }, csrfToken: null });
      expect((await desk.client().call('PUT', '/agents/me/presence', { state: 'away' }, bearer)).status).toBe(200);
    });

    test('that is revoked, unknown or of a deactivated agent opens nothing, whatever cookie comes with it', async () => {
      const client = await desk.signedIn();
      const token = await makeApiToken(desk.store, client.agentId, 'test');
      const status = async (bearer: string) =>
        (await client.call('GET', '/session', undefined, { authorization: `Bearer ${bearer}` })).status;
      expect(await status('otk_unknown-unknown-unknown-unknown')).toBe(401);
      await desk.store.query(`update tokens set revoked_at = now() where agent_id = $1`, [client.agentId]);
      expect(await status(token)).toBe(401);
    });

    test('threat:G10 headers of a proxy sign nobody in', async () => {
      const answer = await desk.client().call('GET', '/session', undefined, { 'x-remote-user': 'admin', 'x-forwarded-user': 'admin' });
      expect(answer.status).toBe(401);
    });
  });

  describe('a one-time link', () => {
    test('invites: the invited sets a password once and is signed in', async () => {
      const admin = await desk.signedIn({ role: 'admin' });
      const { body: link } = await admin.post<MadeLink>('/links', { kind: 'invite', email: 'Vera@shop.test', name: 'Vera', role: 'lead' });
      const guest = desk.client();
      const { body: info } = await guest.get<LinkInfo>(linkOf(link.url));
      expect(info).toMatchObject({ kind: 'invite', email: 'vera@shop.test', name: 'Vera' });
      const taken = await guest.post<Session>(linkOf(link.url), { password: 'a new password', name: 'Вера' });
      expect(taken).toMatchObject({ status: 200, body: { agent: { name: 'Вера', role: 'lead', hasPassword: true } } });
      expect((await guest.get('/session')).status).toBe(200);
      const again = await desk.client().post<Problem>(linkOf(link.url), { password: 'another password' });
      expect(again).toMatchObject({ status: 410, body: { code: 'link-unusable' } });
      expect(await desk.client().signIn('vera@shop.test', 'a new password')).toMatchObject({ status: 200 });
    });

    test('threat:G6 used by two at once, one of them gets in', async () => {
      const admin = await desk.signedIn({ role: 'admin' });
      const { body: link } = await admin.post<MadeLink>('/links', { kind: 'invite', email: 'race@shop.test' });
      const answers = await Promise.all([1, 2, 3].map((n) => desk.client().post(linkOf(link.url), { password: `password number ${n}` })));
      expect(answers.map((answer) => answer.status).sort((a, b) => a - b)).toEqual([200, 410, 410]);
    });

    test('threat:G6 resets a password and ends all sessions of the agent', async () => {
      const admin = await desk.signedIn({ role: 'admin' });
      const agent = await desk.signedIn();
      const { body: link } = await admin.post<MadeLink>('/links', { kind: 'reset', email: await desk.emailOf(agent.agentId) });
      expect((await desk.client().post(linkOf(link.url), { password: 'quite another one' })).status).toBe(200);
      expect((await agent.get('/session')).status).toBe(401);
      expect((await desk.client().signIn(await desk.emailOf(agent.agentId), PASSWORD)).status).toBe(401);
    });

    test('that is too old, or replaced by a newer one, opens nothing', async () => {
      const admin = await desk.signedIn({ role: 'admin' });
      const email = await desk.emailOf(await desk.agentWithPassword());
      const make = async () => (await admin.post<MadeLink>('/links', { kind: 'reset', email })).body.url;
      const [first, second] = [await make(), await make()];
      expect((await desk.client().get(linkOf(first))).status).toBe(410);
      await desk.store.query(`update one_time_links set expires_at = now()`);
      expect((await desk.client().get(linkOf(second))).status).toBe(410);
    });

    test('a short password is refused with its field', async () => {
      const admin = await desk.signedIn({ role: 'admin' });
      const { body: link } = await admin.post<MadeLink>('/links', { kind: 'invite', email: 'short@shop.test' });
      const answer = await desk.client().post<Problem>(linkOf(link.url), { password: 'short' });
      expect(answer).toMatchObject({ status: 400, body: { code: 'invalid-input', errors: [{ field: 'password', code: 'too-small' }] } });
    });
  });

  describe('the set-up link', () => {
    test('makes the first admin of a new installation, in all teams, and names the organisation; then there is none any more', async () => {
      const fresh = await DeskUnderTest.start();
      try {
        await aTeam(fresh.store, 'Support');
        const make = () => fresh.store.transaction((tx) => makeSetupLink(tx));
        const replaced = await make();
        const link = await make();
        const path = (token = '') => linkOf(linkUrl(fresh.url, token));
        expect((await fresh.client().get(path(replaced?.token))).status).toBe(410);
        const owner = fresh.client();
        expect((await owner.get<LinkInfo>(path(link?.token))).body).toMatchObject({ kind: 'setup', email: null });
        expect((await owner.post<Problem>(path(link?.token), { password: 'owner password' })).body).toMatchObject({ code: 'email-needed' });
        const body = { email: 'Owner@shop.test', name: 'Olga', organisation: 'Warm bread', language: 'ru', password: 'owner password' };
        const taken = await owner.post<Session>(path(link?.token), body);
        expect(taken).toMatchObject({ status: 200, body: { organisation: { name: 'Warm bread', language: 'ru' } } });
        expect(taken.body.agent satisfies Agent).toMatchObject({ role: 'admin', email: 'owner@shop.test', teams: [{ name: 'Support' }] });
        expect(await make()).toBeNull();
      } finally {
        await fresh.close();
      }
    });
  });
});
