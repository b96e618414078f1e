import { cpuCost } from '@app/fuzz';
import { linkParts } from './link-parts.js';

const links = (text: string) => linkParts(text).flatMap(({ text: shown, href }) => (href === null ? [] : [[shown, href]]));

describe('links in a message', () => {
  test('a text without any is one piece', () => {
    expect(linkParts('Hello')).toEqual([{ text: 'Hello', href: null }]);
    expect(linkParts('')).toEqual([]);
  });

  test('the pieces together are the text', () => {
    const text = 'See https://a.test/x, or www.b.test! (https://c.test/d_(e)) «https://кириллица.рф/путь»';
    expect(
      linkParts(text)
        .map((part) => part.text)
        .join(''),
    ).toBe(text);
    expect(links(text)).toEqual([
      ['https://a.test/x', 'https://a.test/x'],
      ['www.b.test', 'https://www.b.test/'],
      ['https://c.test/d_(e)', 'https://c.test/d_(e)'],
      ['https://кириллица.рф/путь', 'https://xn--80apaahia1b8c.xn--p1ai/%D0%BF%D1%83%D1%82%D1%8C'],
    ]);
  });

  test.each([
    ['javascript:alert(1)'],
    ['data:text/html,<script>alert(1)</script>'],
    ['file:///etc/passwd'],
    ['vbscript:x'],
    ['http://'],
    ['https://localhost'],
    ['jаvascript://https'],
  ])('threat:B %s is text', (text) => expect(links(text)).toEqual([]));

  test.each(['!', ')', ').', '](', '*'])('marks without end after an address are read once: %s', async (mark) => {
    const reads = (): void => {
      expect(links(`https://a.test/${mark.repeat(50_000)}x`)).toHaveLength(1);
      expect(links(`https://a.test/b${')!'.repeat(50_000)}`)).toEqual([['https://a.test/b', 'https://a.test/b']]);
    };
    expect(await cpuCost(reads, 2_000)).toBeLessThan(2_000);
  });

  test('threat:B15 an address ends where the writing is turned around: what is read is where it leads', () => {
    expect(links('https://a.test/\u202egnp.exe')).toEqual([['https://a.test/', 'https://a.test/']]);
    expect(links('https://\u202etset.live')).toEqual([]);
    expect(links('\u2066www.a.test/b\u2069')).toEqual([['www.a.test/b', 'https://www.a.test/b']]);
  });

  test('an address that holds markup ends before it', () => {
    expect(links('https://a.test/"onclick="x')).toEqual([['https://a.test/', 'https://a.test/']]);
    expect(links('https://a.test/<b>')).toEqual([['https://a.test/', 'https://a.test/']]);
  });
});
