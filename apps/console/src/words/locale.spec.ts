import { firstLanguage } from './language.js';
import { localeOf } from './locale.js';

describe('localeOf', () => {
  test('the region of the reader counts for the language that is spoken', () => {
    expect(localeOf('en', ['ru-RU', 'en-GB', 'en'])).toBe('en-GB');
    expect(localeOf('ru', ['ru-RU', 'en-GB'])).toBe('ru-RU');
  });

  test('without a region of that language the language alone is taken', () => {
    expect(localeOf('en', ['de-DE', 'ru'])).toBe('en');
  });
});

describe('firstLanguage', () => {
  test('what was chosen here last comes first', () => {
    expect(firstLanguage('en', ['ru-RU'])).toBe('en');
  });

  test('then the first that the browser prefers and we speak', () => {
    expect(firstLanguage(null, ['de', 'ru-RU', 'en'])).toBe('ru');
    expect(firstLanguage(null, ['en-US', 'ru'])).toBe('en');
  });

  test('else English', () => {
    expect(firstLanguage(null, ['de'])).toBe('en');
    expect(firstLanguage('xx', [])).toBe('en');
  });
});
