import { sitePage } from './site-page.js';

const SITES = ['https://shop.example', 'http://localhost:8080'];

test.each([
  ['https://shop.example/cart?session=secret#x', 'https://shop.example/cart'],
  ['http://localhost:8080/', 'http://localhost:8080/'],
  ['https://shop.example.evil.example/cart', null],
  ['https://evil.example/https://shop.example', null],
  ['http://shop.example/cart', null],
  ['javascript:alert(1)', null],
  ['file:///etc/passwd', null],
  ['https://user:word@shop.example/a', 'https://shop.example/a'],
  ['not a page', null],
  [null, null],
])('of %j a visitor is called back to %j (threat:H1)', (page, expected) => {
  expect(sitePage(page, SITES)).toBe(expected);
});
