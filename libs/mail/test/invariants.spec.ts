import { fc } from '@app/fuzz';
import { readdirSync, readFileSync } from 'node:fs';
import { parseMail } from '../src/parse-mail.js';
import type { ParsedMail } from '../src/parsed-mail.js';

const CORPUS = new URL('../corpus/mime/', import.meta.url);
const mails = readdirSync(CORPUS)
  .filter((file) => file.endsWith('.eml'))
  .map((file) => readFileSync(new URL(file, CORPUS)));

type Change = {
  readonly kind: 'cut' | 'drop' | 'repeat' | 'set' | 'insert';
  readonly at: number;
  readonly length: number;
  readonly byte: number;
};

const change: fc.Arbitrary<Change> = fc.record({
  kind: fc.constantFrom('cut', 'drop', 'repeat', 'set', 'insert'),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.integer({ min: 1, max: 40 }),
  byte: fc.constantFrom(0, 9, 10, 13, 0x1b, 0x22, 0x28, 0x2d, 0x3a, 0x3b, 0x3c, 0x3d, 0x80, 0xd0, 0xff),
});
const changedMail = fc
  .tuple(fc.constantFrom(...mails), fc.array(change, { maxLength: 6 }))
  .map(([mail, changes]) => changes.reduce(apply, mail));

function apply(mail: Buffer, { kind, at, length, byte }: Change): Buffer {
  const place = Math.floor(at * mail.length);
  const [before, after] = [mail.subarray(0, place), mail.subarray(place + length)];
  switch (kind) {
    case 'cut':
      return before;
    case 'drop':
      return Buffer.concat([before, after]);
    case 'repeat':
      return Buffer.concat([mail.subarray(0, place + length), mail.subarray(place)]);
    case 'set':
      return Buffer.concat([before, Buffer.alloc(Math.min(length, mail.length - place), byte), after]);
    case 'insert':
      return Buffer.concat([before, Buffer.from([byte]), mail.subarray(place)]);
  }
}

async function read(raw: Buffer): Promise<ParsedMail> {
  const mail = await parseMail(raw);
  if (mail.problem !== null) throw new Error(mail.problem);
  return mail;
}

function textsOf(mail: ParsedMail): string[] {
  const people = [mail.from, ...mail.otherFrom, ...mail.replyTo, ...mail.to, ...mail.cc].flatMap((one) =>
    one ? [one.name, one.address] : [],
  );
  const files = mail.attachments.flatMap((file) => [file.filename, file.contentType, file.contentId ?? '']);
  return [mail.subject, mail.text, mail.html ?? '', ...people, ...files, mail.messageId ?? '', ...mail.references];
}

describe('whatever happens to a mail on its way', () => {
  test('it is read, and PostgreSQL can store what was understood (fail:P10)', async () => {
    await fc.assert(
      fc.asyncProperty(changedMail, async (raw) => {
        for (const text of textsOf(await read(raw))) {
          expect(text).not.toContain('\0');
          expect(text.isWellFormed()).toBe(true);
        }
      }),
      { numRuns: 400 },
    );
  });

  test('its files have names that can be saved under, and their own size (fail:P19)', async () => {
    await fc.assert(
      fc.asyncProperty(changedMail, async (raw) => {
        for (const file of (await read(raw)).attachments) {
          expect(file.filename).toMatch(/^[^/\\<>:"|?*\p{Cc}\u202a-\u202e]+$/u);
          expect(file.contentType).toMatch(/^[a-z0-9.+_-]+\/[a-z0-9.+_-]+$/);
          expect(file).toMatchObject({ content: { length: file.size } });
        }
      }),
      { numRuns: 400 },
    );
  });

  test('every address is plain, every id has its brackets, every line ends with a line feed', async () => {
    await fc.assert(
      fc.asyncProperty(changedMail, async (raw) => {
        const mail = await read(raw);
        for (const { address } of [...mail.to, ...mail.cc, ...(mail.from ? [mail.from] : [])])
          expect(address).toMatch(/^$|^[^\s@<>"]+@[^\s@<>"]+$/);
        for (const id of [...mail.references, ...mail.inReplyTo]) expect(id).toMatch(/^<[^<>\s]+>$/);
        expect(mail.text).not.toContain('\r');
      }),
      { numRuns: 400 },
    );
  });
});
