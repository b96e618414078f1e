import { request } from 'node:http';
import { type Bot, eventually, FaultProxy } from '@app/testing';
import { TelegramUnderTest } from './telegram-under-test.js';

const LONG = { timeoutMs: 60_000 };
const HEADER = 'x-telegram-bot-api-secret-token';
const message = (id: number, text = 'Hi') => ({ message_id: id, date: 1, chat: { id: 42, type: 'private' }, from: { id: 42 }, text });

describe('updates that Telegram brings', () => {
  let telegram: TelegramUnderTest;
  let proxy: FaultProxy;
  let site: string;
  let bot: Bot;
  let inbox: string;
  let secret: string;

  beforeAll(async () => {
    telegram = await TelegramUnderTest.start({}, async (target) => (proxy = await FaultProxy.start(target)).endpoint);
    site = await telegram.serve();
  });
  afterAll(async () => {
    await telegram.close();
    await proxy.stop();
  });
  beforeEach(async () => {
    bot = telegram.api.bot();
    inbox = await telegram.anInbox(bot, { intake: 'webhook' });
    secret = await telegram.secretOf(inbox);
    await eventually(async () => expect(await webhookOf(bot)).toBe(`${telegram.site}/telegram/${inbox}`), LONG);
  });

  async function webhookOf(of: Bot): Promise<string> {
    const answer = await fetch(`${telegram.api.url}/bot${of.token}/getWebhookInfo`);
    return ((await answer.json()) as { result: { url: string } }).result.url;
  }

  const bring = (body: string | Buffer, headers: Record<string, string> = { [HEADER]: secret }, to = `${site}/telegram/${inbox}`) =>
    fetch(to, { method: 'POST', body: new Uint8Array(Buffer.from(body)), headers: { 'content-type': 'application/json', ...headers } });

  /** @returns the status of a body of so many bytes, of which none is ever sent */
  const announced = (bytes: number): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      const headers = { 'content-type': 'application/json', 'content-length': bytes, [HEADER]: secret };
      const sent = request(`${site}/telegram/${inbox}`, { method: 'POST', headers }, (answer) => {
        resolve(answer.statusCode);
        sent.destroy();
      });
      sent.on('error', reject).flushHeaders();
    });

  test('the webhook is set with a secret of 256 bits, the kinds that are wanted, and nothing dropped', () => {
    const { params } = bot.calls('setWebhook')[0]!;
    expect(Buffer.from(secret, 'base64url')).toHaveLength(32);
    expect(params.text('secret_token')).toBe(secret);
    expect(params.array('allowed_updates')).toContain('message_reaction');
    expect(params.flag('drop_pending_updates')).toBe(false);
  });

  test('what customers write comes, each once, and the bot is well', async () => {
    const customer = bot.user();
    for (const text of ['one', 'two', 'three']) customer.sends({ text });
    await eventually(async () => expect(await telegram.texts(inbox)).toEqual(['one', 'two', 'three']));
    await eventually(() => expect(bot.pendingUpdates).toEqual([]));
    await eventually(async () => expect(await telegram.health(inbox)).toMatchObject({ state: 'ok' }), LONG);
    expect((await telegram.published(inbox)).map(({ botUsername }) => botUsername)).toEqual(Array(3).fill(bot.username));
  });

  test.each([
    ['no secret', {}],
    ['a wrong secret', { [HEADER]: 'x'.repeat(43) }],
    ['a secret of another length', { [HEADER]: 'short' }],
    ['letters beyond ASCII', { [HEADER]: 'é'.repeat(43) }],
  ])('threat:A15 fail:G7 %s: 401, and nothing is stored, before the body is read', async (_what, headers) => {
    for (const body of [JSON.stringify({ update_id: 1, message: message(1) }), '{', '']) {
      const answer = await bring(body, headers);
      expect([answer.status, await answer.text()]).toEqual([401, '']);
    }
    expect(await telegram.published(inbox)).toEqual([]);
  });

  test("threat:A15 the secret of one bot opens no other's, and an inbox that is none is told the same", async () => {
    const other = await telegram.anInbox(telegram.api.bot(), { intake: 'webhook' });
    const body = JSON.stringify({ update_id: 1, message: message(1) });
    for (const to of [`${site}/telegram/${other}`, `${site}/telegram/${crypto.randomUUID()}`, `${site}/telegram/nothing`])
      expect((await bring(body, { [HEADER]: secret }, to)).status).toBe(401);
    expect(await telegram.published(other)).toEqual([]);
  });

  test('threat:A15 the same update twice has the same name', async () => {
    const body = JSON.stringify({ update_id: 7, message: message(1) });
    expect([(await bring(body)).status, (await bring(body)).status]).toEqual([200, 200]);
    const names = (await telegram.published(inbox)).map(({ externalId }) => externalId);
    expect(names).toEqual(Array(2).fill(`${bot.id}:message:42:1`));
  });

  const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
  test.each(
    ['null', '1', '"x"', '[]', '{}', '{"update_id":"7"}', '{"update_id":1,"telepathy":{"deep":[]}}', deep].map((body) => [
      body.slice(0, 40),
      body,
    ]),
  )('fail:G6 any JSON is kept as it came: %s', async (_title, body) => {
    expect((await bring(` ${body}\n`)).status).toBe(200);
    const rows = await telegram.store.query<{ payload: Buffer }>(
      `select payload from events where data ->> 'inboxId' = $1 and topic = 'intake.telegram'`,
      [inbox],
    );
    expect(rows.map(({ payload }) => String(payload))).toEqual([` ${body}\n`]);
  });

  test('what is no JSON is refused; whatever type it says it has, JSON is taken; a body beyond the limit is not read', async () => {
    expect((await bring('{')).status).toBe(400);
    expect((await bring('')).status).toBe(400);
    expect((await bring('{"update_id":1}', { [HEADER]: secret, 'content-type': 'text/plain' })).status).toBe(200);
    expect((await bring('{"update_id":2}', { [HEADER]: secret, 'content-type': 'multipart/form-data; boundary=x' })).status).toBe(200);
    expect(await announced(5_000_000)).toBe(413);
    expect(await telegram.published(inbox)).toHaveLength(2);
  });

  test('fail:G5 fault:M20 while the bus is away: 503; Telegram brings it again, and nothing is lost', async () => {
    const customer = bot.user();
    customer.sends({ text: 'before' });
    await eventually(() => expect(bot.pendingUpdates).toEqual([]));
    proxy.set(() => 'cut');
    proxy.cutAll();
    const answer = await bring(JSON.stringify({ update_id: 1, message: message(1) }));
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5']);
    for (const text of ['two', 'three']) customer.sends({ text });
    proxy.heal();
    await eventually(() => expect(bot.pendingUpdates).toEqual([]), LONG);
    expect(await telegram.texts(inbox)).toEqual(['before', 'two', 'three']);
  }, 90_000);

  test("any process takes them, not only that which keeps the bot's webhook; a secret made anew counts everywhere at once", async () => {
    const elsewhere = `${await telegram.serve()}/telegram/${inbox}`;
    expect((await bring(JSON.stringify({ update_id: 1, message: message(1) }), { [HEADER]: secret }, elsewhere)).status).toBe(200);
    const fresh = 'n'.repeat(43);
    await telegram.change(inbox, {}, { webhookSecret: fresh });
    for (const to of [elsewhere, `${site}/telegram/${inbox}`])
      await eventually(async () => expect((await bring('{"update_id":2}', { [HEADER]: fresh }, to)).status).toBe(200));
    for (const to of [elsewhere, `${site}/telegram/${inbox}`])
      await eventually(async () => expect((await bring('{"update_id":3}', { [HEADER]: secret }, to)).status).toBe(401));
    await eventually(() => expect(bot.calls('setWebhook').at(-1)?.params.text('secret_token')).toBe(fresh), LONG);
  }, 90_000);

  test('2,000 updates while fetching and bringing are switched five times: each once, in the order of its chat', async () => {
    const customers = Array.from({ length: 20 }, () => bot.user());
    const perChat = 100;
    // Two changes of the settings that are seen together are one switch, or none.
    const switched = (times: number) =>
      eventually(() => expect(bot.calls('deleteWebhook').length + bot.calls('setWebhook').length).toBe(1 + times), LONG);
    const ways = ['polling', 'webhook', 'polling', 'webhook', 'polling'];
    for (let at = 0; at < perChat; at += 1) {
      for (const customer of customers) customer.sends({ text: String(at) });
      if (at % 20 === 10) {
        await switched(at / 20 - 0.5);
        await telegram.change(inbox, { intake: ways[Math.floor(at / 20)] });
      }
      // Writing goes on while the switch is under way.
      await eventually(() => expect(bot.pendingUpdates.length).toBeLessThan(200), LONG);
    }
    await switched(ways.length);
    await eventually(() => expect(bot.pendingUpdates).toEqual([]), LONG);
    const seen = new Set<string>();
    const byChat = new Map<number, string[]>();
    const published = await telegram.published(inbox);
    for (const { externalId, update } of published) {
      // As the ledger does it.
      if (seen.has(externalId)) continue;
      seen.add(externalId);
      const chat = update.message?.chat.id ?? 0;
      byChat.set(chat, [...(byChat.get(chat) ?? []), update.message?.text ?? '']);
    }
    process.stdout.write(`switched five times: ${published.length - seen.size} of ${seen.size} came twice\n`);
    const all = Array.from({ length: perChat }, (_, at) => String(at));
    expect(new Set(byChat.keys())).toEqual(new Set(customers.map(({ id }) => id)));
    for (const texts of byChat.values()) expect(texts).toEqual(all);
    expect(bot.calls('deleteWebhook')).toHaveLength(3);
    expect(bot.calls('setWebhook')).toHaveLength(3);
  }, 240_000);

  test('fail:G7 telegram.org brings to https alone: the reason is told', async () => {
    const other = await telegram.anInbox(telegram.api.bot(), { intake: 'webhook', apiRoot: 'https://api.telegram.org' });
    const told = { state: 'failing', code: 'telegram-webhook-not-https', params: { site: telegram.site } };
    await eventually(async () => expect(await telegram.health(other)).toEqual(told), LONG);
  });
});
