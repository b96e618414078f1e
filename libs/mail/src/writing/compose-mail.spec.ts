import { fc } from '@app/fuzz';
import { composeMail, type OutgoingMail } from './compose-mail.js';
import { readHeaderBlock } from '../head/header-block.js';
import { parseMail } from '../parse-mail.js';
import type { ParsedMail } from '../parsed-mail.js';
import { sanitizeMailHtml } from '../html/sanitize-mail-html.js';

const TOKEN = 'abcdefghijklmnopqrstuvwxy2';

function aMail(change: Partial<OutgoingMail> = {}): OutgoingMail {
  return {
    from: { address: 'support@shop.test', name: 'Тёплый хлеб' },
    to: [{ address: 'ivan@example.test', name: 'Иван' }],
    cc: [],
    subject: 'Re: Счёт',
    token: TOKEN,
    inReplyTo: '<m2@example.test>',
    references: ['<m1@example.test>'],
    text: 'Добрый день!\n\nСчёт оплачен.',
    html: null,
    attachments: [],
    date: new Date('2026-01-05T07:12:00Z'),
    automatic: null,
    ...change,
  };
}

async function read(raw: Buffer): Promise<ParsedMail> {
  const mail = await parseMail(raw);
  if (mail.problem !== null) throw new Error(mail.problem);
  return mail;
}

const namesOf = (raw: Buffer) => readHeaderBlock(raw).fields.map((field) => field.name);
const valueOf = (raw: Buffer, name: string) =>
  readHeaderBlock(raw)
    .fields.find((field) => field.name === name)
    ?.value.trim();

describe('composeMail', () => {
  test('what was written comes out again, in the thread, with a reply address that finds back', async () => {
    const file = { filename: 'счёт.pdf', contentType: 'application/pdf', content: Buffer.from([0, 255, 13, 10, 10, 13]) };
    const raw = await composeMail(aMail({ attachments: [file], cc: [{ address: 'cc@example.test', name: '' }] }));
    const mail = await parseMail(raw);
    expect(mail).toMatchObject({
      from: { address: 'support@shop.test', name: 'Тёплый хлеб' },
      replyTo: [{ address: `support+${TOKEN}@shop.test` }],
      to: [{ address: 'ivan@example.test', name: 'Иван' }],
      cc: [{ address: 'cc@example.test' }],
      subject: 'Re: Счёт',
      date: new Date('2026-01-05T07:12:00Z'),
      messageId: `<${TOKEN}@shop.test>`,
      inReplyTo: ['<m2@example.test>'],
      references: ['<m1@example.test>', '<m2@example.test>'],
      text: 'Добрый день!\n\nСчёт оплачен.',
      html: sanitizeMailHtml('<p>Добрый день!<br><br>Счёт оплачен.</p>'),
      attachments: [{ filename: 'счёт.pdf', contentType: 'application/pdf', content: new Uint8Array(file.content) }],
      automatic: null,
    });
  });

  test('a file alone is a mail with an empty text', async () => {
    const file = { filename: 'bill.pdf', contentType: 'application/pdf', content: Buffer.from('PDF') };
    const raw = await composeMail(aMail({ text: '', attachments: [file] }));
    expect(await parseMail(raw)).toMatchObject({
      text: '\n',
      html: null,
      attachments: [{ filename: 'bill.pdf', inline: false }],
      problem: null,
    });
  });

  test('a picture that the HTML shows is in its place, other files below (multipart/related)', async () => {
    const gif = Buffer.from('R0lGODlhAQABAAAAACw=', 'base64');
    const shown = { filename: 'logo.gif', contentType: 'image/gif', content: gif, shown: { id: 'f1', contentId: 'f1@shop.test' } };
    const file = { filename: 'bill.pdf', contentType: 'application/pdf', content: Buffer.from('PDF') };
    const raw = await composeMail(aMail({ html: '<p>See<img data-attachment="f1" alt="logo"></p>', attachments: [file, shown] }));
    expect(await parseMail(raw)).toMatchObject({
      html: '<p>See<img src="cid:f1@shop.test" alt="logo" /></p>',
      attachments: [
        { filename: 'logo.gif', inline: true, contentId: 'f1@shop.test', content: new Uint8Array(gif) },
        { filename: 'bill.pdf', inline: false, contentId: null },
      ],
    });
    expect(raw.toString('latin1')).toMatch(/multipart\/mixed[^]*multipart\/alternative[^]*multipart\/related/);
  });

  test.each(['message/rfc822', 'multipart/mixed; boundary=x', 'multipart/mixed', 'nonsense', 'text/plain\r\nX-Evil: 1'])(
    'a file that calls itself %j goes as a file and nothing else',
    async (contentType) => {
      const content = Buffer.from('Subject: inner\r\n\r\n--x\r\nhello\r\n.\r\n');
      const mail = await read(await composeMail(aMail({ attachments: [{ filename: 'a.eml', contentType, content }] })));
      expect(mail.attachments).toMatchObject([
        { filename: 'a.eml', contentType: 'application/octet-stream', content: new Uint8Array(content) },
      ]);
    },
  );

  test('a file name of any script has what old and new programs read: an encoded word and RFC 2231', async () => {
    const file = { filename: 'Счёт № 42 за январь.pdf', contentType: 'application/pdf', content: Buffer.from('PDF') };
    const raw = (await composeMail(aMail({ attachments: [file] }))).toString('latin1');
    expect(raw).toMatch(/Content-Type: application\/pdf;\s+name="=\?UTF-8\?/i);
    expect(raw).toMatch(/Content-Disposition: attachment;\s+filename\*0\*=utf-8''/i);
  });

  test('no line is longer than servers take, whatever is long', async () => {
    const long = 'я'.repeat(3_000);
    const raw = await composeMail(
      aMail({
        subject: 'Очень длинная тема '.repeat(26).slice(0, 500),
        to: [{ address: `${'a'.repeat(64)}@${'b'.repeat(60)}.test`, name: long }],
        text: `${long}${'x'.repeat(5_000)}`,
        html: `<p>${'y'.repeat(5_000)}${long}</p>`,
        attachments: [{ filename: `${long}.pdf`, contentType: 'application/pdf', content: Buffer.alloc(5_000) }],
        references: Array.from({ length: 20 }, (_, n) => `<${n}${'r'.repeat(200)}@x.test>`),
      }),
    );
    expect(
      Math.max(
        ...raw
          .toString('latin1')
          .split('\r\n')
          .map((line) => line.length),
      ),
    ).toBeLessThanOrEqual(998);
    expect((await parseMail(raw)).subject).toBe('Очень длинная тема '.repeat(26).slice(0, 500).trim());
  });

  test('a signature goes below the text behind its delimiter, in both bodies', async () => {
    for (const text of ['Thank you', 'Спасибо']) {
      const raw = await composeMail(aMail({ text, html: null, signature: 'Anna\nWarm Bread' }));
      expect(await parseMail(raw)).toMatchObject({
        text: `${text}\n\n-- \nAnna\nWarm Bread`,
        replyText: text,
        signature: 'Anna\nWarm Bread',
      });
    }
  });

  test('a domain in letters of any script goes as its A-label; a name so needs a server that takes it', async () => {
    const to = [{ address: 'ivan@пример.рф', name: '' }];
    const mail = await parseMail(await composeMail(aMail({ from: { address: 'info@пекарня.рф', name: '' }, to })));
    expect(mail).toMatchObject({ from: { address: 'info@xn--80ajpngj0i.xn--p1ai' }, to: [{ address: 'ivan@xn--e1afmkfd.xn--p1ai' }] });
    const beyond = aMail({ to: [{ address: 'иван@пример.рф', name: 'Иван' }] });
    await expect(composeMail(beyond)).rejects.toMatchObject({ code: 'recipient-needs-smtputf8' });
    const taken = await parseMail(await composeMail({ ...beyond, smtpUtf8: true }));
    expect(taken.to).toMatchObject([{ address: 'иван@xn--e1afmkfd.xn--p1ai', name: 'Иван' }]);
  });

  test('is the same bytes each time: a resend is recognised', async () => {
    expect(await composeMail(aMail())).toEqual(await composeMail(aMail()));
  });

  test('a first mail of ours belongs to no thread', async () => {
    const raw = await composeMail(aMail({ inReplyTo: null, references: [] }));
    expect(namesOf(raw)).not.toEqual(expect.arrayContaining(['in-reply-to']));
    expect(namesOf(raw)).not.toEqual(expect.arrayContaining(['references']));
  });

  test('of a long thread the first and the last ids are named', async () => {
    const raw = await composeMail(aMail({ references: Array.from({ length: 200 }, (_, i) => `<${i}@x.test>`) }));
    const { references } = await parseMail(raw);
    expect(references).toHaveLength(20);
    expect([references[0], references.at(-1)]).toEqual(['<0@x.test>', '<m2@example.test>']);
  });

  test.each([
    ['replied', { 'auto-submitted': 'auto-replied', precedence: 'bulk', 'x-auto-response-suppress': 'All' }],
    ['generated', { 'auto-submitted': 'auto-generated', precedence: undefined, 'x-auto-response-suppress': 'All' }],
    [null, { 'auto-submitted': undefined, precedence: undefined, 'x-auto-response-suppress': undefined }],
  ] as const)('automatic %s says so (fail:L1)', async (automatic, expected) => {
    const raw = await composeMail(aMail({ automatic }));
    for (const [name, value] of Object.entries(expected)) expect(valueOf(raw, name)).toBe(value);
  });

  test.each(['victim@good.test(@evil.test)', '"a b"@x.test', 'a@x.test, b@x.test', 'a@x.test\nBcc: b@x.test', ''])(
    'nothing is sent to %j (threat:A6)',
    async (address) => {
      await expect(composeMail(aMail({ to: [{ address, name: '' }] }))).rejects.toMatchObject({ code: 'address-unusable' });
    },
  );

  test('no value becomes a header (threat:E1)', async () => {
    const expected = namesOf(await composeMail(aMail())).toSorted();
    const nasty = fc.oneof(
      fc.string({ unit: fc.constantFrom('\r', '\n', '\0', '\u2028', '\u0085', 'B', 'c', ':', ' ', '"', '<', '>', '@', 'я') }),
      fc.constant('x\r\nBcc: evil@x.test'),
      fc.constant('x\nContent-Type: text/html\n\n<script>'),
    );
    await fc.assert(
      fc.asyncProperty(nasty, nasty, nasty, async (subject, name, id) => {
        const raw = await composeMail(
          aMail({
            subject,
            to: [{ address: 'ivan@example.test', name }],
            inReplyTo: '<m2@example.test>',
            references: [id, '<m1@example.test>'],
          }),
        );
        const mail = await parseMail(raw);
        expect(
          namesOf(raw)
            .toSorted()
            .filter((header) => header !== 'subject'),
        ).toEqual(expected.filter((header) => header !== 'subject'));
        expect(mail.to.map((one) => one.address)).toEqual(['ivan@example.test']);
        expect(mail.problem).toBeNull();
      }),
      { numRuns: 500 },
    );
  });

  test('no body ends the mail early: there is no bare CR or LF, whatever was typed (threat:A14)', async () => {
    const text = 'a\r.\rb\n.\nMAIL FROM:<evil@x.test>\r\n.\r\nc\rd';
    const raw = (await composeMail(aMail({ text, html: `<p>${text}</p>` }))).toString('latin1');
    expect(raw.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });
});
