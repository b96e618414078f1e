import { cpuCost } from '@app/fuzz';
import { parsePeople } from './parse-people.js';

const shown = (text: string) => parsePeople(text).map(({ name, address }) => (name ? `${name} <${address}>` : address));

test.each([
  ['one address', 'ivan@example.test', ['ivan@example.test']],
  ['commas', 'a@example.test, b@example.test', ['a@example.test', 'b@example.test']],
  ['semicolons, as Outlook has them', 'a@example.test; b@example.test;', ['a@example.test', 'b@example.test']],
  ['a column of a table', 'a@example.test\r\nb@example.test\n\n c@example.test ', ['a@example.test', 'b@example.test', 'c@example.test']],
  ['spaces alone', 'a@example.test b@example.test', ['a@example.test', 'b@example.test']],
  ['a name', 'Иван Петров <ivan@example.test>', ['Иван Петров <ivan@example.test>']],
  [
    'a quoted name with a comma',
    '"Петров, Иван" <ivan@example.test>, b@example.test',
    ['Петров, Иван <ivan@example.test>', 'b@example.test'],
  ],
  ['a quoted name with a quote', '"Ivan \\"Vanya\\"" <ivan@example.test>', ['Ivan "Vanya" <ivan@example.test>']],
  ['brackets alone', '<ivan@example.test>', ['ivan@example.test']],
  ['a link', 'mailto:ivan@example.test', ['ivan@example.test']],
  ['signs that nobody sees', '\u200eivan@example.test\u200b', ['ivan@example.test']],
  ['what is no address is kept as typed', 'ivan, b@example.test', ['ivan', 'b@example.test']],
  ['a quote that never ends ends with its line', '"Ivan\nb@example.test', ['"Ivan', 'b@example.test']],
  ['nothing', ' ,; \n', []],
])('%s', (_rule, text, expected) => {
  expect(shown(text)).toEqual(expected);
});

test('blanks without end before brackets cost nothing', async () => {
  const text = `Ivan${'\t'.repeat(20_000)}<${'\t'.repeat(20_000)}>, b@example.test`;
  expect(shown(text)).toContain('b@example.test');
  expect(await cpuCost(() => shown(text), 1_000)).toBeLessThan(1_000);
});

test('500 addresses are read at once', () => {
  const list = Array.from({ length: 500 }, (_none, at) => `person-${at}@example.test`);
  expect(parsePeople(list.join(',\n')).map(({ address }) => address)).toEqual(list);
});
