import { counted } from './counted.js';

test.each([
  [0, '0 inboxes'],
  [1, '1 inbox'],
  [2, '2 inboxes'],
])('%d is told as %s', (count, words) => {
  expect(counted(count, 'inbox', 'inboxes')).toBe(words);
});

test('most nouns need no form of their own', () => {
  expect([counted(1, 'consumer'), counted(3, 'consumer')]).toEqual(['1 consumer', '3 consumers']);
});
