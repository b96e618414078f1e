import { until } from '../eventually.js';
import type { Bot } from './bot.js';
import { type BotApi, startBotApi } from './bot-api.js';
import type { Customer } from './customer.js';
import { call, updatesOf } from './spec-client.js';
import type { Json } from './wire.js';

describe('getUpdates of the fake Bot API', () => {
  let api: BotApi;
  let bot: Bot;
  let anna: Customer;

  beforeAll(async () => {
    api = await startBotApi({ conflictPauseMs: 0, now: () => 1_777_000_000_900 });
  });
  afterAll(() => api.close());
  beforeEach(() => {
    bot = api.bot();
    anna = bot.user();
  });

  const get = (params: Json = {}, signal?: AbortSignal): Promise<readonly Json[]> =>
    updatesOf(call(api, bot, 'getUpdates', params, signal));
  const ids = (updates: readonly Json[]): number[] => updates.map((update) => Number(update['update_id']));
  const say = (count: number): number[] => {
    for (let number = 0; number < count; number += 1) anna.sends({ text: `message ${number}` });
    return ids(bot.pendingUpdates).slice(-count);
  };

  test('numbers grow by one, dates are in seconds', async () => {
    const [first = 0] = say(3);
    const updates = await get();
    expect(ids(updates)).toEqual([first, first + 1, first + 2]);
    expect(updates[0]).toMatchObject({
      message: { text: 'message 0', date: 1_777_000_000, from: { id: anna.id }, chat: { id: anna.id, type: 'private' } },
    });
  });

  test('what is not acknowledged comes again; a higher offset acknowledges all below it', async () => {
    const [first = 0, second, third] = say(3);
    expect(ids(await get())).toEqual([first, second, third]);
    expect(ids(await get())).toEqual([first, second, third]);
    expect(ids(await get({ offset: first + 1 }))).toEqual([second, third]);
    expect(ids(await get({ offset: 1 }))).toEqual([second, third]);
    expect(await get({ offset: first + 3 })).toEqual([]);
    expect(bot.pendingUpdates).toEqual([]);
  });

  test('limit is between 1 and 100', async () => {
    const all = say(105);
    expect(ids(await get({ limit: 2 }))).toEqual(all.slice(0, 2));
    expect(await get({ limit: 0 })).toHaveLength(1);
    expect(await get({ limit: 1000 })).toHaveLength(100);
  });

  test('a negative offset forgets all but the last ones', async () => {
    const all = say(5);
    expect(ids(await get({ offset: -2 }))).toEqual(all.slice(3));
    expect(ids(bot.pendingUpdates)).toEqual(all.slice(3));
  });

  test('an offset far above the newest number acknowledges nothing', async () => {
    const all = say(2);
    expect(ids(await get({ offset: (all[1] ?? 0) + 1000 }))).toEqual(all);
    expect(ids(bot.pendingUpdates)).toEqual(all);
  });

  test('after a week without updates numbers begin anew', async () => {
    bot.renumberUpdates(42);
    say(1);
    expect(ids(await get({ offset: bot.id * 10 }))).toEqual([42]);
  });

  test('a long poll answers as soon as there is an update', async () => {
    const begin = performance.now();
    const poll = get({ timeout: 30 });
    await until('the poll waits', () => bot.isPolled);
    const [id] = say(1);
    expect(ids(await poll)).toEqual([id]);
    expect(performance.now() - begin).toBeLessThan(5000);
    expect(bot.isPolled).toBe(false);
  });

  test('a long poll without updates ends after its timeout with nothing', async () => {
    const begin = performance.now();
    expect(await get({ timeout: 1 })).toEqual([]);
    expect(performance.now() - begin).toBeGreaterThanOrEqual(990);
  });

  test('a client that hangs up gives up its poll; its updates wait for the next', async () => {
    const client = new AbortController();
    const poll = get({ timeout: 30 }, client.signal);
    await until('the poll waits', () => bot.isPolled);
    client.abort();
    await expect(poll).rejects.toThrow();
    await until('the poll is given up', () => !bot.isPolled);
    const [id] = say(1);
    expect(ids(await get())).toEqual([id]);
  });

  test('of two pollers the older is ended with 409, the newer goes on', async () => {
    const older = call(api, bot, 'getUpdates', { timeout: 30 });
    await until('the older waits', () => bot.isPolled);
    const newer = get({ timeout: 30 });
    expect(await older).toMatchObject({
      status: 409,
      error_code: 409,
      description: 'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
    });
    const [id] = say(1);
    expect(ids(await newer)).toEqual([id]);
  });

  test('a second conflict is held back, so that two pollers do not spin', async () => {
    await using slow = await startBotApi({ conflictPauseMs: 300 });
    const contended = slow.bot();
    const poll = (): Promise<Json & { status: number }> => call(slow, contended, 'getUpdates', { timeout: 30 });
    const first = poll();
    await until('the first waits', () => contended.isPolled);
    const second = poll();
    expect((await first).status).toBe(409);
    const begin = performance.now();
    const third = poll();
    expect((await second).status).toBe(409);
    expect(performance.now() - begin).toBeGreaterThanOrEqual(290);
    contended.user().starts();
    expect((await third).status).toBe(200);
  });

  test('allowed_updates: reactions only when asked for by name, remembered until changed', async () => {
    const react = (): void => anna.reacts(1, ['👍']);
    react();
    expect(await get()).toEqual([]);
    await get({ allowed_updates: ['message_reaction'] });
    react();
    anna.starts();
    expect(await get()).toMatchObject([{ message_reaction: { new_reaction: [{ type: 'emoji', emoji: '👍' }] } }]);
    await get({ allowed_updates: [], offset: -1 });
    react();
    anna.sends({ text: 'seen' });
    expect((await get()).at(-1)).toMatchObject({ message: { text: 'seen' } });
    expect(await get()).toHaveLength(2);
  });

  test('any JSON can be an update, with a number of its own', async () => {
    expect(bot.push({ update_id: 7, telepathy: { a: [null] } })).toBe(7);
    expect(await get()).toEqual([{ update_id: 7, telepathy: { a: [null] } }]);
  });

  test('20,000 waiting updates are handed out in order', async () => {
    const all = say(20_000);
    const seen: number[] = [];
    let offset = 0;
    for (;;) {
      const batch = ids(await get({ offset }));
      if (batch.length === 0) break;
      seen.push(...batch);
      offset = (batch.at(-1) ?? 0) + 1;
    }
    expect(seen).toEqual(all);
  });
});
