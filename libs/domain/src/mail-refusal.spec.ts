import { asksForLess, refusalKind, refusalReason } from './mail-refusal.js';

const of = (status: number | null, answer: string, enhanced: string | null = null) => refusalKind({ status, enhanced, answer });

describe('why a mail server refuses (fail:S2)', () => {
  test.each([
    // By its code
    [550, '5.1.1 : Recipient address rejected: User unknown in virtual mailbox table', 'recipient-unknown'],
    [
      550,
      "5.1.1 The email account that you tried to reach does not exist. Please try double-checking the recipient's address",
      'recipient-unknown',
    ],
    [550, '5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup', 'recipient-unknown'],
    [556, '5.1.10 Recipient address has null MX', 'domain-unknown'],
    [550, '5.2.1 The email account that you tried to reach is disabled', 'mailbox-off'],
    [552, '5.2.2 The email account that you tried to reach is over quota and inactive', 'mailbox-full'],
    [552, '5.3.4 Message size exceeds fixed limit', 'too-large'],
    [552, '5.2.3 Your message exceeded the size limits', 'too-large'],
    [452, '4.5.3 Your message has too many recipients', 'too-many-recipients'],
    [452, '4.5.3 Error: too many recipients', 'too-many-recipients'],
    [550, '5.4.5 Daily user sending limit exceeded', 'rate'],
    [550, '5.7.26 This mail has been blocked because the sender is unauthenticated', 'authentication'],
    [550, '5.7.60 SMTP; Client does not have permissions to send as this sender', 'sender-not-ours'],
    [550, '5.7.54 SMTP; Unable to relay recipient in non-accepted domain', 'relay'],
    [554, '5.4.14 Hop count exceeded - possible mail loop', 'loop'],
    // By its words, where the code says anything or nothing
    [550, '5.7.1 Our system has detected that this message is likely unsolicited mail', 'spam'],
    [554, '5.7.1 Message rejected under suspicion of SPAM', 'spam'],
    [550, 'spam message rejected. Please visit http://help.mail.ru/notspam-support/', 'spam'],
    [554, '5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org', 'reputation'],
    [550, '5.7.606 Access denied, banned sending IP [192.0.2.1]', 'reputation'],
    [553, '5.7.1 : Sender address rejected: not owned by user support', 'sender-not-ours'],
    [550, 'not local sender over smtp', 'sender-not-ours'],
    [554, '5.2.0 STOREDRV.Submission.Exception:SendAsDeniedException.MapiExceptionSendAsDenied', 'sender-not-ours'],
    [553, '5.7.1 Sender address rejected: not logged in', 'sender-not-ours'],
    [554, '5.7.1 : Relay access denied', 'relay'],
    [530, '5.7.0 Authentication Required', 'relay'],
    [550, '5.7.1 Email rejected per DMARC policy for shop.test', 'authentication'],
    [451, '4.7.1 Greylisting in action, please come back later', 'greylisted'],
    [450, '4.2.0 Recipient address rejected: Greylisted', 'greylisted'],
    [421, '4.7.0 Our system has detected an unusual rate of unsolicited mail', 'rate'],
    [450, '4.7.1 Error: too much mail; rate limit exceeded', 'rate'],
    [432, '4.3.2 Concurrent connections limit exceeded', 'rate'],
    [421, 'Too many concurrent SMTP connections', 'rate'],
    [451, '4.5.1 The recipient has exceeded message rate limit. Try again later.', 'rate'],
    [554, '5.2.0 SubmissionQuotaExceededException', 'rate'],
    [552, 'Mailbox is full', 'mailbox-full'],
    [552, '5.7.0 This message was blocked because its content presents a potential security issue: attachment type', 'content'],
    [554, '5.6.0 virus found', 'content'],
    [550, 'No such user!', 'recipient-unknown'],
    [550, 'Нет такого пользователя', 'recipient-unknown'],
    [550, 'Unrouteable address', 'recipient-unknown'],
    [550, '5.7.1 Delivery not authorized, message refused', 'policy'],
    [550, '5.7.1 no', 'policy'],
    [null, '4.4.7 Message expired', 'unreachable'],
    [null, 'connect to mx.test: Connection timed out', 'unreachable'],
  ] as const)('%s %s: %s', (status, answer, kind) => {
    expect(of(status, answer)).toBe(kind);
  });

  test.each([
    [554, 'Transaction failed'],
    [451, '4.3.0 Temporary lookup failure'],
    [550, ''],
  ])('%i %j tells nothing: the answer is shown as it is', (status, answer) => {
    expect(of(status, answer)).toBeNull();
    expect(refusalReason({ status, enhanced: null, answer }).code).toBe('smtp-refused');
  });

  test.each([
    [550, '5.7.1 no', 'sender-not-ours'],
    [550, '', 'sender-not-ours'],
    [553, 'Requested action not taken', 'sender-not-ours'],
    [550, '5.1.1 mailbox unavailable', 'sender-not-ours'],
    [450, '4.1.2 Domain not found', 'sender-not-ours'],
    // What the text says counts.
    [554, '5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org', 'reputation'],
    [530, '5.7.0 Authentication Required', 'relay'],
    [451, '4.7.1 Greylisting in action, please come back later', 'greylisted'],
    [550, '5.4.5 Daily user sending limit exceeded', 'rate'],
    [552, '5.3.4 Message size exceeds fixed limit', 'too-large'],
    [452, '4.3.1 Insufficient system storage', null],
    [451, '4.3.0 Temporary lookup failure', null],
  ] as const)('at MAIL FROM, %i %j: never about a recipient: %s', (status, answer, kind) => {
    expect(refusalKind({ status, enhanced: null, answer, stage: 'mail' })).toBe(kind);
  });

  test('a code that is told apart from the words counts before one in the words', () => {
    expect(of(550, 'host said: 5.7.1 no', '5.1.1')).toBe('recipient-unknown');
  });

  test('an IP address or a version is no code', () => {
    expect(of(554, 'refused by 5.1.1.9')).toBeNull();
  });

  test('the reason keeps the codes and the answer', () => {
    expect(refusalReason({ status: 550, enhanced: null, answer: '5.1.1 User unknown' })).toEqual({
      code: 'refused-recipient-unknown',
      params: { status: 550, enhanced: '5.1.1', answer: '5.1.1 User unknown' },
    });
    expect(refusalReason({ status: null, enhanced: '5.2.2', answer: 'full' }).params.status).toBe('5.2.2');
  });
});

describe('a server that asks for less', () => {
  test.each([
    [421, '4.7.0 Too many connections', true],
    [450, '4.7.1 rate limit', true],
    [550, '5.4.5 Daily sending limit', true],
    [450, '4.7.1 Error: too much mail from 192.0.2.1', true],
    [550, '5.1.1 User unknown', false],
    [451, '4.7.1 Greylisted', false],
  ])('%i %s: %s', (status, answer, asks) => {
    expect(asksForLess({ status, enhanced: null, answer })).toBe(asks);
  });
});
