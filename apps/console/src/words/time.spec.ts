import { fileSize, moment, shortAge } from './time.js';

const NOW = Date.parse('2026-03-10T12:00:00Z');
const ago = (ms: number): string => new Date(NOW - ms).toISOString();
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('shortAge', () => {
  test.each([
    [10_000, 'now', 'сейчас'],
    [5 * MINUTE, '5m', '5 мин'],
    [3 * HOUR, '3h', '3 ч'],
    [50 * HOUR, '2d', '2 д'],
  ])('%d ms ago is %s', (ms, en, ru) => {
    expect(shortAge(ago(ms), NOW, 'en')).toBe(en);
    expect(shortAge(ago(ms), NOW, 'ru').replace(/\u00a0|\u202f/g, ' ')).toContain(ru);
  });

  test('from a week on the date is told', () => {
    expect(shortAge(ago(8 * 24 * HOUR), NOW, 'en')).toBe('Mar 2');
  });

  test('a clock ahead of ours is no age below zero', () => {
    expect(shortAge(ago(-5 * MINUTE), NOW, 'en')).toBe('now');
  });
});

describe('moment', () => {
  test('the year is told only when it is another', () => {
    expect(moment('2026-01-05T07:12:00Z', NOW, 'en')).toMatch(/^Jan 5, /);
    expect(moment('2025-01-05T07:12:00Z', NOW, 'en')).toMatch(/^Jan 5, 2025, /);
  });
});

test.each([
  [812, '812\u00a0B'],
  [10_240, '10 kB'],
  [2_400_000, '2.4 MB'],
])('%d bytes are shown as %s', (bytes, words) => {
  expect(fileSize(bytes, 'en')).toBe(words);
});
