import { agoInWords } from './ago-in-words.js';

const AT = '2026-11-23T12:00:00.000Z';
const after = (seconds: number) => Date.parse(AT) + seconds * 1_000;

test.each([
  [0.4, 'now', 'сейчас'],
  [-5, 'now', 'сейчас'],
  [1, '1 second ago', '1 секунду назад'],
  [59, '59 seconds ago', '59 секунд назад'],
  [60, '1 minute ago', '1 минуту назад'],
  [7_300, '2 hours ago', '2 часа назад'],
  [400_000, '4 days ago', '4 дня назад'],
])('%d seconds after', (seconds, en, ru) => {
  expect([agoInWords(AT, after(seconds), 'en'), agoInWords(AT, after(seconds), 'ru')]).toEqual([en, ru]);
});
