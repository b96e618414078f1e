import { chatOf, messageName } from './names.js';
import { connectionOf, updateKeys } from './update-keys.js';

const message = { message_id: 7, date: 1, chat: { id: 42, type: 'private' }, text: 'Hi' };

describe('what names an update', () => {
  test('fault:M14 a message is named by chat and id: update ids restart at random', () => {
    expect(updateKeys('1', { update_id: 100, message })).toEqual({ updateId: 100, externalId: '1:message:42:7', chatKey: '0:42:0' });
    expect(updateKeys('1', { update_id: 3, message }).externalId).toBe(messageName('1', '0', 42, 7));
  });

  test('each edit is one of its own, under the name of its message', () => {
    const first = updateKeys('1', { update_id: 1, edited_message: { ...message, edit_date: 2, text: 'a' } });
    const second = updateKeys('1', { update_id: 2, edited_message: { ...message, edit_date: 2, text: 'b' } });
    expect(first.externalId).toMatch(/^1:message:42:7:2:[0-9a-f]{16}$/);
    expect(first.externalId).not.toBe(second.externalId);
  });

  test('what has no chat goes by the update, and keeps no order', () => {
    expect(updateKeys('1', { update_id: 9, poll: { id: 'x' } })).toEqual({ updateId: 9, externalId: '1:update:9', chatKey: '' });
    expect(updateKeys('1', { update_id: 9 })).toEqual({ updateId: 9, externalId: '1:update:9', chatKey: '' });
  });

  test('what is about a message, and none itself, goes by the update and keeps the order of its chat', () => {
    const reaction = { chat: message.chat, message_id: 7, date: 1, new_reaction: [] };
    expect(updateKeys('1', { update_id: 9, message_reaction: reaction })).toEqual({
      updateId: 9,
      externalId: '1:update:9',
      chatKey: '0:42:0',
    });
  });

  test('a pressed button goes by its own id, in the chat of the message that it stands below', () => {
    const topic = { ...message, is_topic_message: true, message_thread_id: 5 };
    expect(updateKeys('1', { update_id: 9, callback_query: { id: '77', from: { id: 1 }, message: topic, data: '0' } })).toEqual({
      updateId: 9,
      externalId: '1:choice:77',
      chatKey: '0:42:5',
    });
    expect(updateKeys('1', { update_id: 9, callback_query: { id: '77', from: { id: 1 } } })).toMatchObject({ chatKey: '' });
  });

  test('a topic is a chat of its own; a thread of replies is not', () => {
    const replied = { ...message, message_thread_id: 5 };
    expect(updateKeys('1', { update_id: 1, message: { ...replied, is_topic_message: true } }).chatKey).toBe('0:42:5');
    expect(updateKeys('1', { update_id: 1, message: replied }).chatKey).toBe('0:42:0');
  });

  test("a business account has its own chats, whose messages share numbers with the bot's", () => {
    const update = { update_id: 1, business_message: { ...message, business_connection_id: 'b' } };
    expect(connectionOf(update)).toBe('b');
    expect(updateKeys('1', update, '65')).toEqual({ updateId: 1, externalId: '1:business:65:42:7', chatKey: '65:42:0' });
    const edited = { update_id: 1, edited_business_message: { ...update.business_message, edit_date: 2 } };
    expect(updateKeys('1', edited, '65').externalId).toMatch(/^1:business:65:42:7:2:/);
    const pressed = { update_id: 1, callback_query: { id: '77', message: update.business_message } };
    expect(connectionOf(pressed)).toBe('b');
    expect(connectionOf({ update_id: 1, message })).toBeNull();
  });

  test.each([null, 1, 'x', [], [1], {}, { message: null }, { update_id: 'x', message: { chat: 1 } }])(
    'fail:G6 whatever JSON it is has a name, the same each time: %j',
    (json) => {
      expect(updateKeys('1', json)).toMatchObject({
        updateId: null,
        externalId: expect.stringMatching(/^1:body:[0-9a-f]{16}$/),
        chatKey: '',
      });
      expect(updateKeys('1', json)).toEqual(updateKeys('1', json));
      expect(connectionOf(json)).toBeNull();
    },
  );

  test('what is broken inside is named by the update', () => {
    expect(updateKeys('1', { update_id: 5, message: { message_id: '7', chat: { id: 42 } } })).toMatchObject({ externalId: '1:update:5' });
    expect(updateKeys('1', { update_id: 5, callback_query: { id: 'q', message: 'gone' } })).toMatchObject({ externalId: '1:choice:q' });
  });

  test('one odd field takes neither its name nor its place from a message', () => {
    const message = { message_id: 7, chat: { id: 42 }, is_topic_message: 1, edit_date: 'now', business_connection_id: 5 };
    expect(updateKeys('1', { update_id: 5, message })).toEqual({ updateId: 5, externalId: '1:message:42:7', chatKey: '0:42:0' });
  });

  test('ephemeral messages, which all have the number 0, go by the update', () => {
    const message = { message_id: 0, chat: { id: -42 }, ephemeral_message_id: 3 };
    expect(updateKeys('1', { update_id: 5, message })).toEqual({ updateId: 5, externalId: '1:update:5', chatKey: '0:-42:0' });
  });

  test.each(['\0', '\ud800', 'x'.repeat(5_000), ''])('fail:P10 an id that PostgreSQL cannot store or index names nothing: %j', (id) => {
    const message = { message_id: 7, chat: { id: 42 }, business_connection_id: id };
    expect(updateKeys('1', { update_id: 5, callback_query: { id, message } }).externalId).toBe('1:update:5');
    expect(connectionOf({ update_id: 5, business_message: message })).toBeNull();
  });

  test('an answer goes where the key says', () => {
    expect(chatOf('0:-100:5')).toEqual({ account: '0', chatId: '-100', threadId: 5 });
    expect(chatOf('65:42:0')).toEqual({ account: '65', chatId: '42', threadId: null });
  });
});
