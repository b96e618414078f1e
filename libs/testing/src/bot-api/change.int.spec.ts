import type { Bot } from './bot.js';
import { type BotApi, startBotApi } from './bot-api.js';
import type { Customer } from './customer.js';
import { call, resultOf, upload } from './spec-client.js';
import type { Json } from './wire.js';

describe('changing messages through the fake Bot API', () => {
  let api: BotApi;
  let bot: Bot;
  let anna: Customer;
  let nowMs = Date.parse('2026-03-02T09:00:00Z');

  beforeAll(async () => {
    api = await startBotApi({ limits: { enforce: false }, now: () => nowMs });
  });
  afterAll(() => api.close());
  beforeEach(() => {
    bot = api.bot();
    anna = bot.user();
    anna.starts();
  });

  const sent = async (params: Json = { text: 'Hello' }): Promise<number> =>
    Number((await resultOf(call(api, bot, 'sendMessage', { chat_id: anna.id, ...params })))['message_id']);
  const ask = (method: string, params: Json): Promise<Json & { status: number }> => call(api, bot, method, { chat_id: anna.id, ...params });
  const refused = (reason: string): object => ({ status: 400, description: `Bad Request: ${reason}` });

  test('an edited text is seen changed, with what it was before', async () => {
    const id = await sent();
    nowMs += 5000;
    expect(await resultOf(ask('editMessageText', { message_id: id, text: '<i>Bye</i>', parse_mode: 'HTML' }))).toMatchObject({
      message_id: id,
      text: 'Bye',
      entities: [{ type: 'italic' }],
      edit_date: Math.floor(nowMs / 1000),
    });
    expect(anna.inbox).toMatchObject([{ messageId: id, text: 'Bye', earlierTexts: ['Hello'] }]);
    await ask('editMessageText', { message_id: id, text: 'Well' });
    expect(anna.inbox).toMatchObject([{ text: 'Well', earlierTexts: ['Hello', 'Bye'] }]);
  });

  test('an edit that changes nothing is refused', async () => {
    const id = await sent();
    expect(await ask('editMessageText', { message_id: id, text: 'Hello' })).toMatchObject(
      refused(
        'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
      ),
    );
  });

  test('only own messages that are there can be edited, each by its own method', async () => {
    const theirs = anna.sends({ text: 'mine' });
    expect(await ask('editMessageText', { message_id: 9999, text: 'x' })).toMatchObject(refused('message to edit not found'));
    expect(await ask('editMessageText', { message_id: theirs.message_id, text: 'x' })).toMatchObject(refused("message can't be edited"));
    expect(await ask('editMessageCaption', { message_id: await sent(), caption: 'x' })).toMatchObject(
      refused('there is no caption in the message to edit'),
    );
  });

  test('a caption is edited, the file stays', async () => {
    const fields = { chat_id: String(anna.id), caption: 'old', document: new File(['1'], 'a.txt') };
    const { message_id: id } = await resultOf(upload(api, bot, 'sendDocument', fields));
    expect(await ask('editMessageText', { message_id: id, text: 'x' })).toMatchObject(refused('there is no text in the message to edit'));
    await ask('editMessageCaption', { message_id: id, caption: 'new' });
    expect(anna.inbox).toMatchObject([{ text: 'new', earlierTexts: ['old'], file: { bytes: Buffer.from('1') } }]);
  });

  test('a keyboard is taken away', async () => {
    const id = await sent({ text: 'Ok?', reply_markup: { inline_keyboard: [[{ text: 'Yes', callback_data: 'y' }]] } });
    await ask('editMessageReplyMarkup', { message_id: id });
    expect(anna.inbox).toMatchObject([{ text: 'Ok?', keyboard: null }]);
  });

  test('a deleted message is gone from the chat; deleting it again is refused', async () => {
    const id = await sent();
    expect(await ask('deleteMessage', { message_id: id })).toMatchObject({ ok: true, result: true });
    expect(anna.inbox).toMatchObject([{ messageId: id, isDeleted: true }]);
    expect(await ask('deleteMessage', { message_id: id })).toMatchObject(refused('message to delete not found'));
  });

  test('after 48 hours a message can no longer be deleted', async () => {
    const id = await sent();
    nowMs += 48 * 3600 * 1000 + 1000;
    expect(await ask('deleteMessage', { message_id: id })).toMatchObject(refused("message can't be deleted for everyone"));
  });

  test('deleteMessages takes up to 100 and skips what is not there', async () => {
    const ids = [await sent(), await sent({ text: 'two' })];
    expect(await ask('deleteMessages', { message_ids: [...ids, 9999] })).toMatchObject({ result: true });
    expect(anna.inbox.map((message) => message.isDeleted)).toEqual([true, true]);
    expect(await ask('deleteMessages', { message_ids: Array<number>(101).fill(1) })).toMatchObject({ status: 400 });
  });

  test('typing is seen, an unknown action refused', async () => {
    await ask('sendChatAction', { action: 'typing' });
    expect(bot.actionsIn(anna.id)).toEqual(['typing']);
    expect(await ask('sendChatAction', { action: 'yawning' })).toMatchObject(refused('wrong parameter action in request'));
  });

  test('one reaction of the known emoji can be set and taken back', async () => {
    const { message_id: id } = anna.sends({ text: 'Thanks' });
    const react = (...emoji: string[]): Promise<Json & { status: number }> =>
      ask('setMessageReaction', { message_id: id, reaction: emoji.map((one) => ({ type: 'emoji', emoji: one })) });
    await react('👍');
    expect(bot.reactionsTo(anna.id, id)).toEqual(['👍']);
    expect(await react('🧶')).toMatchObject(refused('REACTION_INVALID'));
    expect(await react('👍', '🔥')).toMatchObject(refused('REACTIONS_TOO_MANY'));
    await react();
    expect(bot.reactionsTo(anna.id, id)).toEqual([]);
  });

  test('a pressed button can be answered once', async () => {
    await sent({ text: 'Ok?', reply_markup: { inline_keyboard: [[{ text: 'Yes', callback_data: 'y' }]] } });
    const query = anna.presses(await anna.receives('Ok?'), 'y');
    expect(bot.pendingUpdates.at(-1)).toMatchObject({
      callback_query: { id: query, data: 'y', from: { id: anna.id }, message: { text: 'Ok?' } },
    });
    expect(bot.callbackAnswer(query)).toBeNull();
    await ask('answerCallbackQuery', { callback_query_id: query, text: 'Noted' });
    expect(bot.callbackAnswer(query)).toEqual({ text: 'Noted', showAlert: false });
    expect(await ask('answerCallbackQuery', { callback_query_id: query })).toMatchObject(
      refused('query is too old and response timeout expired or query ID is invalid'),
    );
  });
});
