import type { Bot } from './bot.js';
import { type BotApi, startBotApi } from './bot-api.js';
import type { Customer } from './customer.js';
import { call, updatesOf } from './spec-client.js';
import {
  aBlockUpdate,
  aBusinessUpdate,
  aCallbackUpdate,
  aContactUpdate,
  aDocumentUpdate,
  aLocationUpdate,
  aMigration,
  anAlbum,
  anEditOf,
  anUnknownUpdate,
  aPhotoUpdate,
  aReplyTo,
  aTextUpdate,
  aVoiceUpdate,
} from './telegram-updates.js';
import type { Json } from './wire.js';

describe("the customers' side of the fake Bot API", () => {
  let api: BotApi;
  let bot: Bot;
  let anna: Customer;

  beforeAll(async () => {
    api = await startBotApi({ limits: { enforce: false } });
  });
  afterAll(() => api.close());
  beforeEach(() => {
    bot = api.bot();
    anna = bot.user({ id: 42, firstName: 'Anna', lastName: 'K', username: 'anna', languageCode: 'ru' });
  });

  const updates = (): Promise<readonly Json[]> => updatesOf(call(api, bot, 'getUpdates'));
  const send = (chatId: number, params: Json = {}): Promise<Json & { status: number }> =>
    call(api, bot, 'sendMessage', { chat_id: chatId, text: 'x', ...params });

  test('a message tells who wrote where', async () => {
    anna.starts('ticket-7');
    const person = { first_name: 'Anna', last_name: 'K', username: 'anna' };
    expect(await updates()).toMatchObject([
      {
        message: {
          text: '/start ticket-7',
          entities: [{ type: 'bot_command', offset: 0, length: 6 }],
          from: { id: 42, is_bot: false, language_code: 'ru', ...person },
          chat: { id: 42, type: 'private', ...person },
        },
      },
    ]);
  });

  test('files of every kind, with a caption', async () => {
    const file = { filename: 'f.bin', bytes: Buffer.from('1') };
    anna.sendsPhoto(Buffer.from('p'), { caption: 'Look' });
    anna.sendsDocument({ ...file, filename: 'a.pdf' });
    for (const kind of ['voice', 'video', 'audio', 'animation', 'sticker', 'video_note'] as const) anna.sendsFile(kind, file);
    expect(await updates()).toMatchObject([
      { message: { photo: [{}, {}, { width: 1280 }], caption: 'Look' } },
      { message: { document: { file_name: 'a.pdf', mime_type: 'application/pdf', file_size: 1 } } },
      { message: { voice: { duration: 3 } } },
      { message: { video: { file_name: 'f.bin' } } },
      { message: { audio: { duration: 3 } } },
      { message: { animation: {}, document: {} } },
      { message: { sticker: { emoji: '👍' } } },
      { message: { video_note: { length: 240 } } },
    ]);
  });

  test('an album is several messages with one group and one caption', async () => {
    anna.sendsAlbum([Buffer.from('1'), Buffer.from('2'), Buffer.from('3')], { caption: 'Three' });
    const messages = (await updates()).map((update) => update['message'] as Json);
    expect(messages).toHaveLength(3);
    expect(new Set(messages.map((message) => message['media_group_id'])).size).toBe(1);
    expect(messages.map((message) => message['caption'])).toEqual(['Three', undefined, undefined]);
  });

  test('edits and answers name the message they belong to', async () => {
    const first = anna.sends({ text: 'Frist' });
    anna.edits(first.message_id, { text: 'First' });
    anna.sends({ text: 'And', replyTo: first.message_id });
    const [, edit, answer] = await updates();
    expect(edit).toMatchObject({ edited_message: { message_id: first.message_id, text: 'First', edit_date: expect.any(Number) } });
    expect(answer).toMatchObject({ message: { text: 'And', reply_to_message: { message_id: first.message_id, text: 'First' } } });
  });

  test('who blocks the bot tells it once and receives nothing; unblocking mends it', async () => {
    anna.starts();
    anna.blocks();
    expect((await updates()).at(-1)).toMatchObject({
      my_chat_member: {
        chat: { id: 42 },
        from: { id: 42 },
        old_chat_member: { status: 'member', user: { id: bot.id } },
        new_chat_member: { status: 'kicked', until_date: 0 },
      },
    });
    expect(await send(42)).toMatchObject({ status: 403, description: 'Forbidden: bot was blocked by the user' });
    expect(anna.inbox).toEqual([]);
    anna.unblocks();
    expect((await updates()).at(-1)).toMatchObject({ my_chat_member: { new_chat_member: { status: 'member' } } });
    expect((await send(42)).status).toBe(200);
  });

  test('a deleted account is 403 of its own', async () => {
    anna.starts();
    anna.deactivates();
    expect(await send(42)).toMatchObject({ status: 403, description: 'Forbidden: user is deactivated' });
  });

  test('receiving waits for what comes, sees what is there, and tells what came when it gives up', async () => {
    anna.starts();
    const waiting = anna.receives(/wor/);
    await send(42, { text: 'Hello' });
    await send(42, { text: 'world' });
    expect(await waiting).toMatchObject({ text: 'world' });
    expect(await anna.receives((message) => message.text === 'Hello')).toMatchObject({ chatId: 42 });
    await expect(anna.receives('never', 30)).rejects.toThrow(
      'Anna did not receive never within 30 ms; received: text "Hello", text "world"',
    );
  });

  test('in a group people and bot see one conversation', async () => {
    const group = bot.group({ title: 'Clients' });
    anna.sends({ text: 'Hi all', in: group });
    expect(await updates()).toMatchObject([{ message: { chat: { id: group.id, type: 'group', title: 'Clients' }, from: { id: 42 } } }]);
    await send(group.id, { text: 'Hi Anna' });
    expect(await group.receives('Hi Anna')).toMatchObject({ chatId: group.id });
    expect(anna.inbox).toEqual([]);
  });

  test('a group that becomes a supergroup tells both numbers, and refuses the old one with the new', async () => {
    const group = bot.group();
    const old = group.id;
    const id = group.migrates();
    expect(id).toBeLessThan(-1_000_000_000_000);
    expect(await updates()).toMatchObject([
      { message: { chat: { id: old, type: 'group' }, migrate_to_chat_id: id } },
      { message: { chat: { id, type: 'supergroup' }, migrate_from_chat_id: old } },
    ]);
    expect(await send(old)).toMatchObject({
      status: 400,
      description: 'Bad Request: group chat was upgraded to a supergroup chat',
      parameters: { migrate_to_chat_id: id },
    });
    expect((await send(id)).status).toBe(200);
  });

  test('a bot that was removed from a group is refused until it is back', async () => {
    const group = bot.group({ type: 'supergroup' });
    group.removesBot();
    expect(await send(group.id)).toMatchObject({ status: 403, description: 'Forbidden: bot was kicked from the supergroup chat' });
    group.addsBot();
    expect((await send(group.id)).status).toBe(200);
  });

  test('a business account: its messages, edits and deletions come, answers go out in its name', async () => {
    const owner = { id: 77, is_bot: false, first_name: 'Shop' };
    const business = bot.business({ owner });
    const asked = business.hears(anna, { text: 'Open?' });
    business.hearsEdit(anna, asked.message_id, { text: 'Open today?' });
    business.hearsDeletion(anna, [asked.message_id]);
    expect(await updates()).toMatchObject([
      { business_connection: { id: business.id, user: owner, is_enabled: true, rights: { can_reply: true } } },
      { business_message: { business_connection_id: business.id, text: 'Open?', from: { id: 42 } } },
      { edited_business_message: { message_id: asked.message_id, text: 'Open today?' } },
      { deleted_business_messages: { business_connection_id: business.id, chat: { id: 42 }, message_ids: [asked.message_id] } },
    ]);
    const answer = { business_connection_id: business.id, text: 'Yes' };
    expect(await send(42, answer)).toMatchObject({ result: { business_connection_id: business.id, from: { id: 77 }, text: 'Yes' } });
    expect(await anna.receives('Yes')).toMatchObject({ businessConnectionId: business.id });
    const { messageId } = await anna.receives('Yes');
    await call(api, bot, 'deleteBusinessMessages', { business_connection_id: business.id, message_ids: [messageId] });
    expect(anna.inbox).toMatchObject([{ messageId, isDeleted: true }]);
    business.becomes({ isEnabled: false });
    expect(await send(42, answer)).toMatchObject({ status: 400, description: 'Bad Request: business connection not found' });
  });

  test('updates that were built are handed out as they are, each with a number', async () => {
    const text = aTextUpdate('Hello', { from: { id: 1, is_bot: false, first_name: 'A' }, messageId: 5 });
    const built: Json[] = [
      { ...text },
      { ...anEditOf(text, 'Bye') },
      { ...aReplyTo(text, 'Re') },
      { ...aPhotoUpdate({ caption: 'See' }) },
      ...anAlbum(2).map((one) => ({ ...one })),
      { ...aDocumentUpdate({ fileName: 'x.pdf' }) },
      { ...aVoiceUpdate() },
      { ...aLocationUpdate() },
      { ...aContactUpdate() },
      { ...aCallbackUpdate('yes') },
      { ...aBlockUpdate() },
      ...aMigration().map((one) => ({ ...one })),
      aBusinessUpdate('Hi'),
      anUnknownUpdate(),
    ];
    for (const update of built) bot.push(update);
    const handedOut = await updates();
    expect(handedOut).toEqual(built.map((update) => JSON.parse(JSON.stringify(update)) as Json));
    expect(new Set(handedOut.map((update) => update['update_id'])).size).toBe(built.length);
  });
});
