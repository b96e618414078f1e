import { siteOf } from './site-of.js';

test.each([
  ['https://shop.example', 'https://shop.example', false],
  ['HTTPS://Shop.Example:443/', 'https://shop.example', false],
  ['shop.example', 'https://shop.example', false],
  ['  shop.example/cart?x=1#y ', 'https://shop.example', true],
  ['http://shop.example:8000/index.html', 'http://shop.example:8000', true],
  ['localhost:3000', 'http://localhost:3000', false],
  ['127.0.0.1:3000/demo', 'http://127.0.0.1:3000', true],
  ['https://me:secret@shop.example', 'https://shop.example', true],
  ['пример.рф', 'https://xn--e1afmkfd.xn--p1ai', false],
])('%s is the site %s', (typed, origin, wasCut) => {
  expect(siteOf(typed)).toEqual({ origin, wasCut });
});

test.each(['', 'shop', 'ftp://shop.example', 'https://*.shop.example', 'javascript:alert(1)', 'https://', 'two words.example'])(
  '%j is no site',
  (typed) => {
    expect(siteOf(typed)).toBeNull();
  },
);
