import { fc, FUZZ_SEED, fuzzInputs } from '@app/fuzz';
import { type AddressObject, simpleParser } from 'mailparser';
import { plainAddress } from '../src/head/addresses.js';
import { readHeaderBlock } from '../src/head/header-block.js';
import { stripControls } from '../src/head/plain-characters.js';
import { parseMail } from '../src/parse-mail.js';
import type { MailAddress } from '../src/head/mail-address.js';
import { composeMail, type OutgoingMail } from '../src/writing/compose-mail.js';
import { outgoingFileName } from '../src/writing/outgoing-file-name.js';
import { needsSmtpUtf8 } from '../src/writing/recipients.js';
import { hostileAddress, hostileText } from './hostile-words.fixture.js';

/** FUZZ_INPUTS for a longer campaign: hostile subjects, names, addresses and file names, of which each mail has so many. */
const INPUTS = fuzzInputs(100_000);
const IN_EACH = 12;

const TOKEN = 'a'.repeat(26);
const HEADER = [
  'cc',
  'content-type',
  'date',
  'from',
  'in-reply-to',
  'message-id',
  'mime-version',
  'references',
  'reply-to',
  'subject',
  'to',
];
const PART_HEADER = new Set(['content-type', 'content-transfer-encoding', 'content-disposition', 'content-id']);

type Typed = {
  readonly subject: string;
  readonly from: string;
  readonly to: readonly MailAddress[];
  readonly cc: readonly MailAddress[];
  readonly files: readonly string[];
};

const person = fc.record({ address: hostileAddress, name: hostileText(200) });
const typed: fc.Arbitrary<Typed> = fc.record({
  subject: hostileText(500),
  from: hostileText(200),
  to: fc.array(person, { minLength: 2, maxLength: 2 }),
  cc: fc.array(person, { minLength: 2, maxLength: 2 }),
  files: fc.array(hostileText(300), { minLength: 2, maxLength: 2 }),
});

describe(`mails of hostile words, FUZZ_SEED=${FUZZ_SEED}`, () => {
  const seen = { mails: 0, refused: 0 };

  test('threat:E1 two parsers read back what was meant: no header, no recipient and no part is smuggled in', async () => {
    const numRuns = Math.ceil(INPUTS / IN_EACH);
    await fc.assert(fc.asyncProperty(typed, reparses), { numRuns });
    process.stdout.write(`composed: ${seen.mails} mails of ${IN_EACH} hostile values, ${seen.refused} of their addresses refused\n`);
    // Neither everything nor nothing may be an address.
    expect(seen.refused / (seen.mails * 4)).toBeGreaterThan(0.2);
    expect(seen.refused / (seen.mails * 4)).toBeLessThan(0.8);
  }, 900_000);

  async function reparses(words: Typed): Promise<void> {
    const [to, cc] = [await acceptedOf(words.to), await acceptedOf(words.cc)];
    seen.mails += 1;
    seen.refused += 4 - to.length - cc.length;
    // Somebody has to get it.
    const everyone = { to: [{ address: 'kate@example.test', name: '' }, ...to], cc: [{ address: 'cc@example.test', name: '' }, ...cc] };
    const raw = await composeMail(aMail({ ...words, ...everyone }));
    linesAreSound(raw);
    await ourParserAgrees(raw, { ...words, ...everyone });
    await mailparserAgrees(raw, { ...words, ...everyone });
  }
});

function aMail({ subject, from, to, cc, files }: Typed): OutgoingMail {
  return {
    from: { address: 'support@shop.test', name: from },
    to,
    cc,
    subject,
    token: TOKEN,
    inReplyTo: '<m1@example.test>',
    references: ['<m0@example.test>', subject, from],
    text: 'x',
    html: null,
    signature: null,
    quoted: null,
    attachments: files.map((filename) => ({ filename, contentType: 'application/pdf', content: Buffer.from('PDF') })),
    date: new Date('2026-01-05T07:12:00Z'),
    automatic: null,
    smtpUtf8: true,
  };
}

/** Those that the builder takes: what is no plain address it refuses in words, and what only some servers take where they do not. */
async function acceptedOf(people: readonly MailAddress[]): Promise<MailAddress[]> {
  const taken: MailAddress[] = [];
  for (const one of people) {
    const alone = aMail({ subject: '', from: '', to: [one], cc: [], files: [] });
    if (!PLAIN.test(plainAddress(one.address))) {
      await expect(composeMail(alone)).rejects.toMatchObject({ code: 'address-unusable' });
      continue;
    }
    taken.push(one);
    if (needsSmtpUtf8(one.address))
      await expect(composeMail({ ...alone, smtpUtf8: false })).rejects.toMatchObject({ code: 'recipient-needs-smtputf8' });
  }
  return taken;
}

const PLAIN = /^[^\s<>(),;:"\\\p{Cc}]+@[^\s<>(),;"\\\p{Cc}]+$/u;

function linesAreSound(raw: Buffer): void {
  const text = raw.toString('latin1');
  expect(/[\r\n]/.test(text.replaceAll('\r\n', ''))).toBe(false);
  expect(Math.max(...text.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(998);
  const parts = text.split(/\r\n--aaaaaaaaaaaaaaaaaaaaaaaaaa-[^\r]*|\r\n--[-\w]*aaaaaaaaaaaaaaaaaaaaaaaaaa-Part_\d+(?:--)?/).slice(1);
  const names = parts.flatMap((part) =>
    [...(part.split('\r\n\r\n')[0] ?? '').matchAll(/^([!-9;-~]+):/gm)].map(([, name = '']) => name.toLowerCase()),
  );
  expect(names.filter((name) => !PART_HEADER.has(name))).toEqual([]);
}

async function ourParserAgrees(raw: Buffer, { subject, from, to, cc, files }: Typed): Promise<void> {
  expect(
    readHeaderBlock(raw)
      .fields.map((field) => field.name)
      .toSorted(),
  ).toEqual(headersOf(subject));
  const mail = await parseMail(raw);
  expect(mail.problem).toBeNull();
  if (mail.problem !== null) return;
  expect(mail).toMatchObject({ from: { address: 'support@shop.test' }, replyTo: [{ address: `support+${TOKEN}@shop.test` }] });
  expect(meant(mail.subject)).toBe(meant(subject));
  expect(meantName(mail.from?.name ?? '')).toBe(meantName(from));
  expect(mail.to.map(({ address }) => address)).toEqual(to.map(({ address }) => plainAddress(address)));
  expect(mail.cc.map(({ address }) => address)).toEqual(cc.map(({ address }) => plainAddress(address)));
  expect([...mail.to, ...mail.cc].map(({ name }) => meantName(name))).toEqual([...to, ...cc].map(({ name }) => meantName(name)));
  expect(mail.attachments.map(({ filename }) => meant(filename))).toEqual(filesOf(files));
  expect(mail.text).toBe('x');
}

async function mailparserAgrees(raw: Buffer, { subject, from, to, cc, files }: Typed): Promise<void> {
  const mail = await simpleParser(raw, { skipHtmlToText: true, skipTextToHtml: true, skipImageLinks: true, skipTextLinks: true });
  expect(mail.headerLines.map(({ key }) => key).toSorted()).toEqual(headersOf(subject));
  expect(meant(mail.subject ?? '')).toBe(meant(subject));
  expect(meantName(mail.from?.value[0]?.name ?? '')).toBe(meantName(from));
  expect(addressesIn(mail.from)).toEqual(['support@shop.test']);
  expect(addressesIn(mail.to)).toEqual(to.map(({ address }) => plainAddress(address)));
  expect(addressesIn(mail.cc)).toEqual(cc.map(({ address }) => plainAddress(address)));
  expect(mail.bcc).toBeUndefined();
  expect(mail.attachments.map(({ filename }) => meant(filename ?? ''))).toEqual(filesOf(files));
}

function headersOf(subject: string): string[] {
  return HEADER.filter((name) => name !== 'subject' || meant(subject) !== '');
}

function addressesIn(field: AddressObject | AddressObject[] | undefined): string[] {
  // A local part with dots at its ends goes in quotes, which mean nothing.
  const plain = (address = ''): string => plainAddress(address.replace(/^"([^"\\]+)"@/, '$1@'));
  return [field ?? []].flat().flatMap(({ value }) => value.map(({ address }) => plain(address)));
}

function filesOf(files: readonly string[]): string[] {
  return files.map((name, at) => meant(outgoingFileName(name, 'application/pdf', at + 1)));
}

/** In one line; a line's blanks are as good as one another. */
function meant(text: string): string {
  return stripControls(text).replace(/\s+/g, ' ').trim();
}

/** Quotes around a name are the header's. */
function meantName(name: string): string {
  return meant(name).replace(/^["'\s]+|["'\s]+$/g, '');
}
