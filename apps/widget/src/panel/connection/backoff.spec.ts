import { backoffMs } from './backoff.js';

describe('pauses between tries', () => {
  test('they grow to half a minute and no further', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 100].map((failures) => backoffMs(failures, 1))).toEqual([
      1000, 2000, 4000, 8000, 16000, 30000, 30000, 30000,
    ]);
  });

  test('fail:W14 they are never without an end and never at the same time for all', () => {
    for (const failures of [1, 3, 50]) {
      expect(backoffMs(failures, 0)).toBeGreaterThan(0);
      expect(backoffMs(failures, 1) / backoffMs(failures, 0)).toBe(2);
    }
  });
});
