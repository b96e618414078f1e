import { readReturnedMail, tearReport } from './returned-mail.js';

const TOKEN = 'abcdefghijklmnopqrstuvwxyz';
const HEAD = `Received: from a by b; Mon, 5 Jan 2026 10:00:00 +0300\nFrom: Shop <support@shop.test>\nTo: kate@example.test\nSubject: Order\nMessage-ID: <q1@shop.test>\n`;

describe('the mail that a report is about', () => {
  test('its id, whom it went to, and our tokens in its id and its way back', () => {
    expect(
      readReturnedMail(
        Buffer.from(
          `From: s@shop.test\nReply-To: support+${TOKEN}@shop.test\nTo: kate@example.test\nMessage-ID: <${TOKEN.toUpperCase()}@shop.test>\n`,
        ),
      ),
    ).toEqual({
      messageId: `<${TOKEN.toUpperCase()}@shop.test>`,
      replyTokens: [TOKEN],
      threadTokens: [],
      passed: [],
      to: ['kate@example.test'],
    });
  });

  test('whom it went through, and which earlier mails of ours it answers, newest first', () => {
    const earlier = 'b'.repeat(26);
    const head = [
      'Delivered-To: Sales@shop.test',
      'Received: from a by b',
      '\tfor <sales@shop.test>; Mon, 5 Jan 2026 10:00:00 +0300',
      `References: <${earlier}@shop.test> <q1@x.test>`,
      ` <${TOKEN}@shop.test>`,
    ];
    expect(readReturnedMail(Buffer.from(`${head.join('\n')}\n`))).toMatchObject({
      replyTokens: [],
      threadTokens: [TOKEN, earlier],
      passed: ['sales@shop.test'],
    });
  });

  test.each([
    ['a marker of qmail', '--- Below this line is a copy of the message.\n\n'],
    ['a marker of Exim', '------ This is a copy of the message, including all the headers. ------\n\n'],
    ['a marker of Sendmail', '   ----- Original message follows -----\n\n'],
    ['a marker of Exchange', 'Original message headers:\n\n'],
    ['a marker in Russian', 'Исходные заголовки сообщения:\n\n'],
    ['no marker', '\n'],
  ])('%s: the words end where the copy begins', (_, marker) => {
    const torn = tearReport(`<kate@example.test>: no\n${marker}${HEAD}\nWords of the mail to bob@example.test`);
    expect(torn.report).toContain('kate@example.test');
    expect(torn.report).not.toContain('support@shop.test');
    expect(torn.returned).toMatchObject({ messageId: '<q1@shop.test>', to: ['kate@example.test'] });
  });

  test('an indented copy is read as well', () => {
    expect(tearReport(`no\n\n${HEAD.replaceAll(/^/gm, '> ')}`).returned.messageId).toBe('<q1@shop.test>');
  });

  test('some name the mail first, and say then what became of it', () => {
    const text =
      '  Message-id: <q1@shop.test>\n  Date: Mon\n  From: s@shop.test\n  To: kate@example.test\n\nYour message cannot be delivered to:\n  kate@example.test';
    const torn = tearReport(`About your message:\n\n${text}`);
    expect([torn.returned.messageId, torn.report.includes('cannot be delivered')]).toEqual(['<q1@shop.test>', true]);
  });

  test('the fields of a delivery report are no mail', () => {
    const fields = 'Reporting-MTA: dns; x\nArrival-Date: Mon\nFinal-Recipient: rfc822; a@b.test\nAction: failed\nStatus: 5.1.1';
    expect(tearReport(`Hello\n\n${fields}`).report).toContain('Status: 5.1.1');
  });
});
