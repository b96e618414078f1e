import { originsOf } from './widget-inboxes.js';

describe('sites that may embed a chat', () => {
  test('are origins, each once', () => {
    const given = ['https://shop.test/a?b#c', 'https://SHOP.test', 'http://localhost:8080', 'http://[::1]:80/', 'https://пример.рф/'];
    expect(originsOf(given)).toEqual(['https://shop.test', 'http://localhost:8080', 'http://[::1]', 'https://xn--e1afmkfd.xn--p1ai']);
  });

  test.each([
    'https://a.test;sandbox',
    'https://a,b.test',
    "https://a.test'x",
    'https://*',
    'https://*.a.test',
    'javascript:alert(1)',
    'x',
  ])('threat:H4 %s is none: nothing but hosts gets into the frame’s policy', (address) => expect(originsOf([address])).toEqual([]));
});
