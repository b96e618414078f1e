import { aMessage } from '../api/builders.js';
import { newPages, shownPage } from './visitor-pages.js';

const on = (id: string, page?: string) =>
  aMessage({ id, remarks: page === undefined ? [] : [{ code: 'visitor-page', params: { page }, text: '' }] });

test('a page is told once, until the visitor goes on to another', () => {
  const pages = newPages([
    on('1', 'https://shop.test/'),
    on('2', 'https://shop.test/'),
    on('3'),
    on('4', 'https://shop.test/'),
    on('5', 'https://shop.test/cart'),
    on('6', 'https://shop.test/'),
  ]);
  expect([...pages]).toEqual([
    ['1', 'https://shop.test/'],
    ['5', 'https://shop.test/cart'],
    ['6', 'https://shop.test/'],
  ]);
});

test.each(['javascript:alert(1)', 'data:text/html,x', '/cart', 'ftp://shop.test/'])('threat:B1 %s is no page to go to', (page) => {
  expect([...newPages([on('1', page)])]).toEqual([]);
});

describe('a page of the site is called', () => {
  test.each([
    ['by its host', 'https://shop.test/', 'shop.test'],
    ['in the letters that people read', 'https://shop.test/%D1%85%D0%BB%D0%B5%D0%B1?a=b', 'shop.test/хлеб'],
    ['as it was sent where it cannot be read', 'https://shop.test/%FF', 'shop.test/%FF'],
    ['threat:B15 without marks that turn the writing around', 'https://shop.test/%E2%80%AEgnp.exe%0A', 'shop.test/%E2%80%AEgnp.exe%0A'],
  ])('%s', (_rule, page, name) => expect(shownPage(page)).toBe(name));
});
