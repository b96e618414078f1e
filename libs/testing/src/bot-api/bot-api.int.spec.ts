import { Telegram } from 'telegraf';

import { until } from '../eventually.js';
import type { Bot } from './bot.js';
import { type BotApi, startBotApi } from './bot-api.js';
import type { Customer } from './customer.js';
import { answered, call, resultOf, updatesOf, upload } from './spec-client.js';

const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');

describe('the fake Bot API', () => {
  let api: BotApi;
  let bot: Bot;
  let anna: Customer;

  beforeAll(async () => {
    api = await startBotApi({ limits: { enforce: false } });
  });
  afterAll(() => api.close());
  beforeEach(() => {
    bot = api.bot();
    anna = bot.user({ firstName: 'Anna', languageCode: 'en' });
    anna.starts();
  });

  describe('takes requests', () => {
    const expected = { status: 200, ok: true, result: { text: 'a b&c' } };

    test('by GET with a query string, in any case of the method', async () => {
      const url = `${api.url}/bot${bot.token}/SENDmessage?chat_id=${anna.id}&text=${encodeURIComponent('a b&c')}`;
      expect(await answered(await fetch(url))).toMatchObject(expected);
    });

    test('by POST as a form', async () => {
      const body = new URLSearchParams({ chat_id: String(anna.id), text: 'a b&c' });
      expect(await answered(await fetch(`${api.url}/bot${bot.token}/sendMessage`, { method: 'POST', body }))).toMatchObject(expected);
    });

    test('by POST as JSON', async () => {
      expect(await call(api, bot, 'sendMessage', { chat_id: anna.id, text: 'a b&c' })).toMatchObject(expected);
    });

    test('by POST as multipart/form-data', async () => {
      expect(await upload(api, bot, 'sendMessage', { chat_id: String(anna.id), text: 'a b&c' })).toMatchObject(expected);
    });
  });

  test('a wrong token is 401 with the documented shape', async () => {
    const response = await fetch(`${api.url}/bot1:wrong/getMe`);
    expect(response.status).toBe(401);
    expect(await response.json()).toEqual({ ok: false, error_code: 401, description: 'Unauthorized' });
  });

  test('an unknown method is 404, and so is any other path', async () => {
    expect(await call(api, bot, 'getNothing')).toMatchObject({ ok: false, error_code: 404, status: 404 });
    expect((await fetch(`${api.url}/elsewhere`)).status).toBe(404);
  });

  test('a method of Telegram that the fake lacks is 501, never an invented answer', async () => {
    expect(await call(api, bot, 'sendPoll')).toMatchObject({ status: 501, description: expect.stringContaining('does not model') });
  });

  test('a body that is no JSON is 400', async () => {
    const response = await fetch(`${api.url}/bot${bot.token}/getMe`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"a"',
    });
    expect(response.status).toBe(400);
  });

  test('getMe tells who the bot is', async () => {
    bot.looksLike({ name: 'Help', username: 'help_bot' });
    expect(await resultOf(call(api, bot, 'getMe'))).toMatchObject({ id: bot.id, is_bot: true, first_name: 'Help', username: 'help_bot' });
  });

  test('the bot has a picture when it was given one', async () => {
    expect(await resultOf(call(api, bot, 'getUserProfilePhotos', { user_id: bot.id }))).toEqual({ total_count: 0, photos: [] });
    bot.looksLike({ picture: PNG });
    expect(await resultOf(call(api, bot, 'getUserProfilePhotos', { user_id: bot.id }))).toMatchObject({
      total_count: 1,
      photos: [[{ file_id: expect.any(String) }]],
    });
  });

  test('getChat tells name and kind of a chat', async () => {
    const lev = bot.user({ firstName: 'Lev', lastName: 'T', username: 'lev' });
    expect(await call(api, bot, 'getChat', { chat_id: lev.id })).toMatchObject({ status: 400, description: 'Bad Request: chat not found' });
    lev.starts();
    expect(await resultOf(call(api, bot, 'getChat', { chat_id: lev.id }))).toMatchObject({
      id: lev.id,
      type: 'private',
      first_name: 'Lev',
      last_name: 'T',
      username: 'lev',
    });
  });

  test('commands are kept for each language, and wrong ones are refused', async () => {
    const commands = [{ command: 'new', description: 'Start anew' }];
    await call(api, bot, 'setMyCommands', { commands, language_code: 'en' });
    expect((await call(api, bot, 'getMyCommands', { language_code: 'en' }))['result']).toEqual(commands);
    expect((await call(api, bot, 'getMyCommands'))['result']).toEqual([]);
    expect(await call(api, bot, 'setMyCommands', { commands: [{ command: 'Nö', description: 'x' }] })).toMatchObject({ status: 400 });
  });

  test('a revoked token is worth nothing at once, and a poll that waits hears it', async () => {
    bot.dropUpdates();
    const oldToken = bot.token;
    const poll = fetch(`${api.url}/bot${oldToken}/getUpdates?timeout=30`);
    await until('the poll waits', () => bot.isPolled);
    const token = bot.revokeToken();
    expect((await poll).status).toBe(401);
    expect((await fetch(`${api.url}/bot${oldToken}/getMe`)).status).toBe(401);
    expect(() => api.bot(oldToken)).toThrow('another token');
    expect(await answered(await fetch(`${api.url}/bot${token}/getMe`))).toMatchObject({ status: 200, result: { id: bot.id } });
  });

  test('killed it is not there; restarted it is on the same port with all it knew', async () => {
    const { url } = api;
    await call(api, bot, 'sendMessage', { chat_id: anna.id, text: 'before' });
    await api.kill();
    await expect(fetch(`${url}/bot${bot.token}/getMe`)).rejects.toThrow();
    await api.restart();
    expect(api.url).toBe(url);
    expect(await updatesOf(call(api, bot, 'getUpdates'))).toMatchObject([{ message: { text: '/start' } }]);
    await call(api, bot, 'sendMessage', { chat_id: anna.id, text: 'after' });
    expect(anna.inbox.map((message) => message.text)).toEqual(['before', 'after']);
  });

  test("telegraf's client talks to it: text, files, updates, downloads, errors", async () => {
    const telegram = new Telegram(bot.token, { apiRoot: api.url });
    const sent = await telegram.sendMessage(anna.id, 'Hello <b>Anna</b>', { parse_mode: 'HTML' });
    expect(sent).toMatchObject({ text: 'Hello Anna', entities: [{ type: 'bold', offset: 6, length: 4 }] });
    await telegram.sendDocument(anna.id, { source: PNG, filename: 'a.png' }, { caption: 'A file' });
    await telegram.sendMediaGroup(anna.id, [
      { type: 'photo', media: { source: PNG } },
      { type: 'photo', media: { source: PNG } },
    ]);
    expect(anna.inbox.map(({ kind, file }) => [kind, file?.bytes ?? null])).toEqual([
      ['text', null],
      ['document', PNG],
      ['photo', PNG],
      ['photo', PNG],
    ]);

    anna.sendsDocument({ filename: 'log.txt', bytes: Buffer.from('lines') });
    const updates = await telegram.getUpdates(0, 100, 0, undefined);
    const last = updates.at(-1);
    const fileId = last !== undefined && 'message' in last && 'document' in last.message ? last.message.document.file_id : '';
    const link = await telegram.getFileLink(fileId);
    expect(await (await fetch(link)).text()).toBe('lines');

    anna.blocks();
    await expect(telegram.sendMessage(anna.id, 'again')).rejects.toMatchObject({
      response: { error_code: 403, description: 'Forbidden: bot was blocked by the user' },
    });
  });
});
