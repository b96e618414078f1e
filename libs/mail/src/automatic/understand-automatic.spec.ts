import { cpuCost } from '@app/fuzz';
import { readHeaderBlock } from '../head/header-block.js';
import { readHead } from '../head/read-head.js';
import { parseMail } from '../parse-mail.js';
import type { ParsedMail } from '../parsed-mail.js';
import { understandAutomatic } from './understand-automatic.js';

const TOKEN = 'abcdefghijklmnopqrstuvwxyz';

async function aMail(head: string, body = ''): Promise<ParsedMail> {
  const mail = await parseMail(Buffer.from(`${head}\n\n${body}`.replaceAll('\n', '\r\n')));
  if (mail.problem !== null) throw new Error(mail.problem);
  return mail;
}

const kindOf = async (head: string, body = '') => (await aMail(head, body)).automatic?.kind ?? null;
const REPORT = `This is the mail system.\n\n<kate@example.test>: host mx said: 550 5.1.1 User unknown\n\nFrom: support@shop.test\nTo: kate@example.test\nSubject: Order\nMessage-ID: <${TOKEN}@shop.test>\n`;

describe('a bounce names our mail and says what became of it (fail:L4, fail:L5, fail:L6)', () => {
  test('in words alone', async () => {
    const mail = await aMail('From: MAILER-DAEMON@mx.test\nTo: support@shop.test\nSubject: failure notice', REPORT);
    expect(mail.automatic).toEqual({ kind: 'bounce', sign: 'from' });
    expect(mail.bounce).toEqual({
      recipients: [{ address: 'kate@example.test', outcome: 'failed', status: '5.1.1', reason: 'host mx said: 550 5.1.1 User unknown' }],
      originalMessageId: `<${TOKEN}@shop.test>`,
      originalReplyTokens: [TOKEN],
      originalThreadTokens: [],
      originalPassed: [],
    });
  });

  test('the report that returned nothing: its In-Reply-To is our mail', async () => {
    const mail = await aMail(
      'From: MAILER-DAEMON@mx.test\nIn-Reply-To: <q1@shop.test>\nSubject: failure notice',
      '<kate@example.test>: 550 no',
    );
    expect(mail.bounce?.originalMessageId).toBe('<q1@shop.test>');
  });

  test('a bounce by its fields has a value, and everything else has none', async () => {
    const bounce = await aMail('From: MAILER-DAEMON@mx.test\nSubject: failure notice', REPORT);
    const person = await aMail('From: kate@example.test\nSubject: Hello', 'Hi');
    expect([bounce.bounce === null, bounce.complaint, person.bounce, person.complaint]).toEqual([false, null, null, null]);
  });

  test('Dovecot refuses with a receipt: that is a bounce', async () => {
    const head =
      'From: Mail Delivery Subsystem <postmaster@mx.test>\nSubject: Rejected: Order\nContent-Type: multipart/report; report-type=disposition-notification; boundary=x';
    const body = '--x\nContent-Type: text/plain\n\nYour message to <kate@example.test> was automatically rejected:\nQuota exceeded\n--x--';
    expect((await aMail(head, body)).bounce?.recipients).toMatchObject([{ address: 'kate@example.test', status: '5.2.2' }]);
  });

  test('Amazon reports in JSON', async () => {
    const notice = {
      notificationType: 'Bounce',
      bounce: { bounceType: 'Permanent', bouncedRecipients: [{ emailAddress: 'kate@example.test', action: 'failed', status: '5.1.1' }] },
      mail: { commonHeaders: { messageId: `<${TOKEN}@shop.test>` } },
    };
    const mail = await aMail(
      'From: AWS Notifications <no-reply@sns.amazonaws.com>\nSubject: Notice',
      `${JSON.stringify(notice)}\n\n--\nStop`,
    );
    expect(mail.bounce).toMatchObject({ recipients: [{ address: 'kate@example.test', status: '5.1.1' }], originalReplyTokens: [TOKEN] });
  });
});

describe('false bounces are worse than missed ones: people are never mail systems', () => {
  test.each([
    ['quotes a report', 'From: kate@example.test\nSubject: What is this', `Look:\n\n> ${REPORT.replaceAll('\n', '\n> ')}`],
    ['pastes a report', 'From: kate@example.test\nSubject: Undelivered Mail Returned to Sender', REPORT],
    ['hands one on', 'From: kate@example.test\nSubject: Fwd: failure notice', REPORT],
    ['is called Postmaster', 'From: "Postmaster" <smith@example.test>\nSubject: Your server', 'It says 550 5.1.1 for bob@example.test.'],
    ['is the postmaster', 'From: postmaster@example.test\nSubject: Your server', 'It could not deliver to bob@example.test: 550 5.1.1.'],
    [
      'answers as the postmaster',
      'From: postmaster@example.test\nSubject: Re: Delivery failure',
      'It could not be delivered to bob@example.test: 550.',
    ],
    [
      'is a courier by name',
      'From: Delivery Service <kate@courier.test>\nSubject: Parcel not delivered',
      'Your parcel could not be delivered. Code 550.\nkate@example.test',
    ],
    [
      'is a courier',
      'From: no-reply@courier.test\nReply-To: kate@courier.test\nSubject: Delivery failed',
      'Could not be delivered. Code 550. kate@example.test',
    ],
  ])('somebody who %s', async (_, head, body) => {
    const mail = await aMail(head, body);
    expect([mail.automatic, mail.bounce]).toEqual([null, null]);
  });

  test('Postfix tells its own postmaster of others', async () => {
    expect(
      await kindOf(
        'From: MAILER-DAEMON@shop.test\nSubject: Postfix SMTP server: errors from unknown[192.0.2.1]',
        'In: RCPT TO:<x@y.test>\nOut: 554 5.7.1 denied',
      ),
    ).toBe('auto-reply');
  });

  test('a report on TLS is no bounce', async () => {
    expect(
      await kindOf(
        'From: a@b.test\nSubject: Report\nContent-Type: multipart/report; report-type=tlsrpt; boundary=x',
        '--x\n\nmessage was rejected\n--x--',
      ),
    ).toBe('auto-reply');
  });
});

describe('complaints', () => {
  const arf = `--x\n\nA complaint\n--x\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\nUser-Agent: X/1\nOriginal-Rcpt-To: <kate@example.test>\n\n--x\nContent-Type: message/rfc822\n\nMessage-ID: <${TOKEN}@shop.test>\nTo: kate@example.test\n\n--x--`;

  test('who objects, how, and to which mail', async () => {
    const mail = await aMail(
      'From: fbl@isp.test\nSubject: FW: Order\nContent-Type: multipart/report; report-type=feedback-report; boundary=x',
      arf,
    );
    expect(mail.automatic?.kind).toBe('complaint');
    expect(mail.complaint).toEqual({
      type: 'abuse',
      recipients: ['kate@example.test'],
      originalMessageId: `<${TOKEN}@shop.test>`,
      originalReplyTokens: [TOKEN],
      originalThreadTokens: [],
      originalPassed: [],
    });
  });

  test.each([
    [
      'pastes a report',
      'From: kate@example.test\nSubject: What is this',
      'Feedback-Type: abuse\nUser-Agent: X/1\nOriginal-Rcpt-To: kate@example.test',
    ],
    ['writes from an office for complaints', 'From: complaints@example.test\nSubject: Complaint about an invoice', 'It is wrong.'],
    ['hands one on', 'From: kate@example.test\nSubject: Fwd: Email Feedback Report', 'Feedback-Type: abuse\nVersion: 1'],
  ])('somebody who %s is a customer', async (_, head, body) => {
    expect(await kindOf(head, body)).toBeNull();
  });

  test('somebody who writes a complaint is a customer', async () => {
    expect(await kindOf('From: kate@example.test\nSubject: Complaint about spam', 'You send me spam. Feedback-Type: abuse!')).toBeNull();
  });
});

describe('read receipts are no messages of people', () => {
  test.each([
    [
      'MDN',
      'From: k@e.test\nSubject: Read\nContent-Type: multipart/report; report-type=disposition-notification; boundary=x',
      '--x\n\nDisplayed\n--x--',
    ],
    ['in words', 'From: k@e.test\nSubject: Прочитано: Заказ', 'Ваше сообщение\n\nпрочитано 05.01.2026.'],
    [
      'a success that was asked for',
      'From: MAILER-DAEMON@x.test\nSubject: Delivered: Order',
      'Your message was successfully delivered to k@e.test',
    ],
  ])('%s', async (_, head, body) => {
    expect(await kindOf(head, body)).toBe('receipt');
  });
});

describe('what a receipt says', () => {
  const mdn = (disposition: string) =>
    aMail(
      'From: k@e.test\nSubject: Read\nContent-Type: multipart/report; report-type=disposition-notification; boundary=x',
      `--x\n\nYour message was displayed\n--x\nContent-Type: message/disposition-notification\n\nFinal-Recipient: rfc822;k@e.test\nOriginal-Message-ID: <${TOKEN}@shop.test>\nDisposition: ${disposition}\n\n--x--`,
    );

  test.each([
    ['manual-action/MDN-sent-manually; displayed', true],
    ['automatic-action/MDN-sent-automatically;Displayed', true],
    ['automatic-action/MDN-sent-automatically; deleted', false],
    ['automatic-action/MDN-sent-automatically; processed', false],
    ['manual-action/MDN-sent-manually; displayed/error', false],
  ])('%s: read is %s', async (disposition, isRead) => {
    expect((await mdn(disposition)).receipt).toMatchObject({ isRead, originalReplyTokens: [TOKEN], recipients: [] });
  });

  test.each(['delivered', 'relayed', 'expanded'])('a server that reports %s names whom and which mail', async (action) => {
    const mail = await aMail(
      'From: MAILER-DAEMON@x.test\nSubject: Report\nContent-Type: multipart/report; report-type=delivery-status; boundary=x',
      `--x\n\nIt went on.\n--x\nContent-Type: message/delivery-status\n\nOriginal-Envelope-Id: ${TOKEN}\n\nFinal-Recipient: rfc822; k@e.test\nAction: ${action}\nStatus: 2.0.0\n\n--x--`,
    );
    expect(mail.receipt).toMatchObject({
      isRead: false,
      originalReplyTokens: [TOKEN],
      recipients: [{ address: 'k@e.test', outcome: action === 'delivered' ? 'delivered' : 'relayed' }],
    });
  });

  test('Exim names in words whom the failed one stood for', async () => {
    const mail = await aMail(
      'From: Mail Delivery System <Mailer-Daemon@mx.test>\nSubject: Mail delivery failed: returning message to sender',
      'The following address(es) failed:\n\n  kate@in.test\n    (generated from sales@shop2.test)\n    550 no such user',
    );
    expect(mail.bounce?.recipients).toMatchObject([{ address: 'kate@in.test', aliases: ['sales@shop2.test'] }]);
  });
});

test('a courier delivers parcels, not mails', async () => {
  expect(await kindOf('From: noreply@courier.test\nSubject: Your parcel', 'It was delivered to kate@example.test.')).toBe('bulk');
});

test('somebody who writes what was read is a person', async () => {
  expect(await kindOf('From: k@e.test\nSubject: Read: my contract', 'It was read by my lawyer.')).toBeNull();
});

test('a calendar answers an invitation for somebody who may have added a word', async () => {
  expect(await kindOf('From: k@e.test\nSubject: Accepted: Call\nContent-Type: text/calendar; method=REPLY', 'BEGIN:VCALENDAR')).toBe(
    'auto-reply',
  );
});

describe('time (threat:D1)', () => {
  const block = readHeaderBlock(Buffer.from('Return-Path: <>\r\nFrom: MAILER-DAEMON@x.test\r\nSubject: failure notice\r\n\r\n'));
  const head = readHead(block);

  test.each([
    ' ',
    '\n',
    'a@',
    '@',
    '<a@b.test>:\n',
    'could not be ',
    'не может быть ',
    'From: x\n',
    '-',
    '> ',
    '550 ',
    '5.1.',
    'user ',
    '无法',
    'ich bin vom ',
    'Message-ID: <',
  ])('1 MB of %j is looked at in less than 300 ms', async (piece) => {
    const text = piece.repeat(1_000_000 / piece.length);
    const look = () => understandAutomatic({ block, head, text, quotes: false, files: [] });
    expect(await cpuCost(look, 300)).toBeLessThan(300);
  });
});
