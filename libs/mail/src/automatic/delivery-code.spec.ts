import { deriveStatus, enhancedStatusIn, oneLine, replyCodeIn } from './delivery-code.js';

describe('codes in the words of servers', () => {
  test.each([
    ['550 5.1.1 User unknown', '5.1.1'],
    ['#5.7.1 smtp;550 relay', '5.7.1'],
    ['(#4.4.1)', '4.4.1'],
    ['550-5.7.133 RESOLVER.RST', '5.7.133'],
    ['status=5.2.2', '5.2.2'],
    ['connect to mx[5.1.1.7] failed', null],
    ['Service (5.0.2195.6713)', null],
    ['version 15.5.1', null],
    ['', null],
  ])('an enhanced status, and no address or version: %s', (said, status) => {
    expect(enhancedStatusIn(said)).toBe(status);
  });

  test.each([
    ['550 User unknown', '550'],
    ['said: 452-too many', '452'],
    ['error 421: later', '421'],
    ['250 OK', null],
    ['order 5501', null],
    ['[192.0.2.554]', null],
  ])('a reply code of a failure: %s', (said, code) => {
    expect(replyCodeIn(said)).toBe(code);
  });

  test.each([
    ['550 No such user here', 'failed', '5.1.1'],
    ['mailbox is full', 'failed', '5.2.2'],
    ['mailbox is full', 'delayed', '4.2.2'],
    ['452 over quota', 'failed', '4.2.2'],
    ['Host mx.example.test not found', 'failed', '5.1.2'],
    ['host mx.example.test said: 550 User unknown', 'failed', '5.1.1'],
    ['account is disabled', 'failed', '5.2.1'],
    ['message size exceeds the limit', 'failed', '5.3.4'],
    ['relaying denied', 'failed', '5.7.1'],
    ['554 rejected as spam', 'failed', '5.7.1'],
    ['retry timeout exceeded', 'failed', '4.4.7'],
    ['Connection timed out', 'failed', '4.4.7'],
    ['554 it went wrong', 'failed', '5.0.0'],
    ['Почтовый ящик переполнен', 'failed', '5.2.2'],
    ['пользователь не найден', 'failed', '5.1.1'],
    ['it went wrong', 'failed', null],
  ] as const)('a status is made of code and words where there is none: %s, %s: %s', (said, outcome, status) => {
    expect(deriveStatus(said, outcome)).toBe(status);
  });

  test('a reason is one short line without controls', () => {
    expect(oneLine(' a\r\n\tb\u0000c\u202e ')).toBe('a b c');
    expect(oneLine('x'.repeat(900))).toHaveLength(500);
  });
});
