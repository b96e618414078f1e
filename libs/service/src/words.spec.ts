import { en } from './words/en.js';
import { ru } from './words/ru.js';
import { languageOf, words } from './words.js';

const codesOf = (catalog: Readonly<Record<string, string>>): string[] => [
  ...new Set(Object.keys(catalog).map((key) => key.replace(/_(zero|one|two|few|many|other)$/, ''))),
];
const paramsOf = (text: string): string[] => [...text.matchAll(/\{\{\s*(\w+)/g)].map((match) => match[1] ?? '').sort();

describe('the catalogs', () => {
  test('both languages know the same codes, in the same order', () => {
    expect(codesOf(ru)).toEqual(codesOf(en));
  });

  test.each(codesOf(en))('%s takes the same values in both languages', (code) => {
    const inRussian = Object.entries(ru).find(([key]) => key === code || key === `${code}_other` || key === `${code}_many`)?.[1] ?? '';
    const inEnglish = Object.entries(en).find(([key]) => key === code || key === `${code}_other`)?.[1] ?? '';
    expect(paramsOf(inRussian)).toEqual(paramsOf(inEnglish));
  });

  test('a counted code has every plural form of its language', () => {
    for (const [catalog, forms] of [
      [en, ['one', 'other']],
      [ru, ['one', 'few', 'many']],
    ] as const) {
      const counted = Object.keys(catalog).flatMap((key) => /^(.+)_(one|few|many|other)$/.exec(key)?.[1] ?? []);
      for (const code of counted) for (const form of forms) expect(catalog).toHaveProperty([`${code}_${form}`]);
    }
  });
});

describe('words', () => {
  test('a code without words is shown as it is', () => {
    expect(words('ru').reason({ code: 'never-heard-of', params: {} })).toBe('never-heard-of');
    expect(words('ru').knows('never-heard-of')).toBe(false);
  });

  test('values are filled in as they are, not escaped', () => {
    expect(words('en').reason({ code: 'port-in-use', params: { name: 'PORT', port: 8080, host: 'a & b' } })).toContain('8080');
  });
});

describe('a reason that may be about a skill', () => {
  const params = { load: 1, capacity: 6, able: 3 };

  test('names it where there is one, and says nothing of it where there is none', () => {
    expect(words('en').reason({ code: 'least-load', params: { ...params, skill: 'billing', level: 4 } })).toBe(
      'Can do billing (4 of 5); load 1 of 6, the least of 3 who can take it',
    );
    expect(words('en').reason({ code: 'least-load', params })).toBe('Load 1 of 6, the least of 3 who can take it');
  });

  test('a code with one kind of words keeps them', () => {
    expect(words('en').reason({ code: 'skill-missing', params: { skill: 'billing' } })).toBe('There is no skill billing. Add it first.');
  });
});

describe('languageOf', () => {
  test.each([
    ['ru-RU,ru;q=0.9,en;q=0.8', 'ru'],
    ['de,en;q=0.5,ru;q=0.7', 'ru'],
    ['ru;q=0', 'en'],
    ['ru_RU.UTF-8', 'ru'],
    ['fr', 'en'],
    ['', 'en'],
    [undefined, 'en'],
  ])('%s is %s', (header, language) => expect(languageOf(header)).toBe(language));
});
