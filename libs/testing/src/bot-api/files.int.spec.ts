import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { tempDir } from '../temp-dir.js';
import type { Bot } from './bot.js';
import { type BotApi, startBotApi } from './bot-api.js';
import type { Customer } from './customer.js';
import { failure } from './failures.js';
import { call, resultOf } from './spec-client.js';
import type { WireMessage } from './wire.js';

describe('files of the fake Bot API', () => {
  let api: BotApi;
  let bot: Bot;
  let anna: Customer;

  beforeAll(async () => {
    api = await startBotApi();
  });
  afterAll(() => api.close());
  beforeEach(() => {
    bot = api.bot();
    anna = bot.user();
  });

  const documentId = (message: WireMessage): string => (message['document'] as { file_id: string }).file_id;
  const pathOf = async (fileId: string): Promise<string> =>
    String((await resultOf(call(api, bot, 'getFile', { file_id: fileId })))['file_path']);
  const download = (path: string): Promise<Response> => fetch(`${api.url}/file/bot${bot.token}/${path}`);

  test('a document is found by getFile and downloaded with its bytes', async () => {
    const bytes = Buffer.from([0, 255, 128, 10]);
    const fileId = documentId(anna.sendsDocument({ filename: 'a.bin', bytes }));
    expect(await resultOf(call(api, bot, 'getFile', { file_id: fileId }))).toEqual({
      file_id: fileId,
      file_unique_id: expect.any(String),
      file_size: 4,
      file_path: expect.stringMatching(/^documents\/file_\d+\.bin$/),
    });
    const response = await download(await pathOf(fileId));
    expect(response.headers.get('content-length')).toBe('4');
    expect(Buffer.from(await response.arrayBuffer())).toEqual(bytes);
  });

  test('of a photo only the largest size has the original bytes', async () => {
    const { photo = [] } = anna.sendsPhoto(Buffer.from('original'));
    const texts = await Promise.all(photo.map(async ({ file_id }) => (await download(await pathOf(file_id))).text()));
    expect(texts.at(-1)).toBe('original');
    expect(texts.slice(0, -1)).not.toContain('original');
  });

  test('a file of more than 20 MB cannot be fetched, one of exactly 20 MB can', async () => {
    const limit = 20 * 1024 * 1024;
    const send = (size: number): string => documentId(anna.sendsDocument({ filename: 'large.zip', bytes: Buffer.from('x'), size }));
    expect(await call(api, bot, 'getFile', { file_id: send(limit + 1) })).toMatchObject({
      status: 400,
      description: 'Bad Request: file is too big',
    });
    expect((await call(api, bot, 'getFile', { file_id: send(limit) })).status).toBe(200);
  });

  test('a local server gives the place of the file itself, of any size', async () => {
    const folder = tempDir('bot-api');
    await using local = await startBotApi({ localFolder: folder.path });
    const localBot = local.bot();
    const size = 30 * 1024 * 1024;
    const sent = localBot.user().sendsDocument({ filename: 'large.zip', bytes: Buffer.from('x'), size });
    const { file_path: place } = await resultOf(call(local, localBot, 'getFile', { file_id: documentId(sent) }));
    expect(path.isAbsolute(String(place))).toBe(true);
    expect(await readFile(String(place), 'utf8')).toBe('x');
    folder.remove();
  });

  test('an unknown file is 400, an unknown path 404, a wrong token 401', async () => {
    expect(await call(api, bot, 'getFile', { file_id: 'nothing' })).toMatchObject({
      status: 400,
      description: 'Bad Request: invalid file_id',
    });
    expect((await download('documents/file_99')).status).toBe(404);
    expect((await fetch(`${api.url}/file/bot1:x/documents/file_0`)).status).toBe(401);
  });

  test('a link runs out; getFile gives a new one', async () => {
    const fileId = documentId(anna.sendsDocument({ filename: 'a.txt', bytes: Buffer.from('x') }));
    const path = await pathOf(fileId);
    bot.expireFileLinks();
    expect((await download(path)).status).toBe(404);
    expect((await download(await pathOf(fileId))).status).toBe(200);
  });

  test('a file of one bot is nothing to another', async () => {
    const fileId = documentId(anna.sendsDocument({ filename: 'a.txt', bytes: Buffer.from('x') }));
    expect((await call(api, api.bot(), 'getFile', { file_id: fileId })).status).toBe(400);
  });

  test('a download breaks in the middle when ordered, the next one is whole', async () => {
    const bytes = Buffer.alloc(200_000, 'x');
    const path = await pathOf(documentId(anna.sendsDocument({ filename: 'a.txt', bytes })));
    bot.fails('download', failure.cutMidway(100_000));
    const broken = await download(path);
    expect(broken.status).toBe(200);
    let received = 0;
    const reading = (async () => {
      for await (const part of broken.body ?? []) received += part.length;
    })();
    await expect(reading).rejects.toThrow();
    expect(received).toBeGreaterThan(0);
    expect(received).toBeLessThanOrEqual(100_000);
    expect(Buffer.from(await (await download(path)).arrayBuffer())).toEqual(bytes);
  });
});
