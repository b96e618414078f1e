import { randomUUID } from 'node:crypto';
import type { ChatNews, ChatSession } from '@app/contracts';
import type { Problem } from '@app/service';
import { anInbox, until } from '@app/testing';
import { UnsecuredJWT } from 'jose';
import { SigningSite } from './signing-site.js';
import { VisitorClient } from './visitor-client.js';
import { WebchatUnderTest } from './webchat-under-test.js';

describe('visitors whom a site names', () => {
  let chat: WebchatUnderTest;
  let site: SigningSite;
  const clients: VisitorClient[] = [];

  beforeAll(async () => {
    chat = await WebchatUnderTest.start();
    site = await SigningSite.of(chat);
  });
  afterAll(async () => {
    for (const client of clients) client.close();
    await chat.close();
  });

  const call = async (identity: string | null, token: string | null, inbox = chat.inboxId): Promise<Response> =>
    chat.post('sessions', { inbox, nonce: (await chat.page(inbox)).nonce, token, identity, locale: 'en' });
  async function open(identity: string | null, token: string | null = null): Promise<ChatSession> {
    const answer = await call(identity, token);
    if (answer.status !== 200) throw new Error(await answer.text());
    return (await answer.json()) as ChatSession;
  }
  const codeOf = async (answer: Response) => (answer.ok ? 'opened' : ((await answer.json()) as Problem).code);
  async function connect(token: string): Promise<VisitorClient> {
    const client = await VisitorClient.hello(chat.site, token);
    clients.push(client);
    return client;
  }
  const identified = (client: VisitorClient) =>
    until('identified', () => client.answers.flatMap((answer) => ('identified' in answer ? answer.identified : [])).at(-1));
  const said = (session: ChatSession) => session.messages.map((message) => message.text);

  describe('a session', () => {
    test('with an identity is the user’s, on every browser', async () => {
      const anna = `anna ${randomUUID()}`;
      const first = await open(await site.sign(anna, { name: 'Anna', email: 'anna@customer.test', email_verified: true }));
      expect(first.user).toEqual({ name: 'Anna', email: 'anna@customer.test' });
      const client = await connect(first.token);
      await client.say('from the first');
      await client.sees('from the first');
      const second = await open(await site.sign(anna));
      expect(second).toMatchObject({ visitor: first.visitor, user: { name: 'Anna', email: 'anna@customer.test' } });
      expect(said(second)).toEqual(['from the first']);
      expect((await open(null, second.token)).user).toEqual({ name: 'Anna', email: 'anna@customer.test' });
    });

    test('of who was anonymous goes on as the user’s', async () => {
      const before = await chat.openSession();
      const client = await connect(before.token);
      await client.say('who am I?');
      await client.sees('who am I?');
      const after = await open(await site.sign(randomUUID(), { name: 'Anna' }), before.token);
      expect([said(after), after.user?.name]).toEqual([['who am I?'], 'Anna']);
      expect(await codeOf(await call(null, before.token))).toBe('visitor-unknown');
    });

    test('threat:A19 with an address but without a proof is somebody new, who sees nothing', async () => {
      const victim = `victim ${randomUUID()}`;
      const known = await open(await site.sign(victim, { email: 'victim@customer.test', email_verified: true }));
      const client = await connect(known.token);
      await client.say('secret');
      await client.sees('secret');
      const inTime = { aud: chat.inboxId, sub: victim, exp: Math.floor(Date.now() / 1_000) + 60 };
      const [row] = await chat.store.query<{ team: string }>(`select team_id as team from inboxes where id = $1`, [chat.inboxId]);
      const other = await anInbox(chat.store, 'webchat', row?.team ?? '');
      const table = {
        'identity-forged': [new UnsecuredJWT(inTime).encode(), (await site.sign(victim)).replace(/.{6}$/, 'AAAAAA')],
        'identity-expired': [await site.sign(victim, { exp: Math.floor(Date.now() / 1_000) - 60 })],
        'identity-foreign': [await site.sign(victim, { aud: other }), await site.sign(victim, { aud: [chat.inboxId, other] })],
        'identity-malformed': ['victim@customer.test', await site.sign(victim, { exp: undefined }), await site.sign('x'.repeat(201))],
        'identity-too-long-lived': [await site.sign(victim, { exp: Math.floor(Date.now() / 1_000) + 86_400 })],
      };
      const anonymous = await chat.openSession();
      for (const [code, forgeries] of Object.entries(table)) {
        for (const forgery of forgeries) {
          expect([forgery, await codeOf(await call(forgery, null))]).toEqual([forgery, code]);
          expect([forgery, await codeOf(await call(forgery, anonymous.token))]).toEqual([forgery, code]);
        }
      }
      // The anonymous chat goes on, and nothing of the victim's is in it.
      const after = await open(null, anonymous.token);
      expect([after.visitor, after.user, said(after)]).toEqual([anonymous.visitor, null, []]);
    });

    test('without a key nobody is named', async () => {
      const [row] = await chat.store.query<{ team: string }>(`select team_id as team from inboxes where id = $1`, [chat.inboxId]);
      const other = await anInbox(chat.store, 'webchat', row?.team ?? '', { origins: [chat.shop] });
      await until('the inbox is served', async () => (await chat.page(other)).nonce);
      expect(await codeOf(await call(await site.sign('anna'), null, other))).toBe('identity-key-missing');
    });

    test('threat:H7 a token of one inbox is none of another, with an identity as without', async () => {
      const [row] = await chat.store.query<{ team: string }>(`select team_id as team from inboxes where id = $1`, [chat.inboxId]);
      const other = await anInbox(chat.store, 'webchat', row?.team ?? '', { origins: [chat.shop] });
      const there = await SigningSite.of(chat, other);
      await until('the inbox is served', async () => (await chat.page(other)).nonce);
      const { token } = await open(await site.sign(randomUUID()));
      expect(await codeOf(await call(null, token, other))).toBe('visitor-unknown');
      expect(await codeOf(await call(await there.sign('anna'), token, other))).toBe('visitor-unknown');
    });

    test('a name with markup or turned around is told as text, on one line', async () => {
      const { user } = await open(await site.sign(randomUUID(), { name: '<script>alert(1)</script>\n\u202eannA' }));
      expect(user?.name).toBe('<script>alert(1)</script> annA');
    });

    test('a renewed key leaves the one before good for a day', async () => {
      const former = site;
      site = await SigningSite.of(chat);
      await until('the new key is read', async () => (await codeOf(await call(await site.sign('anna'), null))) === 'opened');
      expect(await codeOf(await call(await former.sign('anna'), null))).toBe('opened');
      site = await SigningSite.of(chat);
      await until('the newest key is read', async () => (await codeOf(await call(await site.sign('anna'), null))) === 'opened');
      expect(await codeOf(await call(await former.sign('anna'), null))).toBe('identity-forged');
    });
  });

  describe('on a socket', () => {
    test('fail:W17 who is named gets the whole history at once, without loading the page again', async () => {
      const anna = randomUUID();
      const known = await open(await site.sign(anna));
      const client = await connect(known.token);
      await client.say('earlier');
      await client.sees('earlier');
      await chat.answer(known.visitor, 'answered');
      await client.sees('answered');

      const anonymous = await chat.openSession();
      const here = await connect(anonymous.token);
      await here.say('just now');
      await here.sees('just now');
      here.send({ identify: { identity: await site.sign(anna, { name: 'Anna' }) } });
      expect(await identified(here)).toMatchObject({ visitor: known.visitor, user: { name: 'Anna' } });
      await here.sees('answered');
      await until('ready again', () => here.answers.filter((answer) => 'ready' in answer).length === 2);
      expect(here.answers.findLastIndex((answer) => 'ready' in answer)).toBeGreaterThan(
        here.answers.findIndex((one) => 'identified' in one),
      );
      await here.say('and on');
      await client.sees('and on');
      // What was said before it was known who they are came to the user's other browser, too.
      await client.sees('just now');
      expect(await codeOf(await call(null, anonymous.token))).toBe('visitor-unknown');
    });

    test('a wrong identity is told, and the chat goes on', async () => {
      const { token } = await chat.openSession();
      const client = await connect(token);
      client.send({ identify: { identity: 'forged' } });
      expect((await client.error('identity-malformed')).text).not.toBe('');
      await client.say('still here');
      await client.sees('still here');
    });

    test('another tab of the same browser is let go with its token, and comes back with the new one', async () => {
      const { token } = await chat.openSession();
      const [one, two] = [await connect(token), await connect(token)];
      one.send({ identify: { identity: await site.sign(randomUUID()) } });
      const { token: next } = await identified(one);
      await two.closed();
      expect(one.closedWith).toBeNull();
      await connect(next);
    });

    test('who logs out is forgotten in all tabs of that browser, and in no other browser', async () => {
      const anna = randomUUID();
      const [here, there] = [await open(await site.sign(anna)), await open(await site.sign(anna))];
      const [tab, otherTab, elsewhere] = [await connect(here.token), await connect(here.token), await connect(there.token)];
      tab.send({ logout: {} });
      await until('logged out', () => tab.answers.some((answer) => 'loggedOut' in answer));
      await otherTab.closed();
      tab.send({ send: { clientId: randomUUID(), text: 'nobody says this' } });
      await tab.error('hello-first');
      expect(await codeOf(await call(null, here.token))).toBe('visitor-unknown');
      await elsewhere.say('still Anna');
      await elsewhere.sees('still Anna');
    });

    test.each(['logs out', 'is named as somebody else'])(
      'threat:H7 a call that waits ends with its token when its visitor %s',
      async (how) => {
        const anna = await open(await site.sign(randomUUID()));
        const [tab, otherTab] = [await connect(anna.token), await connect(anna.token)];
        await tab.say("Anna's");
        await tab.sees("Anna's");
        const answerId = await chat.answer(anna.visitor, 'answered');
        await tab.sees('answered');
        const waiting = fetch(`${chat.site}/chat/v1/messages?after=${tab.cursor}&got=${tab.cursor}&wait=25`, {
          headers: { authorization: `Bearer ${anna.token}` },
        });
        const acknowledged = `select from deliveries where message_id = $1 and state = 'delivered'`;
        await until('the call waits', async () => (await chat.store.query(acknowledged, [answerId])).length > 0);
        tab.send(how === 'logs out' ? { logout: {} } : { identify: { identity: await site.sign(randomUUID()) } });
        await otherTab.closed();
        await chat.answer(anna.visitor, 'for Anna alone');
        const { answers } = (await (await waiting).json()) as ChatNews;
        expect(answers.filter((answer) => 'message' in answer)).toEqual([]);
      },
    );

    test('who was another user is never made one with who is named now', async () => {
      const [anna, boris] = [await open(await site.sign(randomUUID())), randomUUID()];
      const client = await connect(anna.token);
      await client.say("Anna's");
      await client.sees("Anna's");
      client.send({ identify: { identity: await site.sign(boris) } });
      const { visitor, token } = await identified(client);
      expect(visitor).not.toBe(anna.visitor);
      expect(said(await open(null, token))).toEqual([]);
    });
  });

  describe('what was on its way', () => {
    test('sent before, not acknowledged, and sent again after: one message of the user’s history', async () => {
      const anna = randomUUID();
      const known = await open(await site.sign(anna));
      const anonymous = await chat.openSession();
      const client = await connect(anonymous.token);
      const clientId = await client.say('once');
      client.send({ identify: { identity: await site.sign(anna) } });
      await identified(client);
      client.send({ send: { clientId, text: 'once', visitor: anonymous.visitor } });
      client.send({ send: { clientId, text: 'once', visitor: anonymous.visitor } });
      await client.say('twice', randomUUID());
      await client.sees('twice');
      expect(said(await open(null, (await identified(client)).token))).toEqual(['once', 'twice']);
      expect((await identified(client)).visitor).toBe(known.visitor);
    });

    test('of somebody else it is refused', async () => {
      const [mine, theirs] = [await chat.openSession(), await chat.openSession()];
      const client = await connect(mine.token);
      client.send({ send: { clientId: randomUUID(), text: 'as another', visitor: theirs.visitor } });
      expect(await client.error('message-of-another')).not.toHaveProperty('retryAfterMs');
      expect(chat.wrote.filter((event) => event.data.visitorId === theirs.visitor)).toEqual([]);
    });
  });
});
