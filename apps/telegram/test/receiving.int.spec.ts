import { createServer, type Server } from 'node:http';
import { botCommands } from '@app/domain';
import { Blobs, botUsernames, Deliveries, Inboxes, type Lease, Leases, type OpenedPlatform, openPlatform } from '@app/store';
import {
  aTeam,
  type Bot,
  type BotApi as FakeBotApi,
  eventually,
  failure,
  freePort,
  openProductDatabase,
  type ProductDatabase,
  startBotApi,
  type TempDir,
  tempDir,
} from '@app/testing';
import { BotApi, updateKinds } from '@app/telegram';
import { BotPorts } from '../src/bot-ports.js';
import { BotHealth } from '../src/receiving/bot-health.js';
import { BotIdentity } from '../src/receiving/bot-identity.js';
import { Poller } from '../src/receiving/poller.js';
import { Polling } from '../src/receiving/polling.js';
import { UpdateIntake } from '../src/receiving/update-intake.js';
import { WebhookKeeper } from '../src/receiving/webhook-keeper.js';

/** A poll that the machine holds up is late, and not given up. */
const TIMES = { waitS: 1, graceMs: 30_000 };
const IMPATIENT = { waitS: 1, graceMs: 400 };
const PAUSES = { refused: 5_000, firstConflict: 10, conflict: 3_000, webhookRemoval: 60_000 };
const KINDS = updateKinds({ channelPosts: false });

describe('how a bot receives', () => {
  let product: ProductDatabase;
  let folder: TempDir;
  let fake: FakeBotApi;
  let platform: OpenedPlatform;
  let ports: BotPorts;
  let team: string;
  let bot: Bot;
  let inbox: string;
  let lease: Lease | null;
  const never = new AbortController().signal;

  beforeAll(async () => {
    [product, fake] = await Promise.all([openProductDatabase(), startBotApi({ conflictPauseMs: 0 })]);
    folder = tempDir('receiving');
    platform = await openPlatform({ DATABASE_URL: product.database.url, OTKLIK_DATA: folder.path }, 'telegram');
    ports = new BotPorts(platform.store, platform.bus, given(Blobs), given(Deliveries), given(Inboxes));
    team = await aTeam(product.store);
  });
  afterAll(async () => {
    await platform.close();
    await Promise.all([fake.close(), product.close()]);
    folder.remove();
  });
  beforeEach(async () => {
    bot = fake.bot();
    inbox = await product.store.transaction((tx) =>
      ports.inboxes.create(tx, {
        channel: 'telegram',
        name: `bot ${bot.id}`,
        teamId: team,
        settings: { apiRoot: fake.url },
        secrets: { token: bot.token },
      }),
    );
  });

  function given<T>(port: abstract new (...args: never[]) => T): T {
    return platform.providers.find((one) => one.provide === port)?.useValue as T;
  }

  const apiOf = (apiRoot = fake.url, patienceMs = 30_000) => new BotApi({ token: bot.token, apiRoot }, patienceMs);
  const healthOf = (now?: () => Date) => new BotHealth(inbox, ports.inboxes, ports.store, now);

  async function aPolling(api = apiOf(), health = healthOf(), times = TIMES): Promise<Polling> {
    lease = await given(Leases).acquire(`telegram:${inbox}`);
    if (!lease) throw new Error('The bot is served already.');
    const identity = new BotIdentity(api, { id: inbox, language: null }, ports);
    const intake = new UpdateIntake({ inboxId: inbox, api, username: () => identity.username }, ports, () => {});
    return new Polling(api, new Poller(api, intake, lease, ports.store, KINDS, times), identity, health, PAUSES);
  }

  const stands = async () => {
    const [row] = await product.store.query<{ state: string; code: string | null; params: object | null }>(
      `select health as state, health_reason ->> 'code' as code, health_reason -> 'params' as params from inboxes where id = $1`,
      [inbox],
    );
    return row;
  };
  const texts = async () => {
    const rows = await product.store.query<{ payload: Buffer }>(
      `select payload from events where topic = 'intake.telegram' and data ->> 'inboxId' = $1 order by id`,
      [inbox],
    );
    return rows.map(({ payload }) => (JSON.parse(String(payload)) as { message?: { text?: string } }).message?.text);
  };

  test('that it is served is said before the first customer writes', async () => {
    const polling = await aPolling();
    const turn = polling.turn(never);
    await eventually(async () => expect(await stands()).toMatchObject({ state: 'ok' }));
    expect(await turn).toBe(0);
  });

  test('fail:G4 409 once is a process that ended; again it is another program, which is named until it is gone', async () => {
    const polling = await aPolling();
    await polling.turn(never);
    const conflicts = bot.fails('getUpdates', failure.conflict(), { times: 3 });
    expect(await polling.turn(never)).toBe(PAUSES.firstConflict);
    expect(await stands()).toMatchObject({ state: 'ok' });
    expect([await polling.turn(never), await polling.turn(never)]).toEqual([PAUSES.conflict, PAUSES.conflict]);
    expect(conflicts.struck).toBe(3);
    expect(await stands()).toMatchObject({ state: 'failing', code: 'telegram-other-poller' });
    bot.user().sends({ text: 'still here' });
    await polling.turn(never);
    // One poll between two of the other's proves nothing.
    expect(await stands()).toMatchObject({ state: 'failing' });
    await polling.turn(never);
    expect(await stands()).toEqual({ state: 'ok', code: null, params: null });
    expect(await texts()).toEqual(['still here']);
  });

  test('fault:M13 who lost its lease leaves the bot to whom it meets, and calls nobody another program', async () => {
    const polling = await aPolling();
    await polling.turn(never);
    await given(Leases).release(lease!);
    bot.fails('getUpdates', failure.conflict(), { times: 2 });
    expect([await polling.turn(never), await polling.turn(never)]).toEqual([PAUSES.conflict, PAUSES.conflict]);
    expect(await stands()).toMatchObject({ state: 'ok' });
  });

  test('a picture that cannot be had hides nothing else of a bot', async () => {
    bot.looksLike({ name: 'Shop', picture: Buffer.from('x') });
    bot.fails('getFile', failure.serverError());
    await new BotIdentity(apiOf(), { id: inbox, language: null }, ports).refresh(never);
    const [row] = await product.store.query<{ profile: object }>(`select profile from inboxes where id = $1`, [inbox]);
    expect(row?.profile).toMatchObject({ name: 'Shop', picture: null });
  });

  test("another's webhook is taken away with nothing dropped; set again, it is named, and taken away only after a while", async () => {
    bot.user().sends({ text: 'waits' });
    const set = () => fetch(`${fake.url}/bot${bot.token}/setWebhook?url=http://127.0.0.1:9/theirs`);
    await set();
    const polling = await aPolling();
    await polling.turn(never);
    expect(await texts()).toEqual(['waits']);
    await set();
    expect(await polling.turn(never)).toBe(PAUSES.refused);
    expect(await stands()).toMatchObject({ state: 'failing', code: 'telegram-other-webhook' });
    await fetch(`${fake.url}/bot${bot.token}/deleteWebhook`);
    await polling.turn(never);
    await polling.turn(never);
    expect(await stands()).toMatchObject({ state: 'ok' });
  });

  test('a token that is revoked while a poll waits is named at once', async () => {
    const polling = await aPolling();
    const turn = polling.turn(never);
    await eventually(() => expect(bot.isPolled).toBe(true));
    bot.revokeToken();
    expect(await turn).toBe(PAUSES.refused);
    expect(await stands()).toEqual({ state: 'failing', code: 'telegram-token-refused', params: {} });
  });

  test('fault:M12 429 of a poll is obeyed exactly, hours too, and told when it is long', async () => {
    const polling = await aPolling();
    bot.fails('getUpdates', failure.tooManyRequests(3));
    expect(await polling.turn(never)).toBe(3_000);
    expect(await stands()).toMatchObject({ state: 'ok' });
    bot.fails('getUpdates', failure.tooManyRequests(18_000));
    expect(await polling.turn(never)).toBe(18_000_000);
    expect(await stands()).toEqual({ state: 'failing', code: 'telegram-asked-too-often', params: { count: 18_000 } });
  });

  test.each([
    ['an error of its own', failure.serverError(), '500'],
    ['a page of the proxy before it', failure.badGateway(), '502'],
  ])('%s: it is away, and polling goes on', async (_what, what, error) => {
    const polling = await aPolling();
    const order = bot.fails('getUpdates', what);
    await expect(polling.turn(never)).rejects.toThrow();
    expect(order.struck).toBe(1);
    expect(await stands()).toEqual({ state: 'failing', code: 'telegram-away', params: { error } });
    bot.user().sends({ text: 'after' });
    await polling.turn(never);
    expect(await texts()).toEqual(['after']);
  });

  test('a poll that never ends is given up, and the next one takes what waits (fail:G3)', async () => {
    const polling = await aPolling(apiOf(), healthOf(), IMPATIENT);
    bot.fails('getUpdates', failure.hangAfterCommit());
    const began = performance.now();
    bot.user().sends({ text: 'waits' });
    await expect(polling.turn(never)).rejects.toMatchObject({ kind: 'network', code: 'timeout' });
    expect(performance.now() - began).toBeGreaterThan(IMPATIENT.waitS * 1000 + IMPATIENT.graceMs - 50);
    expect(await stands()).toEqual({ state: 'failing', code: 'telegram-away', params: { error: 'timeout' } });
    // Where the machine stands still this one is given up as well, and the one after it is not.
    await eventually(async () => {
      await polling.turn(never);
      expect(await texts()).toContain('waits');
    });
  });

  describe('what answers is no Bot API', () => {
    let server: Server;
    let body = '';
    beforeAll(async () => {
      server = createServer((request, response) => {
        request.resume();
        response.writeHead(200, { 'content-type': 'text/html' }).end(body);
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    });
    afterAll(() => new Promise((resolve) => server.close(resolve)));

    test.each(['<html>Sign in to this network</html>', '{"ok":true,"result":{"id":"x"}}', '{"ok":true}', '{"ok":true,"result":7}', ''])(
      'is named as such: %s',
      async (answer) => {
        body = answer;
        const address = server.address();
        const polling = await aPolling(apiOf(`http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`));
        await expect(polling.turn(never)).rejects.toThrow();
        expect(await stands()).toEqual({ state: 'failing', code: 'telegram-no-api', params: {} });
      },
    );
  });

  test('fail:G6 odd updates are kept, and those behind them go on', async () => {
    const polling = await aPolling();
    await polling.turn(never);
    bot.push({ telepathy: { thought: 'hm' } });
    bot.push({ message: 'not a message' });
    bot.push({ callback_query: { id: 7, message: null } });
    bot.push({ business_message: { business_connection_id: 'nobody', message_id: 1, chat: { id: 42 } } });
    bot.user().sends({ text: 'behind' });
    await polling.turn(never);
    const rows = await product.store.query<{ name: string; key: string }>(
      `select data ->> 'externalId' as name, data ->> 'chatKey' as key from events where data ->> 'inboxId' = $1 and topic = 'intake.telegram' order by id`,
      [inbox],
    );
    expect(rows.map(({ key }) => key)).toEqual(['', '', '', 'nobody:42:0', expect.stringMatching(/^0:\d+:0$/)]);
    expect(new Set(rows.map(({ name }) => name)).size).toBe(5);
    await polling.turn(never);
    expect(bot.pendingUpdates).toEqual([]);
  });

  test('a pressed button is let go once the press is durable; an answer that hangs holds nothing up (fail:G2)', async () => {
    const polling = await aPolling(apiOf(fake.url, 30_000));
    const customer = bot.user();
    customer.starts();
    await fetch(`${fake.url}/bot${bot.token}/sendMessage`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        chat_id: customer.id,
        text: 'Which?',
        reply_markup: { inline_keyboard: [[{ text: 'A', callback_data: '0' }]] },
      }),
    });
    bot.fails('answerCallbackQuery', failure.hangAfterCommit());
    const pressed = customer.presses(await customer.receives('Which?'), '0');
    await polling.turn(never);
    customer.sends({ text: 'next' });
    await polling.turn(never);
    expect(await texts()).toContain('next');
    await eventually(() => expect(bot.callbackAnswer(pressed)).not.toBeNull());
  });

  test('whose business account a chat belongs to is learned, asked for where it was missed, and remembered', async () => {
    const owner = { id: 650_000_777, is_bot: false, first_name: 'Olga', last_name: 'Shop' };
    const customer = bot.user();
    const account = bot.business({ owner });
    account.hears(customer, { text: 'told' });
    await (await aPolling()).turn(never);
    const keys = async () => {
      const rows = await product.store.query<{ key: string }>(
        `select data ->> 'chatKey' as key from events where data ->> 'inboxId' = $1 and topic = 'intake.telegram' order by id`,
        [inbox],
      );
      return rows.map(({ key }) => key);
    };
    expect(await keys()).toEqual(['', `${owner.id}:${customer.id}:0`]);
    expect(bot.calls('getBusinessConnection')).toEqual([]);
    expect(
      await product.store.query(`select user_id, name, can_reply, enabled from business_accounts where inbox_id = $1`, [inbox]),
    ).toEqual([{ user_id: String(owner.id), name: 'Olga Shop', can_reply: true, enabled: true }]);

    // Another bot's inbox knows nothing of it: its Bot API is asked, once.
    const missed = bot.business({ owner: { ...owner, id: 650_000_778 } });
    bot.dropUpdates();
    await product.store.query(`delete from leases`);
    const later = await aPolling();
    missed.hears(customer, { text: 'one' });
    missed.hears(customer, { text: 'two' });
    account.hears(customer, { text: 'three' });
    await later.turn(never);
    expect((await keys()).slice(2)).toEqual([`650000778:${customer.id}:0`, `650000778:${customer.id}:0`, `${owner.id}:${customer.id}:0`]);
    expect(bot.calls('getBusinessConnection')).toHaveLength(1);
  });

  test('while Telegram cannot tell whose chat it is, nothing is confirmed, and nothing is lost', async () => {
    const polling = await aPolling();
    await polling.turn(never);
    const account = bot.business();
    bot.dropUpdates();
    account.hears(bot.user(), { text: 'whose?' });
    bot.fails('getBusinessConnection', failure.serverError());
    await expect(polling.turn(never)).rejects.toThrow();
    expect(await texts()).toEqual([]);
    await polling.turn(never);
    expect(
      await product.store.query(`select 1 from events where data ->> 'inboxId' = $1 and data ->> 'chatKey' like '650000001:%'`, [inbox]),
    ).toHaveLength(1);
  });

  test('fault:M16 after a day without Telegram it is said that messages may be lost, and a new process goes on counting', async () => {
    let now = new Date();
    const api = apiOf('http://127.0.0.1:1');
    const health = healthOf(() => now);
    const polling = await aPolling(api, health);
    await expect(polling.turn(never)).rejects.toThrow();
    expect(await stands()).toMatchObject({ code: 'telegram-away' });
    now = new Date(now.getTime() + 23 * 3_600_000);
    await expect(polling.turn(never)).rejects.toThrow();
    expect(await stands()).toMatchObject({ code: 'telegram-away' });
    now = new Date(now.getTime() + 2 * 3_600_000);
    const next = healthOf(() => now);
    await next.failing({ code: 'telegram-away', params: { error: 'ECONNREFUSED' } });
    expect(await stands()).toEqual({ state: 'failing', code: 'telegram-away-day', params: { error: 'ECONNREFUSED' } });
    await next.ok();
    expect(await stands()).toEqual({ state: 'ok', code: null, params: null });
  });

  test('20,000 updates that waited for a day are taken in their order, each once', async () => {
    const people = Array.from({ length: 50 }, () => bot.user());
    for (let at = 0; at < 20_000; at += 1) people[at % people.length]!.sends({ text: String(at) });
    expect(bot.pendingUpdates).toHaveLength(20_000);
    const polling = await aPolling();
    const began = performance.now();
    while (bot.pendingUpdates.length > 0) await polling.turn(never);
    const took = performance.now() - began;
    process.stdout.write(`20,000 waiting updates: ${Math.round(took)} ms, ${Math.round(20_000_000 / took)}/s\n`);
    // Nothing but the order of partitions is promised across chats.
    const rows = await product.store.query<{ chat: string; payload: Buffer }>(
      `select data ->> 'chatKey' as chat, payload from events where topic = 'intake.telegram' and data ->> 'inboxId' = $1 order by id`,
      [inbox],
    );
    expect(rows).toHaveLength(20_000);
    const byChat = Map.groupBy(rows, ({ chat }) => chat);
    expect(byChat.size).toBe(people.length);
    for (const [, mine] of byChat) {
      const numbers = mine.map(({ payload }) => Number((JSON.parse(String(payload)) as { message: { text: string } }).message.text));
      expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
      expect(numbers).toHaveLength(400);
    }
  }, 300_000);

  test('who the bot is, its picture and its commands are told, and kept', async () => {
    const picture = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
    bot.looksLike({ name: 'Shop', username: 'shop_bot', picture, readsGroups: false });
    await new BotIdentity(apiOf(), { id: inbox, language: 'ru' }, ports).refresh(never);
    const [row] = await product.store.query<{ profile: { picture: string } }>(`select profile from inboxes where id = $1`, [inbox]);
    expect(row?.profile).toEqual({
      id: String(bot.id),
      username: 'shop_bot',
      name: 'Shop',
      picture: expect.stringMatching(/^[0-9a-f]{64}$/),
      readsGroups: false,
    });
    expect(await ports.blobs.get(row?.profile.picture ?? '')).toEqual(picture);
    const commands = async (language: string) => {
      const answer = await fetch(`${fake.url}/bot${bot.token}/getMyCommands?language_code=${language}`);
      return ((await answer.json()) as { result: { command: string; description: string }[] }).result;
    };
    for (const language of ['', 'ru', 'en']) {
      expect(await commands(language)).toEqual(botCommands(language === 'en' ? 'en' : 'ru'));
    }
  });

  describe('the webhook is kept', () => {
    const keeper = (url: string, health = healthOf()) => {
      const api = apiOf();
      const identity = new BotIdentity(api, { id: inbox, language: null }, ports);
      const times = { everyMs: 50, againMs: 60_000 };
      return new WebhookKeeper(api, { url, secret: 'x'.repeat(43), kinds: KINDS, atOnce: 5 }, identity, health, ports.store, times);
    };

    test('it is set when the name of the bot is known to all: what is addressed to it names it', async () => {
      const name = async () => (await botUsernames(product.store)).get(inbox);
      const kept = keeper('http://127.0.0.1:9/ours');
      bot.fails('getMe', failure.serverError());
      await expect(kept.turn(never)).rejects.toThrow();
      expect([await name(), bot.calls('setWebhook').length]).toEqual([undefined, 0]);
      await kept.turn(never);
      expect([await name(), bot.calls('setWebhook').length]).toEqual([bot.username, 1]);
    });

    test('a picture that was not looked at stays', async () => {
      bot.looksLike({ picture: Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex') });
      await new BotIdentity(apiOf(), { id: inbox, language: null }, ports).refresh(never);
      const picture = async () =>
        (await product.store.query<{ picture: string }>(`select profile ->> 'picture' as picture from inboxes where id = $1`, [inbox]))[0];
      const before = await picture();
      expect(before?.picture).toMatch(/^[0-9a-f]{64}$/);
      await new BotIdentity(apiOf(), { id: inbox, language: null }, ports).noted(never);
      expect(await picture()).toEqual(before);
    });

    test('fail:G7 an address that nobody answers at is told with what Telegram met; once it is made up for, all is well', async () => {
      const server = createServer((request, response) => {
        request.resume();
        response.writeHead(200).end();
      });
      const port = await freePort();
      const kept = keeper(`http://127.0.0.1:${port}/`);
      await kept.turn(never);
      bot.user().sends({ text: 'for nobody' });
      await eventually(async () => {
        await kept.turn(never);
        expect(await stands()).toEqual({
          state: 'failing',
          code: 'telegram-webhook-failing',
          params: { error: 'Connection refused', waiting: 1 },
        });
      });
      await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
      await eventually(
        async () => {
          await kept.turn(never);
          expect(await stands()).toMatchObject({ state: 'ok' });
        },
        { timeoutMs: 60_000 },
      );
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    });

    test('one that somebody else set is set right once, and named where it comes again', async () => {
      const kept = keeper('http://127.0.0.1:9/ours');
      const theirs = () => fetch(`${fake.url}/bot${bot.token}/setWebhook?url=http://127.0.0.1:9/theirs`);
      await kept.turn(never);
      await theirs();
      await kept.turn(never);
      expect(await stands()).toMatchObject({ state: 'ok' });
      await theirs();
      await kept.turn(never);
      expect(await stands()).toMatchObject({ state: 'failing', code: 'telegram-other-webhook' });
    });

    test('an address that Telegram refuses is told with its words', async () => {
      bot.fails('setWebhook', failure.badRequest('bad webhook: IP address 127.0.0.1 is reserved'));
      await keeper('http://127.0.0.1:9/').turn(never);
      expect(await stands()).toMatchObject({
        code: 'telegram-webhook-refused',
        params: { description: expect.stringContaining('is reserved') },
      });
    });

    test('a token that is refused is told', async () => {
      const kept = keeper('http://127.0.0.1:9/');
      await kept.turn(never);
      bot.revokeToken();
      await kept.turn(never);
      expect(await stands()).toMatchObject({ state: 'failing', code: 'telegram-token-refused' });
    });
  });
});
