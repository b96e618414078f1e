import { fc } from '@app/fuzz';

/** Pieces that have meant something to some mail program: each may turn up anywhere in what people type. */
const PIECES = [
  '\r\nBcc: evil@evil.test',
  '\nX-Evil: 1',
  '\rTo: evil@evil.test',
  '\r\n\r\n<script>alert(1)</script>',
  '\r\n.\r\nMAIL FROM:<evil@evil.test>\r\n',
  '\u2028Cc: evil@evil.test',
  '\u0085Bcc: evil@evil.test',
  '\0',
  '\u007f',
  '\u009b',
  '\v\f\b\u001b[31m',
  '\u202egpj.exe',
  '\u2066\u2069\u200e',
  '\ud83d',
  '\ude00',
  '👩‍👩‍👧',
  '=?utf-8?q?evil=0D=0ABcc:_x?=',
  '=?utf-8?b?ZXZpbA0KQmNjOiB4?=',
  '=?iso-2022-jp?b?GyRC?=',
  '=?',
  '?=',
  '"',
  '\\',
  '\\"',
  "'",
  '<evil@evil.test>',
  'evil@evil.test',
  ', evil@evil.test',
  '; evil@evil.test',
  'group: evil@evil.test;',
  '(comment',
  ')',
  '<',
  '>',
  ':',
  '%0d%0a',
  "utf-8''%0d%0aX-Evil%3a",
  '; filename=evil.exe',
  '; name*0*=utf-8',
  '../../etc/passwd',
  'C:\\evil.exe',
  '$(id)`id`{{agent.name}}',
  'Счёт за январь',
  '请查收',
  'مرحبا',
  'é\u0301',
  '\u00a0',
  '\t',
  ' ',
  '   ',
  'a',
  'Re: ',
  '--aaaaaaaaaaaaaaaaaaaaaaaaaa-Part_1',
  '\r\n--aaaaaaaaaaaaaaaaaaaaaaaaaa-Part_1\r\nContent-Type: text/html\r\n\r\n',
  '--nodemailer',
];

const piece = fc.constantFrom(...PIECES);
const letters = fc.string({ unit: 'binary', maxLength: 12 });
const long = fc.tuple(piece, fc.integer({ min: 50, max: 600 })).map(([one, times]) => one.repeat(times));

/** A text as somebody hostile types it, at most `maxLength` UTF-16 units. */
export function hostileText(maxLength: number): fc.Arbitrary<string> {
  const mixed = fc.array(fc.oneof(piece, letters), { minLength: 1, maxLength: 8 }).map((parts) => parts.join(''));
  return fc.oneof({ weight: 8, arbitrary: mixed }, { weight: 1, arbitrary: long }).map((text) => text.slice(0, maxLength));
}

/** What stands where an address should: half of them are addresses. */
export const hostileAddress: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom('ivan@example.test', 'a.b+c@пример.рф', 'user@xn--i-7iq.ws', "o'hara@example.test", 'IVAN@EXAMPLE.TEST', 'a@[192.0.2.1]'),
  fc
    .tuple(fc.stringMatching(/^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,20}$/), fc.stringMatching(/^[a-z0-9-]{1,20}$/))
    .map(([l, d]) => `${l}@${d}.test`),
  fc.tuple(hostileText(40), hostileText(40)).map(([local, domain]) => `${local}@${domain}`),
  fc.tuple(fc.constant('ivan@example.test'), hostileText(40)).map(([address, tail]) => `${address}${tail}`),
  fc.tuple(hostileText(40), fc.constant('ivan@example.test')).map(([head, address]) => `${head}${address}`),
);
