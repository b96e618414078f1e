import { splitLinks } from './split-links.js';

const links = (text: string): (string | null)[] => splitLinks(text).flatMap((part) => part.href ?? []);

describe('splitLinks', () => {
  test('text without addresses stays whole', () => {
    expect(splitLinks('Где мой счёт?')).toEqual([{ text: 'Где мой счёт?', href: null }]);
    expect(splitLinks('')).toEqual([]);
  });

  test('nothing of the text is lost', () => {
    const text = 'См. https://shop.test/a?b=1#c, и http://x.test.\nСпасибо';
    expect(
      splitLinks(text)
        .map((part) => part.text)
        .join(''),
    ).toBe(text);
    expect(links(text)).toEqual(['https://shop.test/a?b=1#c', 'http://x.test']);
  });

  test('punctuation of the sentence is not part of the address', () => {
    expect(links('(https://shop.test/a)')).toEqual(['https://shop.test/a']);
    expect(links('https://ru.wikipedia.org/wiki/Хлеб_(еда)!')).toEqual(['https://ru.wikipedia.org/wiki/Хлеб_(еда)']);
  });

  test.each(['javascript:alert(1)', 'data:text/html,x', 'https://', 'ftp://x.test', '//evil.test', '<a href="javascript:1">x</a>'])(
    '%s is no link',
    (text) => {
      expect(links(text)).toEqual([]);
    },
  );

  test('an attribute cannot be broken out of', () => {
    expect(links('https://x.test" onfocus=alert(1)')).toEqual(['https://x.test']);
  });

  test('a text of nothing but addresses takes no longer for each of them', () => {
    const text = 'https://x.test/aaaa '.repeat(20_000);
    const from = performance.now();
    expect(links(text)).toHaveLength(200);
    expect(performance.now() - from).toBeLessThan(1000);
  });
});
