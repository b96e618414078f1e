import { makeEvent } from '@app/bus';
import { UpdateReceived } from '@app/contracts';
import type { ChatRules } from '@app/store';
import { updateKeys } from '@app/telegram';
import { aBlob } from '@app/testing';
import { cleanText } from './clean-text.js';
import { fromTelegram } from './from-telegram.js';

const chat = { id: 42, type: 'private', username: 'maria' };
const group = { id: -100_7, type: 'supergroup', title: 'Соседи' };
const channel = { id: -100_9, type: 'channel', title: 'Новости' };
const from = { id: 42, is_bot: false, first_name: 'Мария', last_name: 'П.', language_code: 'ru-RU' };
const owner = { id: 500, is_bot: false, first_name: 'Анна' };
const RULES: ChatRules = { groups: 'addressed', channelPosts: false, accounts: new Map([['500', 'Анна, мастерская']]) };

type How = { readonly rules?: Partial<ChatRules>; readonly bot?: string | null; readonly account?: string };

function understand(update: object, { rules, bot = 'Shop_Bot', account = '0' }: How = {}) {
  const whole = { update_id: 1, ...update };
  const bytes = Buffer.from(JSON.stringify(whole));
  const { externalId, chatKey } = updateKeys('1', whole, account);
  const event = makeEvent(UpdateReceived, {
    inboxId: '0190c5a0-0000-7000-8000-000000000001',
    externalId,
    receivedAt: '2026-01-05T10:00:00.000Z',
    carried: { kind: 'inline' },
    botId: '1',
    botUsername: bot,
    updateId: 1,
    chatKey,
  });
  return fromTelegram(event, aBlob(bytes), bytes, { ...RULES, ...rules });
}

const said = (fields: object, more: object = {}) => ({ message: { message_id: 7, date: 1_700_000_000, chat, from, ...fields }, ...more });
const inGroup = (text: string, fields: object = {}) => said({ chat: group, text, ...fields });
const mention = (text: string) => ({ entities: [{ type: 'mention', offset: text.indexOf('@'), length: text.length - text.indexOf('@') }] });

describe('what an update means', () => {
  test('a text of a private chat is a message of that chat', () => {
    expect(understand(said({ text: 'Где мой заказ?' }))).toMatchObject({
      kind: 'message',
      externalId: '1:message:42:7',
      text: 'Где мой заказ?',
      html: null,
      sender: { address: '42', name: 'Мария П.', language: 'ru', proved: 'telegram' },
      place: { kind: 'chat', externalKey: '0:42:0' },
      sourceAt: new Date(1_700_000_000_000),
      files: [],
      chat: {
        about: { kind: 'private', title: null, username: 'maria', business: false, topic: null },
        content: null,
        answers: null,
        forwarded: null,
        album: null,
        editedAt: null,
        isOwn: false,
        isAddressed: true,
      },
    });
  });

  test('of a photo the largest size is fetched, its caption is the text', () => {
    const photo = [
      { file_id: 'small', file_unique_id: 's', width: 90, height: 90 },
      { file_id: 'large', file_unique_id: 'l', width: 800, height: 600, file_size: 5000 },
    ];
    expect(understand(said({ photo, caption: 'вот', media_group_id: 'g' }))).toMatchObject({
      text: 'вот',
      files: [{ kind: 'waiting', size: 5000, source: { fileId: 'large', uniqueId: 'l' } }],
      chat: { album: 'g' },
    });
  });

  test.each([
    ['location', { location: { latitude: 59.93, longitude: 30.31 } }, '59.93, 30.31'],
    ['venue', { venue: { location: { latitude: 1, longitude: 2 }, title: 'Кафе', address: 'Невский, 1' } }, 'Кафе, Невский, 1'],
    ['contact', { contact: { phone_number: '+7999', first_name: 'Олег' } }, 'Олег +7999'],
    ['poll', { poll: { question: 'Когда?', options: [{ text: 'утром' }, { text: 'днём' }] } }, 'Когда?\n• утром\n• днём'],
    ['dice', { dice: { emoji: '🎲', value: 5 } }, '🎲 5'],
  ])('a %s says the same in plain words', (kind, fields, text) => {
    expect(understand(said(fields))).toMatchObject({ kind: 'message', text, problem: null, chat: { content: { kind } } });
  });

  test('fail:G10 a kind of message that is not known is still a message, and says so', () => {
    expect(understand(said({ moon_phase: {} }))).toMatchObject({
      kind: 'message',
      text: '',
      problem: { code: 'message-kind-unknown', params: { name: 'moon_phase' } },
      chat: { content: { kind: 'other', name: 'moon_phase' } },
    });
  });

  test('formatting comes as HTML beside the plain text', () => {
    expect(understand(said({ text: 'очень важно', entities: [{ type: 'bold', offset: 6, length: 5 }] }))).toMatchObject({
      text: 'очень важно',
      html: expect.stringMatching(/<(b|strong)>важно<\/\1>/) as string,
    });
  });

  test('a reply names the message that it answers, a forwarded one its author', () => {
    const reply = { reply_to_message: { message_id: 5, date: 1, chat, text: 'Ваш заказ в пути' }, quote: { text: 'в пути', position: 10 } };
    expect(understand(said({ text: 'где?', ...reply }))).toMatchObject({ chat: { answers: { of: '1:message:42:5', text: 'в пути' } } });
    const origin = { type: 'hidden_user', sender_user_name: 'Пётр', date: 1_600_000_000 };
    expect(understand(said({ text: 'вот', forward_origin: origin }))).toMatchObject({
      chat: { forwarded: { from: 'Пётр', at: new Date(1_600_000_000_000) } },
    });
  });

  test('fail:G9 an edit is the message as it is now: text or caption', () => {
    const edited = { message_id: 7, date: 1_700_000_000, edit_date: 1_700_000_060, chat, from };
    expect(understand({ edited_message: { ...edited, text: 'twelve' } })).toMatchObject({
      kind: 'edit',
      externalId: expect.stringMatching(/^1:message:42:7:1700000060:/) as string,
      message: { externalId: '1:message:42:7', text: 'twelve', chat: { editedAt: new Date(1_700_000_060_000) } },
    });
    expect(understand({ edited_message: { ...edited, caption: 'new caption', photo: [{ file_id: 'p' }] } })).toMatchObject({
      message: { text: 'new caption', files: [{ source: { fileId: 'p' } }] },
    });
  });

  test('reactions are those of one person, all that they have now', () => {
    const reaction = { chat, message_id: 5, user: from, date: 1, old_reaction: [], new_reaction: [{ type: 'emoji', emoji: '👍' }] };
    expect(understand({ message_reaction: reaction })).toMatchObject({
      kind: 'reaction',
      of: '1:message:42:5',
      person: '42',
      emoji: ['👍'],
    });
  });

  test('a pressed button is a message that answers the one it stands below', () => {
    const message = { message_id: 5, date: 1, chat, reply_markup: { inline_keyboard: [[{ text: 'Да', callback_data: '0' }]] } };
    expect(understand({ callback_query: { id: 'q', from, chat_instance: 'c', message, data: '0' } })).toMatchObject({
      kind: 'message',
      externalId: '1:choice:q',
      text: 'Да',
      place: { externalKey: '0:42:0' },
      chat: { content: { kind: 'choice', label: 'Да', data: '0' }, answers: { of: '1:message:42:5' } },
    });
  });

  test.each([
    ['kicked', true],
    ['member', false],
  ])('a bot that is %s in a private chat: blocked %s', (status, blocked) => {
    const membership = {
      chat,
      from,
      date: 1,
      old_chat_member: { status: 'member', user: owner },
      new_chat_member: { status, user: owner },
    };
    expect(understand({ my_chat_member: membership })).toMatchObject({ kind: 'standing', externalKey: '0:42:0', blocked });
  });

  test('fail:G14 both messages that tell of a move say the same', () => {
    const old = { id: -7, type: 'group', title: 'Соседи' };
    const move = { kind: 'move', fromChat: '-7', toChat: String(group.id) };
    expect(understand(said({ chat: old, migrate_to_chat_id: group.id }))).toMatchObject(move);
    expect(understand(said({ chat: group, migrate_from_chat_id: -7 }))).toMatchObject(move);
  });

  test('what is no message is kept as it came', () => {
    expect(understand({ poll: { id: '1' } })).toMatchObject({ kind: 'other', outcome: 'update-unsupported' });
    expect(understand({ message: 'no object' })).toMatchObject({ kind: 'other', outcome: 'update-unsupported' });
    expect(understand(said({ pinned_message: { message_id: 1, date: 0, chat } }))).toMatchObject({
      kind: 'other',
      outcome: 'service-message',
    });
  });

  test('what a topic is called comes with its messages, and when it changes', () => {
    const topic = { message_thread_id: 9, is_topic_message: true };
    const opened = { message_id: 9, date: 0, chat: group, ...topic, forum_topic_created: { name: 'Заказы', icon_color: 1 } };
    expect(understand(inGroup('x', { ...topic, reply_to_message: opened }))).toMatchObject({ chat: { about: { topic: 'Заказы' } } });
    expect(understand(inGroup('x', topic))).toMatchObject({ chat: { about: { topic: null } } });
    const named = { kind: 'topic', externalKey: `0:${group.id}:9`, title: 'Возвраты' };
    expect(understand(said({ chat: group, ...topic, forum_topic_edited: { name: 'Возвраты' } }))).toMatchObject(named);
    expect(understand(said({ chat: group, ...topic, forum_topic_created: { name: 'Возвраты' } }))).toMatchObject(named);
    expect(understand(said({ chat: group, ...topic, forum_topic_edited: { icon_custom_emoji_id: '1' } }))).toMatchObject({
      kind: 'other',
      outcome: 'service-message',
    });
  });

  test('fail:P7 what the database cannot hold is taken out of every string', () => {
    const half = JSON.parse('"a\\ud83d"') as string;
    expect(cleanText(understand(said({ text: `a\0b ${half}` })))).toMatchObject({ text: 'a\ufffdb a\ufffd' });
    expect(cleanText({ bytes: Buffer.from([0]) }).bytes).toEqual(Buffer.from([0]));
  });

  test('a date that is none of ours is none', () => {
    for (const date of [9e15, -5, 0]) expect(understand(said({ text: 'x', date }))).toMatchObject({ sourceAt: null });
  });
});

describe('commands', () => {
  const command = (text: string) => ({ text, entities: [{ type: 'bot_command', offset: 0, length: text.split(' ')[0]?.length ?? 0 }] });

  test.each([
    ['/start', 'start', ''],
    ['/start c-abc', 'start', 'c-abc'],
    ['/HELP', 'help', ''],
    ['/status@shop_bot', 'status', ''],
    ['/new', 'new', ''],
    ['/status #15', 'status', '#15'],
  ])('%s is asked of the bot itself', (text, name, payload) => {
    expect(understand(said(command(text)))).toMatchObject({
      kind: 'command',
      command: name,
      payload,
      externalKey: '0:42:0',
      sender: { address: '42' },
    });
  });

  test.each([['/order 5'], ['/start@other_bot'], ['see /help'], ['/startling']])('%s is an ordinary message', (text) => {
    expect(understand(said(command(text)))).toMatchObject({ kind: 'message', text });
  });

  test.each([['/new where is my order?'], ['/close\nstill broken'], ['/HELP@shop_bot где чек?']])(
    'words behind a command are lost to nobody: %j is a message',
    (text) => {
      expect(understand(said(command(text)))).toMatchObject({ kind: 'message', text });
      expect(understand(inGroup(text, command(text)))).toMatchObject({ kind: 'message', text });
    },
  );

  test('what is edited into a command is an edit, and says nothing to anybody; what is edited into a question does', () => {
    const edited = (text: string) => ({ edited_message: { message_id: 7, date: 1, edit_date: 2, chat, from, ...command(text) } });
    expect(understand(edited('/close'))).toMatchObject({ kind: 'edit', message: { text: '/close', chat: { isAddressed: false } } });
    expect(understand(edited('/close it?'))).toMatchObject({ kind: 'edit', message: { chat: { isAddressed: true } } });
  });

  test('in a group only by name; in a chat of a business account never', () => {
    expect(understand(inGroup('/status', command('/status')))).toMatchObject({ kind: 'message', chat: { isAddressed: false } });
    expect(understand(inGroup('/status@shop_bot', command('/status@shop_bot')))).toMatchObject({
      kind: 'command',
      about: { kind: 'group' },
    });
    const business = { message_id: 7, date: 1, chat, from, business_connection_id: 'b', ...command('/start') };
    expect(understand({ business_message: business }, { account: '500' })).toMatchObject({ kind: 'message', text: '/start' });
  });
});

describe('groups', () => {
  const toUs = '@shop_bot где чек?';
  const others: readonly (readonly [string, object, boolean])[] = [
    ['a mention of the bot', inGroup('привет @Shop_Bot', mention('привет @Shop_Bot')), true],
    ['a mention of somebody else', inGroup('привет @petr', mention('привет @petr')), false],
    [
      'a reply to the bot',
      inGroup('да', { reply_to_message: { message_id: 3, date: 1, chat: group, from: { id: 1, is_bot: true, username: 'shop_bot' } } }),
      true,
    ],
    ['a reply to a person', inGroup('да', { reply_to_message: { message_id: 3, date: 1, chat: group, from } }), false],
    [
      'a command to the bot that is none of ours',
      inGroup('/order@shop_bot', { entities: [{ type: 'bot_command', offset: 0, length: 15 }] }),
      true,
    ],
    ['what people say to each other', inGroup('кто дома?'), false],
  ];
  test.each(others)('%s: addressed to us is %s', (_what, update, isAddressed) => {
    expect(understand(update)).toMatchObject({ kind: 'message', chat: { isAddressed, about: { kind: 'group', title: 'Соседи' } } });
    expect(understand(update, { rules: { groups: 'always' } })).toMatchObject({ kind: 'message', chat: { isAddressed: true } });
    expect(understand(update, { rules: { groups: 'ignore' } })).toMatchObject({ kind: 'other', outcome: 'group-ignored' });
  });

  test('while the name of the bot is not known, what is for a bot may be for us', () => {
    expect(understand(inGroup(toUs, mention('@shop_bot')), { bot: null })).toMatchObject({ chat: { isAddressed: true } });
    expect(understand(inGroup('кто дома?'), { bot: null })).toMatchObject({ chat: { isAddressed: false } });
  });

  test('each topic is a conversation; a thread of replies is none', () => {
    const topic = { message_thread_id: 9, is_topic_message: true };
    expect(understand(inGroup('x', topic))).toMatchObject({ place: { externalKey: `0:${group.id}:9` } });
    expect(understand(inGroup('x', { message_thread_id: 9 }))).toMatchObject({ place: { externalKey: `0:${group.id}:0` } });
  });

  test('an anonymous admin speaks as the group, a channel as itself', () => {
    const anonymous = { from: { id: 1_087_968_824, is_bot: true, first_name: 'Group' }, sender_chat: group };
    expect(understand(inGroup('x', anonymous))).toMatchObject({
      sender: { address: String(group.id), name: 'Соседи' },
      isAutomatic: false,
    });
    expect(understand({ channel_post: { message_id: 7, date: 1, chat: channel, text: 'x' } })).toMatchObject({
      outcome: 'channel-post-ignored',
    });
    const taken = understand({ channel_post: { message_id: 7, date: 1, chat: channel, text: 'x' } }, { rules: { channelPosts: true } });
    expect(taken).toMatchObject({
      kind: 'message',
      sender: { address: String(channel.id), name: 'Новости' },
      chat: { about: { kind: 'channel' } },
    });
  });

  test('a bot that is taken out of a group is blocked in all of it', () => {
    const membership = {
      chat: group,
      from,
      date: 1,
      old_chat_member: { status: 'member', user: owner },
      new_chat_member: { status: 'left', user: owner },
    };
    expect(understand({ my_chat_member: membership })).toMatchObject({ kind: 'standing', externalKey: `0:${group.id}:0`, blocked: true });
  });
});

describe('chats of a business account', () => {
  const business = (fields: object) => ({
    business_message: { message_id: 7, date: 1, chat, business_connection_id: 'b', text: 'x', ...fields },
  });

  test("a customer's message is of the account's chat, and named by it", () => {
    expect(understand(business({ from }), { account: '500' })).toMatchObject({
      kind: 'message',
      externalId: '1:business:500:42:7',
      place: { externalKey: '500:42:0' },
      chat: { isOwn: false, about: { kind: 'private', title: 'Анна, мастерская', business: true } },
    });
  });

  test("the owner's own words are the organisation's; what the bot itself sent is an echo", () => {
    expect(understand(business({ from: owner }), { account: '500' })).toMatchObject({ kind: 'message', chat: { isOwn: true } });
    const bot = { id: 1, is_bot: true, first_name: 'Bot' };
    expect(understand(business({ from: owner, sender_business_bot: bot }), { account: '500' })).toMatchObject({
      kind: 'other',
      outcome: 'echo',
    });
  });

  test('deleted messages are named', () => {
    const deleted = { business_connection_id: 'b', chat, message_ids: [7, 8] };
    expect(understand({ deleted_business_messages: deleted }, { account: '500' })).toMatchObject({
      kind: 'deletion',
      of: ['1:business:500:42:7', '1:business:500:42:8'],
    });
  });

  test('a connection is nobody’s message', () => {
    const connection = { id: 'b', user: owner, user_chat_id: 500, date: 1, is_enabled: true };
    expect(understand({ business_connection: connection })).toMatchObject({ kind: 'other', outcome: 'business-connection' });
  });
});
