import { cpuCost } from '@app/fuzz';
import { aliasesIn } from './alias-words.js';

describe('which address a failed one stood for, in the words of servers', () => {
  test.each([
    ['Postfix', '<kate@in.test> (expanded from <Sales@shop.test>): host mx[192.0.2.1] said: 550 no'],
    ['Exim', 'The following address(es) failed:\n\n  kate@in.test\n    (generated from Sales@shop.test)\n    mailbox is full'],
    ['Sendmail', '<kate@in.test>\n    (expanded from: <Sales@shop.test>)'],
  ])('%s', (_, report) => {
    expect([...aliasesIn(report)]).toEqual([['kate@in.test', ['Sales@shop.test']]]);
  });

  test('nothing is made of what says nothing of it', () => {
    expect(aliasesIn('<kate@in.test>: host mx said: 550 no (in reply to RCPT TO command)').size).toBe(0);
  });

  test.each(['a@b.test (expanded from ', '<a@', 'a@b ', '(generated from '])(
    'threat:D1 1 MB of %j is looked at in less than 300 ms',
    async (piece) => {
      const text = piece.repeat(1_000_000 / piece.length);
      expect(await cpuCost(() => aliasesIn(text), 300)).toBeLessThan(300);
    },
  );
});
