import { eventually, FaultProxy } from '@app/testing';
import { TelegramUnderTest } from './telegram-under-test.js';

const LONG = { timeoutMs: 60_000 };

describe('a bot whose messages are fetched', () => {
  let telegram: TelegramUnderTest;
  let proxy: FaultProxy;

  beforeAll(async () => {
    telegram = await TelegramUnderTest.start({}, async (target) => (proxy = await FaultProxy.start(target)).endpoint);
    await telegram.serve();
  });
  afterAll(async () => {
    await telegram.close();
    await proxy.stop();
  });

  test('fail:G1 fault:M20 the bus goes away while 1,000 updates come: none is lost, each chat keeps its order', async () => {
    const bot = telegram.api.bot();
    const inbox = await telegram.anInbox(bot);
    const customers = Array.from({ length: 10 }, () => bot.user());
    const texts = Array.from({ length: 100 }, (_, at) => String(at));
    const write = (from: number, to: number): void => {
      for (const text of texts.slice(from, to)) for (const customer of customers) customer.sends({ text });
    };
    write(0, 40);
    await eventually(() => expect(bot.pendingUpdates.length).toBeLessThan(400), LONG);
    proxy.set(() => 'cut');
    proxy.cutAll();
    write(40, 100);
    expect(bot.pendingUpdates.length).toBeGreaterThan(590);
    proxy.heal();
    await eventually(() => expect(bot.pendingUpdates).toEqual([]), LONG);
    const published = await telegram.published(inbox);
    // As the ledger does it: what was published when the line was cut may be twice.
    const once = [...new Map(published.map((one) => [one.externalId, one])).values()];
    const byChat = Map.groupBy(once, ({ update }) => update.message?.chat.id);
    expect(byChat.size).toBe(customers.length);
    for (const mine of byChat.values()) expect(mine.map(({ update }) => update.message?.text)).toEqual(texts);
  }, 120_000);

  test('a token that is revoked is named within seconds; once it is replaced the bot goes on by itself', async () => {
    const bot = telegram.api.bot();
    const inbox = await telegram.anInbox(bot);
    await eventually(async () => expect(await telegram.health(inbox)).toMatchObject({ state: 'ok' }), LONG);
    const token = bot.revokeToken();
    await eventually(
      async () => expect(await telegram.health(inbox)).toMatchObject({ state: 'failing', code: 'telegram-token-refused' }),
      LONG,
    );
    const customer = bot.user();
    customer.sends({ text: 'meanwhile' });
    await telegram.change(inbox, {}, { token });
    await eventually(async () => expect(await telegram.texts(inbox)).toEqual(['meanwhile']), LONG);
    await eventually(async () => expect(await telegram.health(inbox)).toMatchObject({ state: 'ok', code: null }), LONG);
  }, 90_000);

  test('posts of channels come only where the settings want them', async () => {
    const bot = telegram.api.bot();
    const inbox = await telegram.anInbox(bot);
    const kinds = () => bot.calls('getUpdates').at(-1)?.params.array('allowed_updates') ?? [];
    await eventually(() => expect(kinds()).toContain('business_message'), LONG);
    expect(kinds()).not.toContain('channel_post');
    await telegram.change(inbox, { channelPosts: true });
    await eventually(() => expect(kinds()).toEqual(expect.arrayContaining(['channel_post', 'edited_channel_post'])), LONG);
  }, 60_000);

  test('a second inbox with the same bot is refused in words, made or changed; one that is switched off gives its bot free', async () => {
    const bot = telegram.api.bot();
    const first = await telegram.anInbox(bot);
    const taken = { fault: 'conflict', code: 'telegram-bot-taken', params: { inbox: `bot ${bot.id}` } };
    const another = telegram.api.bot();
    const second = await telegram.anInbox(another);
    await expect(telegram.change(second, {}, { token: bot.token })).rejects.toMatchObject(taken);
    // Another token of the same bot.
    await expect(telegram.change(second, {}, { token: `${bot.id}:another` })).rejects.toMatchObject(taken);
    const make = () => telegram.store.transaction((tx) => telegram.inboxes.change(tx, first, { active: false }));
    await make();
    await telegram.change(second, {}, { token: bot.token });
    await expect(telegram.store.transaction((tx) => telegram.inboxes.change(tx, first, { active: true }))).rejects.toMatchObject({
      ...taken,
      params: { inbox: `bot ${another.id}` },
    });
    await expect(telegram.anInbox(bot)).rejects.toMatchObject({ code: 'telegram-bot-taken' });
  });

  test('two inboxes that are given one bot at the same moment: one gets it', async () => {
    const bot = telegram.api.bot();
    const token = bot.token;
    const inboxes = await Promise.all(Array.from({ length: 4 }, () => telegram.anInbox(telegram.api.bot())));
    const ended = await Promise.allSettled(inboxes.map((inbox) => telegram.change(inbox, {}, { token })));
    expect(ended.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});
