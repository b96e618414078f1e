import i18next from 'i18next';
import { en } from './en.js';
import { ru } from './ru.js';

type Catalog = { readonly [key: string]: string | Catalog };

const PLURAL = /_(zero|one|two|few|many|other)$/;
const pathsOf = (catalog: Catalog, above = ''): [string, string][] =>
  Object.entries(catalog).flatMap(([key, value]) =>
    typeof value === 'string' ? [[above + key, value] as [string, string]] : pathsOf(value, `${above}${key}.`),
  );
const keysOf = (catalog: Catalog): string[] => [...new Set(pathsOf(catalog).map(([path]) => path.replace(PLURAL, '')))].sort();
const holesOf = (text: string): string[] => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name = '']) => name).sort();

describe('the catalogs', () => {
  test('have the same keys', () => {
    expect(keysOf(ru)).toEqual(keysOf(en));
  });

  test.each([
    ['en', en],
    ['ru', ru],
  ] as const)('%s has every plural form of its language wherever it has one', (language, catalog) => {
    const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    const paths = pathsOf(catalog).map(([path]) => path);
    const counted = new Set(paths.filter((path) => PLURAL.test(path)).map((path) => path.replace(PLURAL, '')));
    const missing = [...counted].flatMap((key) => forms.map((form) => `${key}_${form}`)).filter((path) => !paths.includes(path));
    expect(counted.size).toBeGreaterThan(5);
    expect(missing).toEqual([]);
  });

  test('fill the same gaps', () => {
    const english = new Map(pathsOf(en));
    const different = pathsOf(ru).filter(([path, text]) => {
      const other = english.get(path) ?? english.get(path.replace(PLURAL, '_other')) ?? '';
      return holesOf(text).join() !== holesOf(other).join();
    });
    expect(different).toEqual([]);
  });

  test('nothing Russian is left in English, and nothing untranslated in Russian', () => {
    expect(pathsOf(en).filter(([, text]) => /\p{Script=Cyrillic}/u.test(text))).toEqual([]);
    const alike = new Map(pathsOf(en));
    const same = pathsOf(ru).filter(([path, text]) => text === alike.get(path) && !/^[A-Z]/.test(text));
    expect(same).toEqual([]);
  });
});

test.each([
  [1, 'Уйдёт через 1 секунду'],
  [2, 'Уйдёт через 2 секунды'],
  [5, 'Уйдёт через 5 секунд'],
  [11, 'Уйдёт через 11 секунд'],
  [21, 'Уйдёт через 21 секунду'],
  [1.5, 'Уйдёт через 1.5 секунды'],
])('Russian counts %d as people do', async (count, words) => {
  const spoken = i18next.createInstance();
  await spoken.init({ lng: 'ru', resources: { ru: { words: ru } }, defaultNS: 'words' });
  expect(spoken.t('delivery.heldFor', { count })).toBe(words);
});
