import { initialsOf, TONES, toneOf } from './initials.js';

test.each([
  ['Борис Иванов', 'БИ'],
  ['Anna', 'AN'],
  ['Мария Петровна Сидорова', 'МС'],
  ['ivan.petrov@shop.test', 'IT'],
  ['😀 Smile', '😀S'],
  ['ООО «Ромашка»', 'ОР'],
  ['  ', '?'],
])('%s is shown as %s', (name, letters) => {
  expect(initialsOf(name)).toBe(letters);
});

test('a person has one colour, of those that there are', () => {
  const tones = Array.from({ length: 50 }, (_, at) => toneOf(`0190-${at}`));
  expect(toneOf('0190-7')).toBe(tones[7]);
  expect(Math.max(...tones)).toBeLessThan(TONES);
  expect(new Set(tones).size).toBeGreaterThan(4);
});
