import { decodeCursor, encodeCursor } from './feed-cursor.js';

const POSITIONS = new Map(Array.from({ length: 16 }, (_, partition) => [partition, 3_650_000_000_000n + BigInt(partition ** 5)]));

describe('the cursor of the feed', () => {
  test('gives back what it was made of, also the largest and the smallest', () => {
    for (const positions of [
      POSITIONS,
      new Map([[0, 0n]]),
      new Map([
        [0, 2n ** 62n],
        [1, 0n],
      ]),
    ]) {
      expect(decodeCursor(encodeCursor(positions), positions.size)).toEqual(positions);
    }
  });

  test('is short and safe in a URL', () => {
    expect(encodeCursor(POSITIONS)).toMatch(/^[\w-]{20,100}$/);
  });

  test.each([
    ['empty', ''],
    ['of another form', Buffer.from([2, 0, 0]).toString('base64url')],
    ['cut', encodeCursor(POSITIONS).slice(0, -3)],
    ['longer', `${encodeCursor(POSITIONS)}AAAA`],
    ['of other partitions', encodeCursor(new Map([[0, 1n]]))],
    ['with signs that base64url has not', `${encodeCursor(POSITIONS)}+/=`],
    ['of a number without an end', Buffer.from([1, ...Array.from({ length: 40 }, () => 255)]).toString('base64url')],
  ])('%s: refused', (_, cursor) => {
    expect(() => decodeCursor(cursor, 16)).toThrow('This is no cursor that the feed gave out.');
  });
});
