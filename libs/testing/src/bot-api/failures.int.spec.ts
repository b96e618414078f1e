import { until } from '../eventually.js';
import type { Bot } from './bot.js';
import { type BotApi, startBotApi } from './bot-api.js';
import type { Customer } from './customer.js';
import { failure } from './failures.js';
import { call } from './spec-client.js';
import type { Json } from './wire.js';

describe('failures ordered from the fake Bot API', () => {
  let api: BotApi;
  let bot: Bot;
  let anna: Customer;

  beforeAll(async () => {
    api = await startBotApi({ limits: { enforce: false } });
  });
  afterAll(() => api.close());
  beforeEach(() => {
    bot = api.bot();
    anna = bot.user();
    anna.starts();
  });

  const send = (text = 'x', signal?: AbortSignal): Promise<Json & { status: number }> =>
    call(api, bot, 'sendMessage', { chat_id: anna.id, text }, signal);
  const texts = (): string[] => anna.inbox.map((message) => message.text);

  test.each([
    ['tooManyRequests', failure.tooManyRequests(3), 429, 'Too Many Requests: retry after 3', { retry_after: 3 }],
    ['blocked', failure.blocked(), 403, 'Forbidden: bot was blocked by the user', undefined],
    ['deactivated', failure.deactivated(), 403, 'Forbidden: user is deactivated', undefined],
    [
      'migrated',
      failure.migrated(-100123),
      400,
      'Bad Request: group chat was upgraded to a supergroup chat',
      { migrate_to_chat_id: -100123 },
    ],
    ['serverError', failure.serverError(), 500, 'Internal Server Error', undefined],
    ['unauthorized', failure.unauthorized(), 401, 'Unauthorized', undefined],
    ['badRequest', failure.badRequest('MESSAGE_ID_INVALID'), 400, 'Bad Request: MESSAGE_ID_INVALID', undefined],
  ])('%s: answered once and not performed', async (_, what, status, description, parameters) => {
    const order = bot.fails('sendMessage', what);
    const answer = await send();
    expect(answer).toMatchObject({ ok: false, status, error_code: status, description });
    expect(answer['parameters']).toEqual(parameters);
    expect(texts()).toEqual([]);
    expect(order.struck).toBe(1);
  });

  test('after an ordered 429 an early message is counted as one', async () => {
    bot.fails('sendMessage', failure.tooManyRequests(3));
    await send();
    await send();
    expect(bot.violations).toMatchObject([{ rule: 'retry-after', chatId: anna.id }]);
  });

  test('a bad gateway answers with a page', async () => {
    bot.fails('getMe', failure.badGateway());
    const response = await fetch(`${api.url}/bot${bot.token}/getMe`);
    expect([response.status, response.headers.get('content-type')]).toEqual([502, 'text/html']);
    expect(await response.text()).toContain('Bad Gateway');
  });

  test('cut before reading: the client sees a broken connection, nothing was performed', async () => {
    bot.fails('sendMessage', failure.cutBeforeReading());
    await expect(send('lost')).rejects.toThrow();
    expect(bot.calls('sendMessage')).toEqual([]);
    await send('sent');
    expect(texts()).toEqual(['sent']);
  });

  test('cut after commit: the client sees the same, but the message is there', async () => {
    bot.fails('sendMessage', failure.cutAfterCommit());
    await expect(send('there')).rejects.toThrow();
    expect(texts()).toEqual(['there']);
    expect(bot.calls('sendMessage')).toMatchObject([{ status: null }]);
  });

  test('hang after commit: the message is there, the answer never comes', async () => {
    bot.fails('sendMessage', failure.hangAfterCommit());
    const client = new AbortController();
    const answer = send('there', client.signal);
    await anna.receives('there');
    await call(api, bot, 'getMe');
    expect(bot.calls('sendMessage')).toMatchObject([{ status: null }]);
    client.abort();
    await expect(answer).rejects.toThrow();
  });

  test('slow: answered later by what was ordered', async () => {
    bot.fails('sendMessage', failure.slow(300));
    const begin = performance.now();
    expect((await send()).status).toBe(200);
    expect(performance.now() - begin).toBeGreaterThanOrEqual(290);
  });

  test('as often as ordered, for the calls that were meant, until cancelled', async () => {
    const order = bot.fails('sendMessage', failure.serverError(), {
      times: Infinity,
      when: (params) => params.text('text') === 'unlucky',
    });
    expect((await send('lucky')).status).toBe(200);
    expect((await send('unlucky')).status).toBe(500);
    expect((await send('unlucky')).status).toBe(500);
    order.cancel();
    expect((await send('unlucky')).status).toBe(200);
    expect(order.struck).toBe(2);
  });

  test('* is every method', async () => {
    bot.fails('*', failure.serverError(503, 'Service Unavailable'), { times: 2 });
    expect([(await call(api, bot, 'getMe')).status, (await send()).status, (await send()).status]).toEqual([503, 503, 200]);
  });

  test('calls tell what was asked and answered', async () => {
    await send('hi');
    expect(bot.calls('sendMessage').map(({ params, status }) => [params.text('text'), status])).toEqual([['hi', 200]]);
  });

  test('a connection that the server cuts while killed ends a poll without losing its updates', async () => {
    bot.dropUpdates();
    const poll = call(api, bot, 'getUpdates', { timeout: 30 }).then(
      () => 'answered',
      () => 'cut',
    );
    await until('the poll waits', () => bot.isPolled);
    await api.kill();
    expect(await poll).toBe('cut');
    anna.sends({ text: 'meanwhile' });
    await api.restart();
    expect(await call(api, bot, 'getUpdates')).toMatchObject({ result: [{ message: { text: 'meanwhile' } }] });
  });
});
