import { TokenBuckets } from './token-bucket.js';

describe('token buckets', () => {
  test('a burst passes, the next one waits until one has come back', () => {
    const buckets = new TokenBuckets({ burst: 3, perSecond: 2 });
    expect([1, 2, 3, 4].map(() => buckets.take('a', 0))).toEqual([0, 0, 0, 500]);
    expect(buckets.take('a', 250)).toBe(250);
    expect(buckets.take('a', 500)).toBe(0);
  });

  test('each counts for itself', () => {
    const buckets = new TokenBuckets({ burst: 1, perSecond: 1 });
    expect([buckets.take('a', 0), buckets.take('b', 0), buckets.take('a', 0)]).toEqual([0, 0, 1000]);
  });

  test('more than a burst is never saved up', () => {
    const buckets = new TokenBuckets({ burst: 2, perSecond: 10 });
    buckets.take('a', 0);
    expect([1, 2, 3].map(() => buckets.take('a', 60_000))).toEqual([0, 0, 100]);
  });

  test('who has not come for a while is forgotten', () => {
    const buckets = new TokenBuckets({ burst: 2, perSecond: 1 });
    for (let n = 0; n < 100; n++) buckets.take(`visitor ${n}`, 0);
    expect(buckets.size).toBe(100);
    buckets.take('another', 2_000);
    expect(buckets.size).toBe(1);
  });
});
