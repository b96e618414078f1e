import { fixture } from './fixture.js';
import { parseMail } from './parse-mail.js';
import { makeReplyToken, messageIdOf, plusAddress, replyTokens, tokenInAddress, tokenInMessageId } from './reply-token.js';

const TOKEN = 'abcdefghijklmnopqrstuvwxy2';

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

  test('is found again in the address and in the id it was put into, in any letter case', () => {
    expect(tokenInAddress(plusAddress('Support@shop.test', TOKEN))).toBe(TOKEN);
    expect(tokenInAddress(plusAddress('a+b@shop.test', TOKEN).toUpperCase())).toBe(TOKEN);
    expect(tokenInMessageId(messageIdOf(TOKEN, 'shop.test').toUpperCase())).toBe(TOKEN);
  });

  test.each(['support@shop.test', 'support+billing@shop.test', `${TOKEN}@shop.test`, `support+${TOKEN}x@shop.test`])(
    'is not in the address %s',
    (address) => {
      expect(tokenInAddress(address)).toBeNull();
    },
  );

  test.each(['<m1@example.test>', `<x${TOKEN}@shop.test>`])('is not in the id %s', (id) => {
    expect(tokenInMessageId(id)).toBeNull();
  });

  test('the address that a mail was sent to counts before the ids it names', async () => {
    const other = 'z'.repeat(26);
    const raw = fixture('reply-outlook')
      .toString()
      .replace('support@shop.test', `support+${TOKEN}@shop.test`)
      .replace('<q1@shop.test>', `<${other}@shop.test>`);
    expect(replyTokens(await parseMail(Buffer.from(raw)))).toEqual([TOKEN, other]);
  });
});
