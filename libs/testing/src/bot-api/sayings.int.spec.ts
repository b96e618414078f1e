import type { Bot } from './bot.js';
import { type BotApi, startBotApi } from './bot-api.js';
import { content, externalReply, origin } from './content.js';
import type { Customer } from './customer.js';
import { call, resultOf, updatesOf } from './spec-client.js';
import type { Json } from './wire.js';

describe('what people say in chats of the fake Bot API', () => {
  let api: BotApi;
  let bot: Bot;
  let anna: Customer;

  beforeAll(async () => {
    api = await startBotApi({ limits: { enforce: false } });
  });
  afterAll(() => api.close());
  beforeEach(() => {
    bot = api.bot();
    anna = bot.user({ id: 42, firstName: 'Anna' });
  });

  const updates = (): Promise<readonly Json[]> => updatesOf(call(api, bot, 'getUpdates'));
  const last = async (): Promise<Json | undefined> => (await updates()).at(-1);
  const send = (chatId: number, params: Json = {}): Promise<Json & { status: number }> =>
    call(api, bot, 'sendMessage', { chat_id: chatId, text: 'x', ...params });

  test.each([
    ['location', content.location(59.93, 30.31), { location: { latitude: 59.93, longitude: 30.31 } }],
    ['live location', content.liveLocation(1, 2), { location: { latitude: 1, live_period: 900 } }],
    [
      'venue, with its location beside it',
      content.venue({ latitude: 1, longitude: 2, title: 'Bar', address: 'Main st' }),
      { venue: { title: 'Bar', location: { latitude: 1 } }, location: { longitude: 2 } },
    ],
    ['contact', content.contact({ phone: '+7999', firstName: 'Lev' }), { contact: { phone_number: '+7999', first_name: 'Lev' } }],
    ['dice', content.dice('🎯', 6), { dice: { emoji: '🎯', value: 6 } }],
    ['poll', content.poll('When?', ['Now', 'Later']), { poll: { question: 'When?', options: [{ text: 'Now' }, { text: 'Later' }] } }],
    ['kind that nobody knows', content.unknown(), { hologram: {} }],
  ])('a %s', async (_, held, expected) => {
    anna.says(held);
    expect(await last()).toMatchObject({ message: { from: { id: 42 }, ...expected } });
  });

  test.each([
    ['a person', origin.user('Lev'), { type: 'user', sender_user: { first_name: 'Lev' } }],
    ['a person who hides', origin.hidden('Lev'), { type: 'hidden_user', sender_user_name: 'Lev' }],
    ['a group', origin.chat('Club'), { type: 'chat', sender_chat: { title: 'Club' } }],
    ['a channel', origin.channel('News'), { type: 'channel', chat: { title: 'News' }, message_id: 17 }],
  ])('a forward of %s', async (_, forwarded, expected) => {
    anna.sends({ text: 'Look', forwarded });
    expect(await last()).toMatchObject({ message: { text: 'Look', forward_origin: expected } });
  });

  test('a reply quotes a part of what it answers; one to another chat names its origin', async () => {
    const first = anna.sends({ text: 'One two three' });
    anna.sends({ text: 'This?', replyTo: first.message_id, quote: 'two' });
    expect(await last()).toMatchObject({
      message: { reply_to_message: { message_id: first.message_id }, quote: { text: 'two', position: 4, is_manual: true } },
    });
    anna.says({ text: 'And this', ...externalReply(origin.channel('News'), 'sale') });
    expect(await last()).toMatchObject({ message: { external_reply: { origin: { type: 'channel' } }, quote: { text: 'sale' } } });
  });

  test('Telegram marks commands, mentions, sites and addresses by itself', async () => {
    anna.sends({ text: '/help@shop_bot ask @lev_k at a@b.com or https://x.test/@y' });
    const { message } = (await last()) as { message: { entities: { type: string; offset: number; length: number }[] } };
    expect(message.entities.map(({ type, offset, length }) => [type, offset, length])).toEqual([
      ['bot_command', 0, 14],
      ['mention', 19, 6],
      ['email', 29, 7],
      ['url', 40, 17],
    ]);
  });

  test('an album of up to ten files of several kinds, its caption on any part', async () => {
    const photo = ['photo', { bytes: Buffer.from('p') }] as const;
    const video = ['video', { bytes: Buffer.from('v'), filename: 'v.mp4' }] as const;
    anna.sendsGrouped([photo, video, ...Array.from({ length: 8 }, () => photo)], { caption: 'Trip' }, 3);
    const messages = (await updates()).map((update) => update['message'] as Json);
    expect(messages).toHaveLength(10);
    expect(new Set(messages.map((message) => message['media_group_id'])).size).toBe(1);
    expect(messages.flatMap((message, place) => (message['caption'] === 'Trip' ? [place] : []))).toEqual([3]);
    expect(() => anna.sendsGrouped(Array.from({ length: 11 }, () => photo))).toThrow('ten');
  });

  test('a live photo is a film and its picture', async () => {
    anna.says(anna.file('live_photo', { bytes: Buffer.from('film'), still: Buffer.from('picture') }));
    expect(await last()).toMatchObject({
      message: { live_photo: { file_id: expect.any(String), photo: [{}, {}, {}] }, photo: [{}, {}, {}] },
    });
  });

  test('an edit takes the formatting of the old text with it', async () => {
    const { message_id } = anna.sends({ text: 'Hi @lev_k' });
    anna.edits(message_id, { text: 'Hi' });
    const edit = (await last()) as { edited_message: Json };
    expect(edit.edited_message).toMatchObject({ text: 'Hi', edit_date: expect.any(Number) });
    expect(edit.edited_message).not.toHaveProperty('entities');
  });

  test('a live location moves by edits', async () => {
    const { message_id } = anna.says(content.liveLocation(1, 2));
    anna.edits(message_id, content.liveLocation(3, 4));
    expect(await last()).toMatchObject({ edited_message: { message_id, location: { latitude: 3 } } });
  });

  test('what was deleted cannot be answered; the bot is not told', async () => {
    const { message_id } = anna.sends({ text: 'Oops' });
    anna.deletes(message_id);
    expect(await updates()).toHaveLength(1);
    expect(await send(42, { reply_parameters: { message_id } })).toMatchObject({ status: 400 });
  });

  test('anonymous admins and channels speak through stand-ins', async () => {
    const group = bot.group({ title: 'Clients', type: 'supergroup' });
    anna.sends({ text: 'x', in: group, as: 'anonymous admin' });
    expect(await last()).toMatchObject({
      message: { from: { is_bot: true, username: 'GroupAnonymousBot' }, sender_chat: { id: group.id } },
    });
    anna.sends({ text: 'x', in: group, as: { id: -1_000_000_000_009, type: 'channel', title: 'News' } });
    expect(await last()).toMatchObject({ message: { from: { username: 'Channel_Bot' }, sender_chat: { title: 'News' } } });
  });

  test('replies in a supergroup without topics have a thread that is no topic', async () => {
    const group = bot.group({ type: 'supergroup' });
    const first = anna.sends({ text: 'x', in: group });
    const second = anna.sends({ text: 'y', in: group, replyTo: first.message_id });
    anna.sends({ text: 'z', in: group, replyTo: second.message_id });
    const { message } = (await last()) as { message: Json };
    expect(message['message_thread_id']).toBe(first.message_id);
    expect(message).not.toHaveProperty('is_topic_message');
  });

  test('a topic: its messages answer its first one, the bot writes into it until it is closed or gone', async () => {
    const group = bot.group({ type: 'supergroup', isForum: true });
    const topic = group.topic('Delivery');
    anna.sends({ text: 'Where?', in: group, threadId: topic });
    expect(await updates()).toMatchObject([
      { message: { message_id: topic, message_thread_id: topic, forum_topic_created: { name: 'Delivery' } } },
      { message: { message_thread_id: topic, is_topic_message: true, reply_to_message: { message_id: topic } } },
    ]);
    const status = async () => (await send(group.id, { message_thread_id: topic }))['description'] ?? 'sent';
    expect(await status()).toBe('sent');
    group.closesTopic(topic);
    expect(await status()).toBe('Bad Request: TOPIC_CLOSED');
    group.reopensTopic(topic);
    expect(await status()).toBe('sent');
    group.deletesTopic(topic);
    expect(await status()).toBe('Bad Request: message thread not found');
  });

  test('a private chat with topics, where the bot has them', async () => {
    bot.looksLike({ hasTopics: true });
    expect(await resultOf(call(api, bot, 'getMe'))).toMatchObject({ has_topics_enabled: true });
    const topic = anna.topic('Order 7');
    anna.sends({ text: 'Hi', threadId: topic });
    expect(await last()).toMatchObject({ message: { chat: { type: 'private' }, message_thread_id: topic, is_topic_message: true } });
    expect(await send(42, { message_thread_id: topic })).toMatchObject({ result: { message_thread_id: topic } });
    expect(await send(42, { message_thread_id: topic + 1 })).toMatchObject({ description: 'Bad Request: message thread not found' });
  });

  test('a channel posts in its own name, and edits', async () => {
    const channel = bot.channel({ title: 'News' });
    const { message_id } = channel.posts('Sale');
    channel.edits(message_id, { text: 'Sale!' });
    const [post, edit] = await updates();
    expect(post).toMatchObject({ channel_post: { chat: { type: 'channel', title: 'News' }, text: 'Sale' } });
    expect(post).not.toHaveProperty('channel_post.from');
    expect(edit).toMatchObject({ edited_channel_post: { message_id, text: 'Sale!' } });
  });

  test('a button: of a message too old to show nothing comes but its number; late answers are refused', async () => {
    anna.starts();
    await send(42, { text: 'Well?', reply_markup: { inline_keyboard: [[{ text: 'Yes', callback_data: '0' }]] } });
    const question = await anna.receives('Well?');
    const first = anna.presses(question, '0');
    expect(await last()).toMatchObject({ callback_query: { id: first, data: '0', message: { text: 'Well?' } } });
    const second = anna.presses(question, '0', { isTooOld: true });
    expect(await last()).toMatchObject({ callback_query: { message: { message_id: question.messageId, date: 0, chat: { id: 42 } } } });
    const answer = (id: string) => call(api, bot, 'answerCallbackQuery', { callback_query_id: id });
    expect(await answer(first)).toMatchObject({ result: true });
    bot.expireCallbacks();
    expect(await answer(second)).toMatchObject({
      status: 400,
      description: 'Bad Request: query is too old and response timeout expired or query ID is invalid',
    });
    expect(() => anna.presses(question, '7')).toThrow('no button');
  });
});
