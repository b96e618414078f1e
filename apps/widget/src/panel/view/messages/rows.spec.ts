import type { ChatMessage } from '@app/contracts';
import type { Outgoing } from '../../state/outgoing.js';
import { rowsOf } from './rows.js';
import { merge, unreadCount } from '../../state/thread.js';

const at = (time: string) => `2026-01-05T${time}:00.000Z`;

function aMessage(position: number, changes: Partial<ChatMessage> = {}): ChatMessage {
  return {
    id: `id ${position}`,
    kind: 'inbound',
    clientId: null,
    position,
    text: `text ${position}`,
    at: at('10:00'),
    author: null,
    byMail: false,
    form: null,
    attachments: [],
    ...changes,
  };
}

const anAnswer = (position: number, changes: Partial<ChatMessage> = {}) =>
  aMessage(position, { kind: 'reply', author: { name: 'Anna', picture: null }, ...changes });

function outgoing(clientId: string, changes: Partial<Outgoing> = {}): Outgoing {
  return {
    clientId,
    text: clientId,
    files: [],
    at: at('10:01'),
    order: 1,
    page: null,
    form: null,
    visitor: null,
    state: 'waiting',
    reason: null,
    ...changes,
  };
}

describe('the conversation as it is shown', () => {
  test('fail:W11 a message that comes twice is shown once, in its place', () => {
    const known = merge([], [aMessage(1), aMessage(3)]);
    expect(merge(known, [aMessage(2), aMessage(3)]).map((message) => message.position)).toEqual([1, 2, 3]);
    expect(merge(known, [])).toBe(known);
  });

  test('what is on its way comes last, and gives way to what the history shows of it', () => {
    const rows = rowsOf([aMessage(1, { clientId: 'a' })], [outgoing('a', { state: 'stored' }), outgoing('b')], 0);
    expect(rows.map(({ key, state }) => [key, state])).toEqual([
      ['a', 'delivered'],
      ['b', 'waiting'],
    ]);
  });

  test('one’s own are sent, delivered when the history has them, and read up to where somebody looked', () => {
    const rows = rowsOf([aMessage(1), anAnswer(2), aMessage(3)], [outgoing('a', { state: 'stored' }), outgoing('b')], 2);
    expect(rows.map(({ state }) => state)).toEqual(['read', null, 'delivered', 'sent', 'waiting']);
  });

  test('what was said by mail stands apart, and says so', () => {
    const rows = rowsOf([aMessage(1), aMessage(2, { byMail: true }), aMessage(3)], [], 0);
    expect(rows.map(({ byMail, closesGroup }) => [byMail, closesGroup])).toEqual([
      [false, true],
      [true, true],
      [false, true],
    ]);
  });

  test('one author’s messages close to each other are one group', () => {
    const rows = rowsOf([aMessage(1), aMessage(2), anAnswer(3), anAnswer(4, { at: at('10:20') })], [], 0);
    expect(rows.map(({ opensGroup, closesGroup }) => [opensGroup, closesGroup])).toEqual([
      [true, false],
      [false, true],
      [true, true],
      [true, true],
    ]);
  });

  test('a refused message stands alone, so that its reason does', () => {
    const rows = rowsOf([], [outgoing('a', { state: 'refused', reason: 'file-missing' }), outgoing('b')], 0);
    expect(rows[0]).toMatchObject({ closesGroup: true, reason: 'file-missing' });
  });

  test('only the first of a day opens it', () => {
    const rows = rowsOf([aMessage(1, { at: '2026-01-04T12:00:00.000Z' }), aMessage(2), aMessage(3)], [], 0);
    expect(rows.map((row) => row.opensDay)).toEqual([true, true, false]);
  });

  test('unread are answers after what was read; own words never', () => {
    expect(unreadCount([anAnswer(1), aMessage(2), anAnswer(3), anAnswer(4, { kind: 'auto', author: null })], 1)).toBe(2);
  });
});
