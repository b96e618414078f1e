import { cpuCost } from '@app/fuzz';
import { parseMail } from '../src/parse-mail.js';

/** What a mail may take of a processor (`goals.md`). */
const LIMIT_MS = 2_000;

const HEAD = 'From: a@b.test\r\nSubject: x\r\n';
const MULTIPART = `${HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n`;
const times = (count: number, line: (i: number) => string): string => Array.from({ length: count }, (_, i) => line(i)).join('');

/** Each is made to be as hard as it can be for one step: many times over what people send. */
const HARD: Readonly<Record<string, () => string>> = {
  '10,000 multiparts within one another': () =>
    `${HEAD}Content-Type: multipart/mixed; boundary=b0\r\n\r\n${times(10_000, (i) => `--b${i}\r\nContent-Type: multipart/mixed; boundary=b${i + 1}\r\n\r\n`)}`,
  '20,000 multiparts of the same boundary within one another': () =>
    MULTIPART + '--b\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n'.repeat(20_000),
  '20,000 multiparts without a boundary': () =>
    MULTIPART + times(20_000, (i) => `--b\r\nContent-Type: multipart/mixed\r\n\r\n--q${i}\r\nContent-Type: text/plain\r\n\r\nx\r\n`),
  '10,000 messages within one another': () => HEAD + 'Content-Type: message/rfc822\r\n\r\n'.repeat(10_000),
  '20,000 parts': () => MULTIPART + '--b\r\nContent-Type: text/plain; name=a.txt\r\n\r\nx\r\n'.repeat(20_000),
  'a million lines that begin like a delimiter': () => MULTIPART + '--\n'.repeat(1_000_000),
  'a part whose header is 200,000 lines of nothing': () => `${MULTIPART}--b\r\n${'x\r\n'.repeat(200_000)}`,
  'a header folded 200,000 times': () => `${HEAD}X: a\r\n${' a\r\n'.repeat(200_000)}\r\nx`,
  'a header of 100,000 lines that are no field': () => `${HEAD}${'junk line\r\n'.repeat(100_000)}Subject: y\r\n\r\nx`,
  '100,000 recipients': () => `${HEAD}To: ${times(100_000, (i) => `a${i}@b.test, `)}\r\n\r\nx`,
  '30,000 opening brackets among addresses': () => `From: ${'(a@'.repeat(10_000)}\r\n\r\nx`,
  '10,000 encoded words': () => `Subject: ${'=?utf-8?B?0KHRh9GR0YI=?= '.repeat(10_000)}\r\n\r\nx`,
  '40,000 encoded words that do not end': () => `Subject: ${'=?a?q?'.repeat(40_000)}\r\n\r\nx`,
  '60,000 ends of encoded words': () => `Subject: =?a?q?${'?=AA'.repeat(60_000)}\r\n\r\nx`,
  '50,000 parameters': () => `Content-Type: text/plain${'; a=b'.repeat(50_000)}\r\n\r\nx`,
  '32,000 semicolons': () => `Content-Type: text/plain${';'.repeat(32_000)} \r\n\r\nx`,
  '40,000 ids with comments': () => `References: ${'<a@b>('.repeat(40_000)}\r\n\r\nx`,
  '250,000 spaces in every header': () =>
    ['Subject', 'Date', 'From'].map((name) => `${name}:${' '.repeat(80_000)}x\r\n`).join('') + '\r\nx',
  '100,000 beginnings of uuencoded files': () => `${HEAD}\r\n${'begin 644 a\r\n'.repeat(100_000)}`,
  'a million soft line breaks that are none': () => `${HEAD}Content-Transfer-Encoding: quoted-printable\r\n\r\n${'= '.repeat(1_000_000)}`,
  'a million paddings within base64': () => `${HEAD}Content-Transfer-Encoding: base64\r\n\r\n${'YQ=='.repeat(1_000_000)}`,
  'lines that look like base64 up to the last': () => `${HEAD}\r\n${`${'A'.repeat(60)}\n`.repeat(60_000)}-`,
  '400,000 flowed lines': () => `${HEAD}Content-Type: text/plain; format=flowed\r\n\r\n${'a \r\n'.repeat(400_000)}`,
  '40,000 open elements': () => `${HEAD}Content-Type: text/html\r\n\r\n${'<div>'.repeat(40_000)}`,
  'lines of stars, which are marks and parts of emoji at once': () => `${HEAD}\r\n${`best ${'*'.repeat(46)} x\r\n`.repeat(20)}`,
  'a quoted line of opening brackets, which are a banner where they end it': () => `${HEAD}\r\na\n> ${'<'.repeat(100_000)}x\n> b\n\nc`,
  '200,000 elements that declare no charset': () => `${HEAD}Content-Type: text/html\r\n\r\n${'<meta '.repeat(200_000)}`,
};

describe('a hostile mail costs no more than a mail may (threat:D1, threat:D2, threat:D4, threat:D5)', () => {
  test.each(Object.entries(HARD))('%s', async (_, make) => {
    const raw = Buffer.from(make());
    const parse = async (): Promise<void> => expect((await parseMail(raw)).problem).toBeNull();
    expect(await cpuCost(parse, LIMIT_MS)).toBeLessThan(LIMIT_MS);
  });
});
