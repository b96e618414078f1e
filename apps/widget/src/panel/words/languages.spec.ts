import { fill } from './fill.js';
import { spokenLocale, textsFor } from './languages.js';
import { sizeText } from './size-text.js';
import { Times } from './times.js';

const RU = textsFor('ru-RU');
const EN = textsFor('de');

/** A Russian locale's spaces may be narrow ones. */
const plain = (text: string) => text.replaceAll(/\s/g, ' ').replaceAll('\u2060', '');

describe('the panel’s words', () => {
  test('what is not Russian is English, with its dates and numbers', () => {
    expect(RU.send).toBe('Отправить');
    expect(EN.send).toBe('Send');
    expect(['ru', 'ru-RU', 'en_GB', 'de', 'rub', '', 'en-!'].map(spokenLocale)).toEqual(['ru', 'ru-RU', 'en-GB', 'en', 'en', 'en', 'en']);
  });

  test('both languages know the same problems', () => {
    expect(Object.keys(RU.problems)).toEqual(Object.keys(EN.problems));
  });

  test('both languages have the same gaps to be filled in, and seven days', () => {
    const gaps = (texts: object): [string, string[]][] =>
      Object.entries(texts).flatMap(([key, text]: [string, unknown]) =>
        typeof text === 'string' ? [[key, [...text.matchAll(/\{\w+\}/g)].map(String).sort()]] : gaps(Object(text) as object),
      );
    expect(gaps(RU)).toEqual(gaps(EN));
    expect([RU.office.weekdays.length, EN.office.weekdays.length]).toEqual([7, 7]);
  });

  test('values are filled in as they are', () => {
    expect(fill('«{name}» больше {limit}', { name: '{limit}$&', limit: 5 })).toBe('«{limit}$&» больше 5');
  });

  test.each([
    [900, '900 Б', '900 B'],
    [107_400, '107 кБ', '107 kB'],
    [25_000_000, '25 МБ', '25 MB'],
    [2_600_000, '2,6 МБ', '2.6 MB'],
  ])('%d bytes are %s', (bytes, ru, en) => {
    expect([plain(sizeText(bytes, 'ru')), plain(sizeText(bytes, 'en'))]).toEqual([ru, en]);
  });

  test('opening hours are told by how far they are, in Russian with its cases', () => {
    const now = new Date(2026, 2, 10, 9, 0);
    const at = [
      new Date(2026, 2, 10, 14),
      new Date(2026, 2, 11, 9),
      new Date(2026, 2, 14, 9),
      new Date(2026, 2, 16, 9),
      new Date(2026, 3, 3, 9),
    ];
    const told = (locale: string) => at.map((day) => plain(new Times(locale).opening(day, now, textsFor(locale).office)));
    expect(told('ru')).toEqual(['сегодня в 14:00', 'завтра в 9:00', 'в субботу в 9:00', 'в понедельник в 9:00', '3 апреля в 9:00']);
    expect(told('en-GB')).toEqual(['today at 14:00', 'tomorrow at 9:00', 'on Saturday at 9:00', 'on Monday at 9:00', 'on 3 April at 9:00']);
  });

  test.each([
    [[5, 5], '5 мин', '5 min'],
    [[5, 15], '5–15 мин', '5–15 min'],
    [[0.2, 40], '1–40 мин', '1–40 min'],
    [[30, 180], '30 мин – 3 ч', '30 min – 3 hr'],
    [[120, 300], '2–5 ч', '2–5 hr'],
  ] as const)('it takes %j minutes: %s', (range, ru, en) => {
    expect(
      [plain(new Times('ru').span(range)), plain(new Times('en').span(range))].map((text) => text.replaceAll(/\s?–\s?/g, '–')),
    ).toEqual([ru, en].map((text) => text.replaceAll(' – ', '–')));
  });

  test('days are named by how far they are', () => {
    const now = new Date(2026, 2, 10, 9, 0);
    const days = [new Date(2026, 2, 10, 0, 1), new Date(2026, 2, 9, 23, 59), new Date(2026, 1, 3), new Date(2025, 1, 3)];
    expect(days.map((day) => new Times('ru').date(day, now))).toEqual(['сегодня', 'вчера', '3 февраля', '3 февраля 2025 г.']);
  });
});
