import { createServer } from 'node:http';
import { Readable } from 'node:stream';
import { type Bot, type BotApi as FakeApi, type Customer, failure, startBotApi } from '@app/testing';
import { BotApi } from './bot-api.js';
import { LineError } from './line.js';
import { sendAlbum, sendFile, sendText, type OutgoingFile, type Spot } from './sending.js';

const MB = 1024 * 1024;

describe('sending to a chat', () => {
  let fake: FakeApi;
  let bot: Bot;
  let api: BotApi;
  let customer: Customer;
  let spot: Spot;

  beforeAll(async () => {
    fake = await startBotApi({ limits: { enforce: false } });
    bot = fake.bot();
    api = new BotApi({ token: bot.token, apiRoot: fake.url });
    customer = bot.user();
    customer.starts();
    spot = { chatId: String(customer.id), threadId: null, connectionId: null };
  });
  afterAll(async () => {
    api.close();
    await fake.close();
  });

  const aFile = (bytes: Buffer, change: Partial<OutgoingFile> = {}): OutgoingFile => ({
    kind: 'document',
    filename: 'счёт "1".pdf',
    contentType: 'application/pdf',
    size: bytes.length,
    open: () => Promise.resolve(Readable.from([bytes])),
    ...change,
  });
  const plain = { caption: null };
  const brokenBy = (work: Promise<unknown>) =>
    work.then(
      () => null,
      (error: unknown) => (error instanceof LineError ? error : Promise.reject(error)),
    );

  test('fail:G13 signs of formatting languages arrive as they were written', async () => {
    const text = '_*[]()~`>#+-=|{}.!\\ <b>&amp; mail <a@b.test> ```';
    const id = await sendText(api, spot, { text }, {});
    expect(customer.inbox.find(({ messageId }) => messageId === Number(id))).toMatchObject({ text, entities: [] });
  });

  test('fail:G15 a file arrives as the bytes that it is, under its name', async () => {
    const bytes = Buffer.from('PDF\r\n--\r\n');
    const id = await sendFile(api, spot, aFile(bytes), { caption: { text: 'here', entities: [{ type: 'bold', offset: 0, length: 4 }] } });
    const sent = customer.inbox.find(({ messageId }) => messageId === Number(id));
    expect(sent).toMatchObject({ kind: 'document', text: 'here', entities: [{ type: 'bold' }], file: { filename: 'счёт _1_.pdf', bytes } });
  });

  test('an album is several messages at once', async () => {
    const files = ['a', 'b'].map((name) => aFile(Buffer.from(name), { filename: `${name}.pdf` }));
    const ids = await sendAlbum(api, spot, files, { caption: { text: 'two' } });
    const sent = customer.inbox.filter(({ messageId }) => ids.includes(String(messageId)));
    expect(sent.map(({ text, file, mediaGroupId }) => [text, file?.bytes.toString(), mediaGroupId])).toEqual([
      ['two', 'a', expect.any(String)],
      ['', 'b', sent[0]?.mediaGroupId],
    ]);
  });

  test('a large file is read as fast as the other side takes it, and never held whole', async () => {
    let taken = 0;
    const server = createServer((request, response) => {
      request.on('data', (piece: Buffer) => {
        taken += piece.length;
        request.pause();
        setImmediate(() => request.resume());
      });
      request.on('end', () => response.end(JSON.stringify({ ok: true, result: { message_id: 1 } })));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const port = Object(server.address()).port as number;
    const slow = new BotApi({ token: bot.token, apiRoot: `http://127.0.0.1:${port}` });
    let given = 0;
    let ahead = 0;
    async function* source(): AsyncGenerator<Buffer> {
      for (; given < 100 * MB; given += MB) {
        await Promise.resolve();
        ahead = Math.max(ahead, given - taken);
        yield Buffer.alloc(MB);
      }
    }
    await sendFile(slow, spot, aFile(Buffer.alloc(0), { size: 100 * MB, open: () => Promise.resolve(Readable.from(source())) }), plain);
    slow.close();
    server.close();
    expect(taken).toBeGreaterThan(100 * MB);
    // What the system's own buffers hold, and a little.
    expect(ahead).toBeLessThan(30 * MB);
  });

  test('what breaks before its last byte was certainly not performed', async () => {
    const broken = aFile(Buffer.alloc(1000), {
      open: () =>
        Promise.resolve(
          Readable.from(
            (async function* () {
              yield Buffer.alloc(500);
              await Promise.resolve();
              throw new Error('The disk is gone.');
            })(),
          ),
        ),
    });
    expect(await brokenBy(sendFile(api, spot, broken, plain))).toMatchObject({ isUnsent: true });
    const short = aFile(Buffer.alloc(1000), { size: 1001 });
    expect(await brokenBy(sendFile(api, spot, short, plain))).toMatchObject({ isUnsent: true });
  });

  test('what breaks after it may have been performed', async () => {
    bot.fails('sendDocument', failure.cutAfterCommit());
    expect(await brokenBy(sendFile(api, spot, aFile(Buffer.from('x')), plain))).toMatchObject({ isUnsent: false });
  });

  test('a refusal is told with its words and its parameters', async () => {
    bot.fails('sendDocument', failure.badRequest('PHOTO_INVALID_DIMENSIONS'));
    await expect(sendFile(api, spot, aFile(Buffer.from('x')), plain)).rejects.toMatchObject({
      code: 400,
      description: 'Bad Request: PHOTO_INVALID_DIMENSIONS',
    });
    bot.fails('sendDocument', failure.tooManyRequests(7));
    await expect(sendFile(api, spot, aFile(Buffer.from('x')), plain)).rejects.toMatchObject({ code: 429, parameters: { retry_after: 7 } });
  });

  test('an API that takes no more says so though not all was written', async () => {
    const bytes = Buffer.alloc(60 * MB);
    await expect(sendFile(api, spot, aFile(bytes), plain)).rejects.toMatchObject({ code: 413 });
  });
});
