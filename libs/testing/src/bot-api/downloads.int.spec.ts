import type { Bot } from './bot.js';
import { type BotApi, startBotApi } from './bot-api.js';
import { failure } from './failures.js';
import { call, resultOf } from './spec-client.js';

describe('downloads of the fake Bot API that go wrong when ordered', () => {
  let api: BotApi;
  let bot: Bot;
  let fileId: string;
  const BYTES = Buffer.alloc(50_000, 'x');

  beforeAll(async () => {
    api = await startBotApi();
  });
  afterAll(() => api.close());
  beforeEach(() => {
    bot = api.bot();
    fileId = String(Object(bot.user().sendsDocument({ filename: 'a.txt', bytes: BYTES })['document']).file_id);
  });

  const pathOf = async () => String((await resultOf(call(api, bot, 'getFile', { file_id: fileId })))['file_path']);
  const download = async (init: RequestInit = {}) => fetch(`${api.url}/file/bot${bot.token}/${await pathOf()}`, init);

  test('a path of another host, or out of the folder, as a server that was taken over answers', async () => {
    bot.fileLeadsTo(fileId, 'https://evil.test/x');
    expect(await pathOf()).toBe('https://evil.test/x');
    bot.fileLeadsTo(fileId, '../../x');
    expect(await pathOf()).toBe('../../x');
  });

  test('a redirect', async () => {
    bot.fails('download', failure.redirect('http://127.0.0.1:9/x'));
    const { status, headers } = await download({ redirect: 'manual' });
    expect([status, headers.get('location')]).toEqual([302, 'http://127.0.0.1:9/x']);
  });

  test('bytes that stop coming', async () => {
    bot.fails('download', failure.stall(1000));
    const leave = new AbortController();
    const response = await download({ signal: leave.signal });
    const reader = response.body?.getReader();
    expect((await reader?.read())?.value?.length).toBe(1000);
    const next = reader?.read();
    leave.abort();
    await expect(next).rejects.toThrow('abort');
  });

  test('a slow one comes whole', async () => {
    bot.fails('download', failure.trickle(10_000, 5));
    expect(Buffer.from(await (await download()).arrayBuffer())).toEqual(BYTES);
  });

  test('other bytes of another size, and bytes without end', async () => {
    bot.fails('download', failure.otherBytes(Buffer.from('short')));
    expect(await (await download()).text()).toBe('short');
    bot.fails('download', failure.endless());
    const leave = new AbortController();
    const response = await download({ signal: leave.signal });
    let received = 0;
    const reading = (async () => {
      for await (const part of response.body ?? []) {
        received += part.length;
        if (received > BYTES.length * 4) leave.abort();
      }
    })();
    await expect(reading).rejects.toThrow('abort');
    expect(received).toBeGreaterThan(BYTES.length * 4);
  });

  test('what was asked for is remembered, and one file can fail alone', async () => {
    const path = await pathOf();
    bot.fails('download', failure.serverError(), { when: (params) => params.text('path') === path });
    expect((await download()).status).toBe(500);
    expect((await download()).status).toBe(200);
    expect(bot.downloads).toEqual([path, path]);
  });

  test("the bot's picture is found and downloaded", async () => {
    bot.looksLike({ picture: Buffer.from('PNG') });
    const { photos } = (await resultOf(call(api, bot, 'getUserProfilePhotos', { user_id: bot.id }))) as { photos: { file_id: string }[][] };
    fileId = String(photos[0]?.at(-1)?.file_id);
    expect(await (await download()).text()).toBe('PNG');
  });
});
