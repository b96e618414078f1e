import { backoffMs } from './backoff.js';

describe('backoffMs', () => {
  test('doubles from a second to a minute', () => {
    expect([1, 2, 3, 6, 7, 100].map((failures) => backoffMs(failures, 0))).toEqual([1_000, 2_000, 4_000, 32_000, 60_000, 60_000]);
  });

  test('chance takes away up to half', () => {
    expect(backoffMs(7, 1)).toBe(30_000);
  });
});
