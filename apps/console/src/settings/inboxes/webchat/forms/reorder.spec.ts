import { moved, withAt, withoutAt } from './reorder.js';

test.each([
  [0, 1, 'bac'],
  [2, -1, 'acb'],
  [0, -1, 'abc'],
  [2, 1, 'abc'],
  [7, 1, 'abc'],
] as const)('the item at %d goes by %d: %s', (from, by, result) => {
  expect(moved(['a', 'b', 'c'], from, by).join('')).toBe(result);
});

test('what is taken out and put back is where it was', () => {
  expect([0, 1, 2].map((at) => withAt(withoutAt(['a', 'b', 'c'], at), at, 'abc'[at]).join(''))).toEqual(['abc', 'abc', 'abc']);
});
