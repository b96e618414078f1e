import { lengthOf } from './text-length.js';

test.each([
  ['nothing is written', 0, 0, null],
  ['a short text says nothing', 200, 1, null],
  ['near the limit what is left is said', 4_000, 1, 96],
  ['a full message is one', 4_096, 1, 0],
  ['one more makes two', 4_097, 2, null],
  ['and twice as much three', 8_193, 3, null],
])('%s', (_rule, length, parts, left) => {
  expect(lengthOf(`  ${'a'.repeat(length)}\n`)).toEqual({ parts, left });
});
