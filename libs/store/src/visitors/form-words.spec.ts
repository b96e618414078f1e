import { wordsWithForm } from './form-words.js';

const form = { topic: 'My order', answers: [{ label: 'Number', value: 'A-1204' }] };

test.each([
  [{ form: null, text: 'Hello' }, 'Hello'],
  [{ form, text: ' ' }, 'My order\nNumber: A-1204'],
  [{ form, text: 'Hello' }, 'My order\nNumber: A-1204\n\nHello'],
  [{ form: { topic: 'Other', answers: [] }, text: '' }, 'Other'],
])('%j in plain words', (message, words) => {
  expect(wordsWithForm(message)).toBe(words);
});
