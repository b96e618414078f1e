import type { Bot } from './bot.js';
import { type BotApi, startBotApi } from './bot-api.js';
import type { Customer } from './customer.js';
import { call, updatesOf } from './spec-client.js';
import type { Json } from './wire.js';

describe('business accounts of the fake Bot API', () => {
  let api: BotApi;
  let bot: Bot;
  let anna: Customer;
  let now = Date.parse('2026-03-01T10:00:00Z');
  const owner = { id: 77, is_bot: false, first_name: 'Shop' };

  beforeAll(async () => {
    api = await startBotApi({ limits: { enforce: false }, now: () => now });
  });
  afterAll(() => api.close());
  beforeEach(() => {
    bot = api.bot();
    anna = bot.user({ id: 42, firstName: 'Anna' });
  });

  const updates = (): Promise<readonly Json[]> => updatesOf(call(api, bot, 'getUpdates'));
  const answer = (connection: string, text = 'Yes'): Promise<Json & { status: number }> =>
    call(api, bot, 'sendMessage', { chat_id: 42, business_connection_id: connection, text });

  test('its chat with someone is another one than the bot has, with the same numbers', async () => {
    const business = bot.business({ owner });
    const own = anna.sends({ text: 'to the bot' });
    const theirs = business.hears(anna, { text: 'to the shop' });
    expect([theirs.message_id, theirs.chat.id]).toEqual([own.message_id, own.chat.id]);
    await call(api, bot, 'sendMessage', { chat_id: 42, text: 'from the bot' });
    await answer(business.id, 'from the shop');
    const [first, second] = [await anna.receives('from the bot'), await anna.receives('from the shop')];
    expect(second.messageId).toBe(first.messageId);
    await call(api, bot, 'deleteBusinessMessages', { business_connection_id: business.id, message_ids: [second.messageId] });
    expect(anna.inbox).toMatchObject([
      { text: 'from the bot', isDeleted: false },
      { text: 'from the shop', isDeleted: true },
    ]);
  });

  test('who wrote to the business never started the bot', async () => {
    bot.business({ owner }).hears(anna, { text: 'Hi' });
    expect(await call(api, bot, 'sendMessage', { chat_id: 42, text: 'x' })).toMatchObject({ description: 'Bad Request: chat not found' });
  });

  test("the owner's own messages come as updates too", async () => {
    const business = bot.business({ owner });
    business.hears(anna, { text: 'Open?' });
    business.writes(anna, { text: 'Until six' });
    expect((await updates()).at(-1)).toMatchObject({
      business_message: { from: { id: 77 }, chat: { id: 42 }, business_connection_id: business.id, text: 'Until six' },
    });
  });

  test('what the bot sends in its name comes back when it echoes, marked', async () => {
    const business = bot.business({ owner });
    business.hears(anna, { text: 'Open?' });
    await answer(business.id, 'unheard');
    business.echoes();
    await answer(business.id, 'Yes');
    const texts = (await updates()).flatMap((update) => (update['business_message'] as Json | undefined) ?? []);
    expect(texts).toMatchObject([{ text: 'Open?' }, { text: 'Yes', from: { id: 77 }, sender_business_bot: { id: bot.id } }]);
  });

  test('the bot may answer for 24 hours after the customer wrote', async () => {
    const business = bot.business({ owner });
    expect(await answer(business.id)).toMatchObject({ status: 400, description: 'Bad Request: chat not found' });
    business.writes(anna, { text: 'Hello, still interested?' });
    expect(await answer(business.id)).toMatchObject({ description: 'Bad Request: BUSINESS_PEER_USAGE_MISSING' });
    business.hears(anna, { text: 'Yes' });
    expect((await answer(business.id)).status).toBe(200);
    now += 25 * 3_600_000;
    expect(await answer(business.id)).toMatchObject({ description: 'Bad Request: BUSINESS_PEER_USAGE_MISSING' });
  });

  test('connected anew it has another connection and the same chats', async () => {
    const before = bot.business({ owner });
    const asked = before.hears(anna, { text: 'Open?' });
    before.becomes({ isEnabled: false });
    const after = bot.business({ owner });
    expect(after.id).not.toBe(before.id);
    expect(await answer(before.id)).toMatchObject({ description: 'Bad Request: business connection not found' });
    const reply = { reply_parameters: { message_id: asked.message_id } };
    const sent = call(api, bot, 'sendMessage', { chat_id: 42, business_connection_id: after.id, text: 'Yes', ...reply });
    expect(await sent).toMatchObject({ result: { reply_to_message: { text: 'Open?' } } });
  });

  test('a reply to a message that is gone is sent without it', async () => {
    const business = bot.business({ owner });
    business.hears(anna, { text: 'Open?' });
    const sent = await call(api, bot, 'sendMessage', {
      chat_id: 42,
      business_connection_id: business.id,
      text: 'Yes',
      reply_parameters: { message_id: 999 },
    });
    expect(sent.status).toBe(200);
    expect(sent).not.toHaveProperty('result.reply_to_message');
  });

  test('typing is shown in its chat', async () => {
    const business = bot.business({ owner });
    business.hears(anna, { text: 'Open?' });
    await call(api, bot, 'sendChatAction', { chat_id: 42, business_connection_id: business.id, action: 'typing' });
    expect(business.actionsWith(anna)).toEqual(['typing']);
  });
});
