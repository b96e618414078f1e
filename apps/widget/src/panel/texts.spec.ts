import { fill, sizeText, spokenLocale, textsFor } from './texts.js';
import { Times } from './times.js';

const RU = textsFor('ru-RU');
const EN = textsFor('de');

/** A Russian locale's spaces may be narrow ones. */
const plain = (text: string) => text.replaceAll(/\s/g, ' ');

describe('the panel’s words', () => {
  test('what is not Russian is English, with its dates and numbers', () => {
    expect(RU.send).toBe('Отправить');
    expect(EN.send).toBe('Send');
    expect(['ru', 'ru-RU', 'en_GB', 'de', 'rub', '', 'en-!'].map(spokenLocale)).toEqual(['ru', 'ru-RU', 'en-GB', 'en', 'en', 'en', 'en']);
  });

  test('both languages know the same problems', () => {
    expect(Object.keys(RU.problems)).toEqual(Object.keys(EN.problems));
  });

  test('values are filled in as they are', () => {
    expect(fill('«{name}» больше {limit}', { name: '{limit}$&', limit: 5 })).toBe('«{limit}$&» больше 5');
  });

  test.each([
    [900, '900 Б', '900B'],
    [107_400, '107 кБ', '107 kB'],
    [25_000_000, '25 МБ', '25 MB'],
    [2_600_000, '2,6 МБ', '2.6 MB'],
  ])('%d bytes are %s', (bytes, ru, en) => {
    expect([plain(sizeText(bytes, 'ru')), plain(sizeText(bytes, 'en'))]).toEqual([ru, en]);
  });

  test('days are named by how far they are', () => {
    const now = new Date(2026, 2, 10, 9, 0);
    const days = [new Date(2026, 2, 10, 0, 1), new Date(2026, 2, 9, 23, 59), new Date(2026, 1, 3), new Date(2025, 1, 3)];
    expect(days.map((day) => new Times('ru').date(day, now))).toEqual(['сегодня', 'вчера', '3 февраля', '3 февраля 2025 г.']);
  });
});
