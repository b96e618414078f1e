import type { Bot } from './bot.js';
import { type BotApi, startBotApi } from './bot-api.js';
import type { Customer } from './customer.js';
import { resultOf, upload } from './spec-client.js';

describe('editMessageMedia of the fake Bot API', () => {
  let api: BotApi;
  let bot: Bot;
  let anna: Customer;

  beforeAll(async () => {
    api = await startBotApi({ limits: { enforce: false } });
  });
  afterAll(() => api.close());
  beforeEach(() => {
    bot = api.bot();
    anna = bot.user({ id: 42 });
    anna.starts();
  });

  const file = (text: string) => new File([text], `${text}.pdf`, { type: 'application/pdf' });
  const change = (messageId: number, type: string, text: string) =>
    upload(api, bot, 'editMessageMedia', {
      chat_id: '42',
      message_id: String(messageId),
      media: JSON.stringify({ type, media: 'attach://new', caption: 'Now' }),
      new: file(text),
    });

  test('the file and its caption are others, the message is the same', async () => {
    const sent = await resultOf(upload(api, bot, 'sendDocument', { chat_id: '42', document: file('old'), caption: 'Before' }));
    await resultOf(change(Number(sent['message_id']), 'document', 'new'));
    const seen = await anna.receives('Now');
    expect([seen.messageId, seen.file?.filename, seen.earlierTexts]).toEqual([sent['message_id'], 'new.pdf', ['Before']]);
  });

  test('a text gets a file', async () => {
    const sent = await resultOf(upload(api, bot, 'sendMessage', { chat_id: '42', text: 'soon' }));
    expect(await resultOf(change(Number(sent['message_id']), 'photo', 'p'))).not.toHaveProperty('text');
    expect(await anna.receives('Now')).toMatchObject({ kind: 'photo' });
  });

  test('in an album a document stays a document', async () => {
    const media = ['a', 'b'].map((name) => ({ type: 'document', media: `attach://${name}` }));
    const album = await upload(api, bot, 'sendMediaGroup', { chat_id: '42', media: JSON.stringify(media), a: file('a'), b: file('b') });
    const [first] = album['result'] as { message_id: number }[];
    expect(await change(Number(first?.message_id), 'photo', 'p')).toMatchObject({ status: 400 });
    expect((await change(Number(first?.message_id), 'document', 'c')).status).toBe(200);
  });

  test("a customer's message cannot be changed", async () => {
    expect(await change(anna.sendsPhoto(Buffer.from('p')).message_id, 'photo', 'q')).toMatchObject({
      description: "Bad Request: message can't be edited",
    });
  });
});
