import type { Bot } from './bot.js';
import { type BotApi, type BotApiOptions, startBotApi } from './bot-api.js';
import { call, upload } from './spec-client.js';

describe('limits of the fake Bot API', () => {
  let api: BotApi;
  let bot: Bot;
  let nowMs = 0;

  const start = async (limits: NonNullable<BotApiOptions['limits']> = {}): Promise<void> => {
    nowMs = Date.parse('2026-03-02T09:00:00Z');
    api = await startBotApi({ limits, now: () => nowMs });
    bot = api.bot();
  };
  afterEach(() => api.close());

  const send = async (chatId: number): Promise<number> => (await call(api, bot, 'sendMessage', { chat_id: chatId, text: 'x' })).status;
  const chat = (): number => {
    const customer = bot.user();
    customer.starts();
    return customer.id;
  };
  const rules = (): string[] => bot.violations.map((violation) => violation.rule);

  test('one message a second to a chat: sooner is 429 with retry_after, in body and header', async () => {
    await start();
    const to = chat();
    expect(await send(to)).toBe(200);
    nowMs += 300;
    const response = await fetch(`${api.url}/bot${bot.token}/sendMessage?chat_id=${to}&text=x`);
    expect(response.status).toBe(429);
    expect(response.headers.get('retry-after')).toBe('1');
    expect(await response.json()).toEqual({
      ok: false,
      error_code: 429,
      description: 'Too Many Requests: retry after 1',
      parameters: { retry_after: 1 },
    });
    nowMs += 1000;
    expect(await send(to)).toBe(200);
    expect(rules()).toEqual(['chat-second']);
  });

  test('a message every second breaks no limit, and none is saved up', async () => {
    await start();
    const to = chat();
    for (let second = 0; second < 5; second += 1) {
      expect(await send(to)).toBe(200);
      nowMs += 1000;
    }
    nowMs += 60_000;
    expect([await send(to), await send(to)]).toEqual([200, 429]);
  });

  test('jitter within the slack is let pass, but does not add up to a higher pace', async () => {
    await start({ slackMs: 50 });
    const to = chat();
    const statuses: number[] = [];
    for (let number = 0; number < 4; number += 1) {
      statuses.push(await send(to));
      nowMs += 960;
    }
    expect(statuses).toEqual([200, 200, 429, 200]);
  });

  test('a burst is allowed where a test allows it', async () => {
    await start({ chatBurst: 3 });
    const to = chat();
    expect([await send(to), await send(to), await send(to), await send(to)]).toEqual([200, 200, 200, 429]);
  });

  test('who does not wait as told breaks a limit of its own, and still has to wait', async () => {
    await start();
    const to = chat();
    await send(to);
    await send(to);
    nowMs += 500;
    await send(to);
    expect(rules()).toEqual(['chat-second', 'retry-after']);
    nowMs += 500;
    expect(await send(to)).toBe(200);
  });

  test('30 messages a second of a bot over all its chats', async () => {
    await start();
    const statuses: number[] = [];
    for (let number = 0; number < 31; number += 1) statuses.push(await send(chat()));
    expect(statuses.filter((status) => status === 200)).toHaveLength(30);
    expect(rules()).toEqual(['bot-second']);
    nowMs += 1000;
    expect(await send(chat())).toBe(200);
  });

  test('20 messages a minute to a group, an album counted by its files', async () => {
    await start();
    const group = bot.group();
    for (let number = 0; number < 18; number += 1) {
      expect(await send(group.id)).toBe(200);
      nowMs += 1000;
    }
    const file = new File(['1'], 'a.jpg');
    const item = { type: 'photo', media: 'attach://a' };
    const album = { chat_id: String(group.id), media: JSON.stringify([item, item]), a: file };
    expect((await upload(api, bot, 'sendMediaGroup', album)).status).toBe(200);
    nowMs += 1000;
    expect(await call(api, bot, 'sendMessage', { chat_id: group.id, text: 'x' })).toMatchObject({
      status: 429,
      parameters: { retry_after: 41 },
    });
    expect(rules()).toEqual(['group-minute']);
    nowMs += 41_000;
    expect(await send(group.id)).toBe(200);
  });

  test('a refused message is not sent; edits, actions and polls have no limit', async () => {
    await start();
    const customer = bot.user();
    customer.starts();
    await send(customer.id);
    await send(customer.id);
    expect(customer.inbox).toHaveLength(1);
    const { messageId } = await customer.receives('x');
    for (const text of ['a', 'b', 'c']) {
      expect((await call(api, bot, 'editMessageText', { chat_id: customer.id, message_id: messageId, text })).status).toBe(200);
      expect((await call(api, bot, 'sendChatAction', { chat_id: customer.id, action: 'typing' })).status).toBe(200);
    }
  });

  test('not enforced, violations are counted all the same', async () => {
    await start({ enforce: false });
    const to = chat();
    expect([await send(to), await send(to)]).toEqual([200, 200]);
    expect(bot.violations).toEqual([{ rule: 'chat-second', chatId: to, at: nowMs }]);
  });
});
