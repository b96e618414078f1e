import { makeReplyToken } from './reply-token.js';

describe('a reply token', () => {
  test('has 26 characters of base32 in lower case, and is never the same', () => {
    const tokens = Array.from({ length: 1_000 }, makeReplyToken);
    expect(tokens.every((token) => /^[a-z2-7]{26}$/.test(token))).toBe(true);
    expect(new Set(tokens).size).toBe(1_000);
  });

  test('uses all of its 128 bits: every position takes many values', () => {
    const tokens = Array.from({ length: 2_000 }, makeReplyToken);
    const values = Array.from({ length: 26 }, (_, at) => new Set(tokens.map((token) => token[at])).size);
    expect(values).toEqual([...Array.from({ length: 25 }, () => 32), 8]);
  });
});
