import { fixture } from '../fixture.js';
import { parseMail } from '../parse-mail.js';
import { messageIdOf, plusAddress, replyTokens, tokenInAddress, tokenInMessageId } from './reply-token.js';

const TOKEN = 'abcdefghijklmnopqrstuvwxy2';

describe('a reply token', () => {
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
