import { byteRange } from './byte-range.js';

test.each([
  ['bytes=0-99', { start: 0, end: 99 }],
  ['bytes=500-', { start: 500, end: 999 }],
  ['bytes=-1', { start: 999, end: 999 }],
  ['bytes=-5000', { start: 0, end: 999 }],
  ['bytes=990-5000', { start: 990, end: 999 }],
])('%s is a part of 1,000 bytes', (header, part) => {
  expect(byteRange(header, 1_000)).toEqual(part);
});

test.each(['bytes=1000-', 'bytes=5000-6000', 'bytes=-0'])('%s is no part of 1,000 bytes', (header) => {
  expect(byteRange(header, 1_000)).toBe('unsatisfiable');
});

test.each([undefined, '', 'bytes=-', 'bytes=0-1,5-6', 'lines=1-2', 'bytes=9-3', 'bytes=a-b', 'bytes=1e3-', `bytes=${'9'.repeat(40)}-`])(
  '%s gives the whole file',
  (header) => {
    expect(byteRange(header, 1_000)).toBeNull();
  },
);

test('there is no part of an empty file', () => {
  expect(byteRange('bytes=0-', 0)).toBe('unsatisfiable');
  expect(byteRange('bytes=-5', 0)).toBe('unsatisfiable');
});
