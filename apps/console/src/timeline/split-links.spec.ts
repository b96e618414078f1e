import { cpuCost } from '@app/fuzz';
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

  test('threat:B15 an address ends where the writing is turned around: what is read is where it leads', () => {
    expect(links('https://x.test/\u202egnp.exe')).toEqual(['https://x.test/']);
    expect(links('https://\u202etset.live')).toEqual([]);
    expect(links('\u2066https://x.test/a\u2069')).toEqual(['https://x.test/a']);
  });

  test('an address of marks without end takes no longer for each of them (threat:B13)', async () => {
    const text = `https://x.test/${'!'.repeat(200_000)}x`;
    expect(links(text)).toEqual([text]);
    expect(await cpuCost(() => links(text), 1_000)).toBeLessThan(1_000);
  });

  test('a text of nothing but addresses takes no longer for each of them', async () => {
    const text = 'https://x.test/aaaa '.repeat(20_000);
    expect(links(text)).toHaveLength(200);
    expect(await cpuCost(() => links(text), 1_000)).toBeLessThan(1_000);
  });
});
