import { ChatAbout } from '@app/contracts';
import { SiteWord } from './site-word.js';

describe('what the site tells', () => {
  test('goes with the next message, and what did not change does not go again', () => {
    const word = new SiteWord();
    expect(word.take()).toBeNull();
    word.hear({ type: 'update', attributes: { plan: 'pro', seats: 3 }, tags: ['vip'] });
    word.hear({ type: 'track', name: 'cart', data: { items: 2, total: 580 } });
    word.hear({ type: 'track', name: 'checkout', data: undefined });
    expect(word.take()).toEqual({ attributes: { plan: 'pro', seats: 3 }, tags: ['vip'], did: ['cart (items: 2, total: 580)', 'checkout'] });
    expect(word.take()).toBeNull();
    word.hear({ type: 'update', attributes: { seats: 4 } });
    expect(word.take()).toEqual({ attributes: { plan: 'pro', seats: 4 }, tags: ['vip'], did: [] });
  });

  test('a page is no news by itself', () => {
    const word = new SiteWord();
    word.hear({ type: 'update', page: 'https://shop.test/basket' });
    expect([word.page, word.take()]).toEqual(['https://shop.test/basket', null]);
  });

  test('who logs out leaves nothing to the next', () => {
    const word = new SiteWord();
    word.hear({ type: 'update', attributes: { plan: 'pro' }, tags: ['vip'] });
    word.hear({ type: 'logout' });
    word.hear({ type: 'track', name: 'cart', data: undefined });
    expect(word.take()).toEqual({ attributes: {}, tags: [], did: ['cart'] });
  });

  test('whatever a site hands over, the server takes what comes of it', () => {
    const word = new SiteWord();
    const long = 'x'.repeat(5_000);
    const attributes = Object.fromEntries(Array.from({ length: 100 }, (_, n) => [`${n}-${long}`, long]));
    word.hear({
      type: 'update',
      attributes: { ...attributes, '': 'no name', nan: Number.NaN },
      tags: Array.from({ length: 100 }, () => long),
    });
    word.hear(JSON.parse('{"type":"update","attributes":{"nested":{"a":1},"list":[1]},"tags":"vip","page":7}') as never);
    for (let n = 0; n < 100; n += 1) word.hear({ type: 'track', name: long, data: { [long]: long } });
    expect(ChatAbout.safeParse(word.take()).success).toBe(true);
  });
});
