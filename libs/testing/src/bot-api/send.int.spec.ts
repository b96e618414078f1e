import type { Bot } from './bot.js';
import { type BotApi, startBotApi } from './bot-api.js';
import type { Customer } from './customer.js';
import { call, resultOf, upload } from './spec-client.js';
import type { Json } from './wire.js';

const bytes = (text: string, name = 'f.bin', type = ''): File => new File([text], name, { type });

describe('sending through the fake Bot API', () => {
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

  const send = (params: Json): Promise<Json & { status: number }> => call(api, bot, 'sendMessage', { chat_id: anna.id, ...params });
  const refused = (reason: string): object => ({ ok: false, status: 400, error_code: 400, description: `Bad Request: ${reason}` });

  describe('a text', () => {
    test('comes back as the message and lands in the inbox', async () => {
      expect(await resultOf(send({ text: 'Hello' }))).toMatchObject({
        message_id: expect.any(Number),
        date: expect.any(Number),
        chat: { id: anna.id, type: 'private' },
        from: { id: bot.id, is_bot: true },
        text: 'Hello',
      });
      expect(anna.inbox).toMatchObject([{ kind: 'text', text: 'Hello', file: null, isDeleted: false }]);
    });

    test('may have 4,096 UTF-16 units and no more', async () => {
      expect((await send({ text: '😀'.repeat(2048) })).status).toBe(200);
      expect(await send({ text: `${'😀'.repeat(2048)}x` })).toMatchObject(refused('message is too long'));
    });

    test('is measured after its markup was parsed and white space at its ends cut off', async () => {
      expect((await send({ text: `<b>${'x'.repeat(4096)}</b>`, parse_mode: 'HTML' })).status).toBe(200);
      expect((await send({ text: `  ${'x'.repeat(4096)}\n` })).status).toBe(200);
      expect((await resultOf(send({ text: '  a b \n', entities: [{ type: 'bold', offset: 2, length: 5 }] })))['entities']).toEqual([
        { type: 'bold', offset: 0, length: 3 },
      ]);
    });

    test.each([
      [{}, 'message text is empty'],
      [{ text: '' }, 'message text is empty'],
      [{ text: ' \n ' }, 'text must be non-empty'],
      [{ text: '<b> </b>', parse_mode: 'HTML' }, 'text must be non-empty'],
      [{ text: 'x', parse_mode: 'BBCode' }, 'unsupported parse_mode'],
      [{ text: '<b>x', parse_mode: 'HTML' }, 'can\'t parse entities: Can\'t find end tag corresponding to start tag "b"'],
      [
        { text: '1.5', parse_mode: 'MarkdownV2' },
        "can't parse entities: Character '.' is reserved and must be escaped with the preceding '\\'",
      ],
      [
        { text: 'abc', entities: [{ type: 'bold', offset: 2, length: 5 }] },
        'entity beginning at UTF-16 offset 2 ends after the end of the text at UTF-16 offset 7',
      ],
      [
        { text: 'a😀b', entities: [{ type: 'bold', offset: 0, length: 2 }] },
        'entity beginning at UTF-16 offset 0 ends in a middle of a UTF-16 symbol at byte offset 5',
      ],
      [{ text: 'x', entities: 'nonsense' }, "can't parse entities JSON object"],
    ])('%j is refused', async (params, reason) => {
      expect(await send(params)).toMatchObject(refused(reason));
      expect(anna.inbox).toEqual([]);
    });

    test('keeps entities and preview options', async () => {
      const entities = [{ type: 'text_link', offset: 0, length: 4, url: 'https://x.test/' }];
      const options = { is_disabled: true };
      expect(await resultOf(send({ text: 'link', entities, link_preview_options: options }))).toMatchObject({
        entities,
        link_preview_options: options,
      });
    });
  });

  describe('into a chat', () => {
    test('that the bot does not know: 400; of someone only seen in a group: 403', async () => {
      expect(await send({ chat_id: 1, text: 'x' })).toMatchObject(refused('chat not found'));
      expect(await call(api, bot, 'sendMessage', { text: 'x' })).toMatchObject(refused('chat_id is empty'));
      const lev = bot.user();
      expect(await send({ chat_id: lev.id, text: 'x' })).toMatchObject(refused('chat not found'));
      lev.sends({ text: 'hi all', in: bot.group() });
      expect(await send({ chat_id: lev.id, text: 'x' })).toMatchObject({
        status: 403,
        description: "Forbidden: bot can't initiate conversation with a user",
      });
    });

    test('as an answer to a message, with a quote', async () => {
      const asked = anna.sends({ text: 'Where is my order?' });
      const parameters = { message_id: asked.message_id, quote: 'my order' };
      expect(await resultOf(send({ text: 'Here', reply_parameters: parameters }))).toMatchObject({
        reply_to_message: { message_id: asked.message_id, text: 'Where is my order?' },
        quote: { text: 'my order', position: 9 },
      });
      const answer = anna.inbox.at(-1);
      expect(answer?.replyToMessageId).toBe(asked.message_id);
      const next = await resultOf(send({ text: 'Anything else?', reply_parameters: { message_id: answer?.messageId } }));
      expect(next['reply_to_message']).not.toHaveProperty('reply_to_message');
    });

    test('as an answer to what is not there: refused, unless that was allowed', async () => {
      expect(await send({ text: 'x', reply_parameters: { message_id: 9999 } })).toMatchObject(refused('message to be replied not found'));
      const lenient = { message_id: 9999, allow_sending_without_reply: true };
      expect(await resultOf(send({ text: 'x', reply_parameters: lenient }))).not.toHaveProperty('reply_to_message');
    });

    test('in a topic, which must exist', async () => {
      const forum = bot.group({ type: 'supergroup', isForum: true });
      const topic = forum.topic('Orders');
      expect(await send({ chat_id: forum.id, text: 'x', message_thread_id: topic + 1 })).toMatchObject(refused('message thread not found'));
      await send({ chat_id: forum.id, text: 'x', message_thread_id: topic });
      expect(await forum.receives('x')).toMatchObject({ threadId: topic });
    });

    test('with an inline keyboard, whose data has 1 to 64 bytes', async () => {
      const keyboard = (data: string): Json => ({ text: 'x', reply_markup: { inline_keyboard: [[{ text: 'Yes', callback_data: data }]] } });
      expect(await resultOf(send(keyboard('y')))).toMatchObject({ reply_markup: { inline_keyboard: [[{ text: 'Yes' }]] } });
      expect(await send(keyboard('ж'.repeat(33)))).toMatchObject(refused('BUTTON_DATA_INVALID'));
      expect(await send({ text: 'x', reply_markup: [] })).toMatchObject(refused('object expected as reply markup'));
    });
  });

  describe('a file', () => {
    const to = { chat_id: '' };
    beforeEach(() => {
      to.chat_id = String(anna.id);
    });

    test.each([
      ['sendDocument', 'document', 'a.pdf', 'application/pdf'],
      ['sendVideo', 'video', 'a.mp4', 'video/mp4'],
      ['sendAudio', 'audio', 'a.mp3', 'audio/mpeg'],
      ['sendVoice', 'voice', 'a.ogg', 'audio/ogg'],
      ['sendAnimation', 'animation', 'a.gif', 'image/gif'],
      ['sendSticker', 'sticker', 'a.webp', 'image/webp'],
    ])('%s uploads, and by its file_id it can be sent again', async (method, field, name, type) => {
      const sent = await resultOf(upload(api, bot, method, { ...to, caption: 'See', [field]: bytes('data', name) }));
      expect(anna.inbox[0]).toMatchObject({ kind: field, file: { filename: name, mimeType: type, bytes: Buffer.from('data') } });
      const { file_id: fileId } = sent[field] as { file_id: string };
      await resultOf(call(api, bot, method, { ...to, [field]: fileId }));
      expect(anna.inbox[1]?.file?.bytes).toEqual(Buffer.from('data'));
    });

    test('a photo comes back in sizes, the original last', async () => {
      const sent = await resultOf(upload(api, bot, 'sendPhoto', { ...to, photo: bytes('original', 'p.jpg'), caption: 'Look' }));
      const widths = (sent['photo'] as { width: number }[]).map((size) => size.width);
      expect(widths).toEqual(widths.toSorted((a, b) => a - b));
      expect(anna.inbox[0]).toMatchObject({ kind: 'photo', text: 'Look', file: { bytes: Buffer.from('original') } });
    });

    test('attach:// names another part of the request', async () => {
      await upload(api, bot, 'sendDocument', { ...to, document: 'attach://one', one: bytes('1', 'one.txt') });
      expect(anna.inbox[0]?.file).toEqual({ filename: 'one.txt', mimeType: 'text/plain', bytes: Buffer.from('1') });
    });

    test('names keep their letters', async () => {
      await upload(api, bot, 'sendDocument', { ...to, document: bytes('1', 'Отчёт №1.pdf') });
      expect(anna.inbox[0]?.file?.filename).toBe('Отчёт №1.pdf');
    });

    test('captions have at most 1,024 UTF-16 units', async () => {
      const document = bytes('1');
      expect((await upload(api, bot, 'sendDocument', { ...to, document, caption: 'x'.repeat(1024) })).status).toBe(200);
      expect(await upload(api, bot, 'sendDocument', { ...to, document, caption: 'x'.repeat(1025) })).toMatchObject(
        refused('message caption is too long'),
      );
    });

    test.each([
      ['sendPhoto', {}, 'there is no photo in the request'],
      ['sendDocument', { document: 'unknown' }, 'wrong file identifier/HTTP URL specified'],
      ['sendDocument', { document: 'http://10.0.0.1/a.pdf' }, 'failed to get HTTP URL content'],
      ['sendDocument', { document: bytes('') }, 'file must be non-empty'],
      ['sendDocument', { document: 'attach://gone' }, 'there is no document in the request'],
    ])('%s with %j is refused', async (method, fields, reason) => {
      expect(await upload(api, bot, method, { ...to, ...fields })).toMatchObject(refused(reason));
    });

    test('a file is sent again as what it was', async () => {
      const sent = await resultOf(upload(api, bot, 'sendDocument', { ...to, document: bytes('1') }));
      const { file_id: fileId } = sent['document'] as { file_id: string };
      expect(await call(api, bot, 'sendVideo', { ...to, video: fileId })).toMatchObject(
        refused("can't use file of type Document as Video"),
      );
    });

    test('a photo above 10 MB and any file above 50 MB is refused', async () => {
      const large = (mb: number): File => new File([Buffer.alloc(mb * 1024 * 1024 + 1)], 'large.jpg');
      expect(await upload(api, bot, 'sendPhoto', { ...to, photo: large(10) })).toMatchObject({
        description: 'Bad Request: file of size 10485761 bytes is too big for a photo; the maximum size is 10485760 bytes',
      });
      expect(await upload(api, bot, 'sendDocument', { ...to, document: large(50) })).toMatchObject({
        status: 413,
        description: 'Request Entity Too Large',
      });
    });
  });

  describe('an album', () => {
    const album = (media: readonly Json[], files: Readonly<Record<string, File>> = {}): Promise<Json & { status: number }> =>
      upload(api, bot, 'sendMediaGroup', { chat_id: String(anna.id), media: JSON.stringify(media), ...files });

    test('is as many messages with one group', async () => {
      const media = [
        { type: 'photo', media: 'attach://a', caption: '<b>Both</b>', parse_mode: 'HTML' },
        { type: 'video', media: 'attach://b' },
      ];
      expect(await album(media, { a: bytes('1'), b: bytes('2') })).toMatchObject({ status: 200, result: [{}, {}] });
      const [first, second] = anna.inbox;
      expect(first).toMatchObject({ kind: 'photo', text: 'Both', entities: [{ type: 'bold' }], mediaGroupId: expect.any(String) });
      expect(second).toMatchObject({ kind: 'video', text: '', mediaGroupId: first?.mediaGroupId });
    });

    test('has 2 to 10 files of kinds that go together; one wrong file and none is sent', async () => {
      const photo = { type: 'photo', media: 'attach://a' };
      const files = { a: bytes('1') };
      expect(await album([photo], files)).toMatchObject({ status: 400 });
      expect(await album(Array<Json>(11).fill(photo), files)).toMatchObject({ status: 400 });
      expect(await album([photo, { type: 'document', media: 'attach://a' }], files)).toMatchObject(
        refused("document can't be mixed with other media types"),
      );
      expect(await album([photo, { type: 'photo', media: 'attach://gone' }], files)).toMatchObject(
        refused('there is no photo in the request'),
      );
      expect(anna.inbox).toEqual([]);
    });
  });
});
