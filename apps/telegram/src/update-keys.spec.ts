import { chatOf, updateKeys } from './update-keys.js';

const message = { message_id: 7, date: 1, chat: { id: 42, type: 'private' }, text: 'Hi' };

describe('what names an update', () => {
  test('a message is named by chat and id: update ids restart at random', () => {
    expect(updateKeys('1', { update_id: 100, message } as never)).toEqual({ externalId: '1:message:42:7', chatKey: '0:42:0' });
    expect(updateKeys('1', { update_id: 3, message } as never).externalId).toBe('1:message:42:7');
  });

  test('each edit is one of its own', () => {
    const first = updateKeys('1', { update_id: 1, edited_message: { ...message, edit_date: 2, text: 'a' } } as never);
    const second = updateKeys('1', { update_id: 2, edited_message: { ...message, edit_date: 2, text: 'b' } } as never);
    expect(first.externalId).toMatch(/^1:edited_message:42:7:2:/);
    expect(first.externalId).not.toBe(second.externalId);
  });

  test('what has no chat goes by the update, and keeps no order', () => {
    expect(updateKeys('1', { update_id: 9, poll: { id: 'x' } } as never)).toEqual({ externalId: '1:update:9', chatKey: '' });
    expect(updateKeys('1', { update_id: 9 })).toEqual({ externalId: '1:update:9', chatKey: '' });
  });

  test('a topic is a chat of its own, and a business account has its own chats', () => {
    const topic = { ...message, is_topic_message: true, message_thread_id: 5 };
    expect(updateKeys('1', { update_id: 1, message: topic } as never).chatKey).toBe('0:42:5');
    expect(updateKeys('1', { update_id: 1, business_message: { ...message, business_connection_id: 'b' } } as never).chatKey).toBe(
      'b:42:0',
    );
  });

  test('an answer goes where the key says', () => {
    expect(chatOf('0:-100:5')).toEqual({ chatId: '-100', threadId: 5 });
    expect(chatOf('0:42:0')).toEqual({ chatId: '42', threadId: null });
  });
});
