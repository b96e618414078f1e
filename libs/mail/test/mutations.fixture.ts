import { seededRandom } from '@app/testing';

/** Endless damaged copies of mails, the same for the same seed. */
export function* mutations(seeds: readonly Buffer[], seed: number): Generator<Buffer, never> {
  const random = seededRandom(seed);
  const pick = <T>(from: readonly T[]): T => {
    const one = from[Math.floor(random() * from.length)];
    if (one === undefined) throw new Error('Nothing to pick from.');
    return one;
  };
  for (;;) {
    let mail = pick(seeds);
    const times = 1 + Math.floor(random() * random() * 12);
    for (let i = 0; i < times; i += 1) mail = pick(DAMAGES)(mail, { random, other: pick(seeds), token: pick(TOKENS) });
    yield mail.length > MOST_BYTES ? mail.subarray(0, MOST_BYTES) : mail;
  }
}

/** Larger ones are the hostile mails' business. */
const MOST_BYTES = 200_000;

type Chance = { readonly random: () => number; readonly other: Buffer; readonly token: string };
type Damage = (mail: Buffer, chance: Chance) => Buffer;

const DAMAGES: readonly Damage[] = [
  function flipABit(mail, { random }) {
    const copy = Buffer.from(mail);
    const at = Math.floor(random() * copy.length);
    copy[at] = (copy[at] ?? 0) ^ (1 << Math.floor(random() * 8));
    return copy;
  },
  function writeAnyByte(mail, { random }) {
    const copy = Buffer.from(mail);
    copy[Math.floor(random() * copy.length)] = Math.floor(random() * 256);
    return copy;
  },
  function cutTheEnd(mail, { random }) {
    return mail.subarray(0, Math.floor(random() * mail.length));
  },
  function leaveOut(mail, { random }) {
    const [from, to] = stretch(mail, random);
    return Buffer.concat([mail.subarray(0, from), mail.subarray(to)]);
  },
  function repeat(mail, { random }) {
    const [from, to] = stretch(mail, random);
    const times = 1 + Math.floor(random() * 8);
    return Buffer.concat([mail.subarray(0, to), ...Array.from({ length: times }, () => mail.subarray(from, to)), mail.subarray(to)]);
  },
  function putInOfAnother(mail, { random, other }) {
    const at = Math.floor(random() * mail.length);
    return Buffer.concat([mail.subarray(0, at), other.subarray(...stretch(other, random)), mail.subarray(at)]);
  },
  function putInAToken(mail, { random, token }) {
    const at = Math.floor(random() * mail.length);
    return Buffer.concat([mail.subarray(0, at), Buffer.from(token, 'latin1'), mail.subarray(at)]);
  },
  function putATokenAtALineStart(mail, { random, token }) {
    const at = mail.indexOf('\n', Math.floor(random() * mail.length)) + 1;
    return Buffer.concat([mail.subarray(0, at), Buffer.from(token, 'latin1'), mail.subarray(at)]);
  },
  function swapLineEnds(mail, { random }) {
    return Buffer.from(mail.toString('latin1').replaceAll('\r\n', random() < 0.5 ? '\n' : '\r'), 'latin1');
  },
];

/** What parsers trip over. */
const TOKENS: readonly string[] = [
  '\0',
  '\r',
  '\n',
  '\r\n\r\n',
  '\x1b$B',
  '\xff\xfe',
  '--',
  '--b\r\n',
  'Content-Type: multipart/mixed; boundary=b\r\n',
  'Content-Type: message/rfc822\r\n',
  'Content-Type: text/html; charset=x-none\r\n',
  'Content-Type: ;;;=\r\n',
  'Content-Transfer-Encoding: base64\r\n',
  'Content-Transfer-Encoding: quoted-printable\r\n',
  'Content-Transfer-Encoding: x-uuencode\r\n',
  "Content-Disposition: attachment; filename*0*=utf-8''%ff%\r\n",
  'Subject: =?utf-8?b?????=\r\n',
  'From: "a\\" <b\r\n',
  'Date: Fri, 99 Foo 99999 99:99:99 +9999\r\n',
  'References: <<<>>> <a@b\r\n',
  'begin 644 a\r\n',
  '> '.repeat(50),
  '<blockquote><div><table>',
  '&#x110000;&#0;',
  '=?koi8-r?q?=F0?=',
  '=\r\n',
  '=9',
  'A'.repeat(1_000),
  ' '.repeat(1_000),
  '('.repeat(100),
];

function stretch(mail: Buffer, random: () => number): [from: number, to: number] {
  const from = Math.floor(random() * mail.length);
  return [from, Math.min(mail.length, from + Math.ceil(random() * random() * 400))];
}
