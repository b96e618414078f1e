import { fixture } from './fixture.js';
import { parseMail } from './parse-mail.js';
import type { ParsedMail } from './parsed-mail.js';

async function parsed(raw: Buffer): Promise<ParsedMail> {
  const mail = await parseMail(raw);
  if (mail.problem !== null) throw new Error(`unreadable: ${mail.problem}`);
  return mail;
}

const parsedFixture = (name: string) => parsed(fixture(name));
const aMail = (head: string, body: string) => parsed(Buffer.from(`${head}\n\n${body}`.replaceAll('\n', '\r\n')));

describe('what a mail says', () => {
  test('fields, text and signature of an ordinary mail', async () => {
    expect(await parsedFixture('plain-russian-8bit')).toMatchObject({
      from: { address: 'ivan@example.test', name: 'Ivan Petrov' },
      to: [{ address: 'support@shop.test', name: '' }],
      subject: 'Order 1042',
      messageId: '<m1@example.test>',
      date: new Date('2026-01-05T07:12:00Z'),
      html: null,
      replyText: 'Добрый день!\nГде мой заказ?',
      signature: 'Иван Петров\n+7 000 000-00-00',
      quoted: null,
      automatic: null,
      attachments: [],
    });
  });

  test('of alternatives both forms are kept, and what stands beside them is in both', async () => {
    const mail = await parsedFixture('alternative-with-forwarded-message');
    expect(mail.text).toBe('Plain words.\nA footer below the letter.');
    expect(mail.html).toBe('<b>HTML words.</b>\n<p>A footer below the letter.</p>');
    expect(mail.attachments).toMatchObject([{ contentType: 'message/rfc822', filename: 'Inner.eml', inline: false }]);
  });

  test('text is made of HTML where there is no plain part', async () => {
    const mail = await aMail('From: <a@b.test>\nContent-Type: text/html', '<p>One &amp; <b>two</b></p><ul><li>three</li></ul>');
    expect(mail.text).toBe('One & two\n\n * three');
    expect(mail.replyText).toBe(mail.text);
  });

  test('a blank plain part says nothing: the HTML is read', async () => {
    const mail = await aMail(
      'From: <a@b.test>\nContent-Type: multipart/alternative; boundary=x',
      '--x\nContent-Type: text/plain\n\n \n--x\nContent-Type: text/html\n\n<p>Words</p>\n--x--',
    );
    expect(mail.text).toBe('Words');
  });

  test('a mail without a head is all text', async () => {
    const mail = await parsed(Buffer.from('\r\nOnly words.\r\n'));
    expect(mail).toMatchObject({ from: null, subject: '', messageId: null });
  });

  test('an empty mail is a mail', async () => {
    expect(await parsed(Buffer.alloc(0))).toMatchObject({ from: null, text: '', attachments: [] });
  });
});

describe('charsets (fail:P1, fail:P3, fail:P4, fail:P23)', () => {
  test('raw windows-1251 with nothing declared, in name, subject and body', async () => {
    const mail = await parsedFixture('windows-1251-everywhere');
    expect(mail.from).toEqual({ address: 'petr@example.test', name: 'Пётр Иванов' });
    expect(mail.subject).toBe('Не приходит посылка');
    expect(mail.text).toBe('Здравствуйте, посылка не пришла, хотя прошло две недели.\n');
  });

  test('koi8-r body with nothing declared', async () => {
    const mail = await parsedFixture('koi8-r-undeclared');
    expect(mail.subject).toBe('Привет из прошлого');
    expect(mail.text).toBe('Добрый вечер. Проверьте, пожалуйста, мой счёт за прошлый месяц.\n');
  });

  test('HTML that declares its charset in a meta element only', async () => {
    expect((await parsedFixture('html-charset-in-meta')).text).toBe('Ошибка при оплате');
  });

  test('ISO-2022-JP without a charset', async () => {
    expect((await parsedFixture('iso-2022-jp-undeclared')).text).toBe('注文について質問があります。\n');
  });

  test('an unknown charset loses no mail (fail:P6)', async () => {
    const mail = await aMail('From: <a@b.test>\nContent-Type: text/plain; charset=x-foo\nContent-Transfer-Encoding: 8bit', 'Привет, мир');
    expect(mail.text).toBe('Привет, мир');
  });
});

describe('broken mail is read as far as it can be', () => {
  test('a multipart without boundary: the delimiters tell it (fail:P21)', async () => {
    const mail = await parsedFixture('multipart-without-boundary');
    expect(mail.text.trim()).toBe('Where is my parcel?');
    const content = new Uint8Array(Buffer.from('id,state\r\n1042,lost'));
    expect(mail.attachments).toMatchObject([{ filename: 'orders.csv', contentType: 'text/csv', content }]);
    expect(mail.repairs).toEqual(['boundary-missing']);
  });

  test('a multipart without boundary and without parts is text (fail:P21)', async () => {
    expect((await parsedFixture('multipart-without-boundary-or-parts')).text).toBe('Only a sentence, and no part anywhere.\n');
  });

  test('a nested multipart without boundary is text', async () => {
    const mail = await aMail(
      'From: <a@b.test>\nContent-Type: multipart/mixed; boundary=x',
      '--x\nContent-Type: multipart/alternative\n\nWords of a lost part.\n--x--',
    );
    expect(mail.text.trim()).toBe('Words of a lost part.');
  });

  test('a Content-Type that is no type: the body is text (fail:P8)', async () => {
    const mail = await parsedFixture('content-type-nonsense');
    expect(mail.text).toBe('The type is no type, the words are words.\n');
    expect(mail.attachments).toEqual([]);
  });

  test('NUL is left out: PostgreSQL cannot store it (fail:P10)', async () => {
    const mail = await parsedFixture('nul-bytes');
    expect([mail.subject, mail.text]).toEqual(['Nul in the subject', 'Beforeafter\n']);
  });

  test('no author is no obstacle (fail:I18)', async () => {
    expect(await parsedFixture('no-from')).toMatchObject({ from: null, text: 'Nobody wrote this.\n' });
  });

  test('an unusable date is none, never now', async () => {
    expect((await parsedFixture('date-unusable')).date).toBeNull();
  });

  test('more parts than anyone writes: the first 5,000 are read, and it says so (threat:D4)', async () => {
    const parts = '--x\n\nword\n'.repeat(6_000);
    const mail = await aMail('From: <a@b.test>\nSubject: Parts\nContent-Type: multipart/mixed; boundary=x', `${parts}--x--`);
    expect(mail).toMatchObject({ subject: 'Parts', from: { address: 'a@b.test' }, repairs: ['parts-left-out'] });
    expect(mail.text.split('\n')).toHaveLength(5_000);
  });

  test('deeply nested HTML is still text (fail:P20)', async () => {
    const mail = await aMail('From: <a@b.test>\nContent-Type: text/html', `${'<div>'.repeat(20_000)}deep${'</div>'.repeat(20_000)}`);
    expect(mail.text).toContain('deep');
  });

  test('a header of several megabytes: what it begins with is read, and the body (threat:D2, threat:D5)', async () => {
    const many = Array.from({ length: 100_000 }, (_, n) => `c${n}@customer.test`).join(', ');
    const mail = await aMail(`From: <a@b.test>\nSubject: Many\nTo: ${many}`, 'Words');
    expect(mail).toMatchObject({ from: { address: 'a@b.test' }, subject: 'Many', text: 'Words', repairs: ['header-cut'] });
    expect(mail.to.length).toBeLessThanOrEqual(500);
  });

  test('a text of several megabytes is cut, and says so', async () => {
    const mail = await aMail('From: <a@b.test>', 'word '.repeat(500_000));
    expect(mail.text.length).toBe(1_000_000);
    expect(mail.repairs).toEqual(['text-cut']);
  });
});

describe('files', () => {
  test('names become harmless, and are made where there is none (fail:P19, fail:P17)', async () => {
    const { attachments } = await parsedFixture('file-names-hostile');
    expect(attachments.map((file) => file.filename)).toEqual(['passwd', 'счётfdp.exe', 'invite.ics', 'cat_.png']);
  });

  test.each([
    ['raw windows-1251', Buffer.from('"\xf1\xf7\xe5\xf2.pdf"', 'latin1'), 'счет.pdf'],
    ['raw UTF-8', Buffer.from('"café.pdf"'), 'café.pdf'],
    ['an encoded word', Buffer.from('"=?iso-8859-1?Q?caf=E9.pdf?="'), 'café.pdf'],
    ['an encoded word in Cyrillic', Buffer.from('"=?windows-1251?B?8ffl8i5wZGY=?="'), 'счет.pdf'],
  ])('a name as %s (fail:P23)', async (_, written, expected) => {
    const head = 'From: <a@b.test>\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename=';
    const { attachments } = await parsed(Buffer.concat([Buffer.from(head), written, Buffer.from('\r\n\r\nx')]));
    expect(attachments.map((file) => file.filename)).toEqual([expected]);
  });

  test('images of the HTML are inline, with the id that it names', async () => {
    const mail = await parsedFixture('html-with-inline-and-remote-images');
    expect(mail.attachments).toMatchObject([
      {
        filename: 'photo.png',
        contentType: 'image/png',
        size: 8,
        inline: true,
        contentId: 'photo@shop',
        sha256: '4c4b6a3be1314ab86138bef4314dde022e600960d8689a2c8f8631802d20dab6',
      },
    ]);
  });

  test('of 300 files the first 200 are stored apart, and it says so', async () => {
    const parts = Array.from({ length: 300 }, (_, i) => `--x\nContent-Type: text/csv; name=${i}.csv\n\n${i}\n`).join('');
    const mail = await aMail('From: <a@b.test>\nContent-Type: multipart/mixed; boundary=x', `${parts}--x--\n`);
    expect(mail.attachments).toHaveLength(200);
    expect(mail.leftOut.map((file) => file.filename)).toEqual(Array.from({ length: 100 }, (_, i) => `${i + 200}.csv`));
    expect(mail.repairs).toEqual(['attachments-left-out']);
  });
});

describe('HTML', () => {
  test('scripts, handlers and data images go; cid images stay; remote images wait', async () => {
    const { html } = await parsedFixture('html-with-inline-and-remote-images');
    expect(html).toContain('<img src="cid:photo@shop" alt="photo" />');
    expect(html).toContain('<img data-tracker="1" />');
    expect(html).toContain('<a href="https://shop.example/order" rel="noopener noreferrer nofollow" target="_blank">order</a>');
    expect(html).not.toMatch(/<script|onload|evil|javascript:|data:image|<style|\ssrc="https/);
  });
});

describe('automatic mail is known by its signs (fail:L2, fail:L4, fail:L7)', () => {
  test('a vacation answer', async () => {
    expect((await parsedFixture('vacation')).automatic).toEqual({ kind: 'auto-reply', sign: 'auto-submitted' });
  });

  test('a delivery report, whose parts are files', async () => {
    const mail = await parsedFixture('bounce');
    expect(mail.automatic).toEqual({ kind: 'bounce', sign: 'delivery-status' });
    expect(mail.text.trim()).toBe('I could not deliver it.');
    expect(mail.attachments.map((file) => file.contentType)).toEqual(['message/delivery-status', 'text/rfc822-headers']);
  });

  test.each([
    ['Auto-Submitted: auto-generated', 'auto-reply'],
    ['X-Autoreply: yes', 'auto-reply'],
    ['Precedence: auto_reply', 'auto-reply'],
    ['Return-Path: <>', 'auto-reply'],
    ['Precedence: bulk', 'bulk'],
    ['List-Id: News <news.shop.test>', 'bulk'],
    ['List-Unsubscribe: <https://shop.test/off>', 'bulk'],
    ['X-Failed-Recipients: nobody@example.test', 'bounce'],
    ['Content-Type: multipart/report; report-type=disposition-notification; boundary=x', 'receipt'],
    ['Content-Type: multipart/report; report-type=feedback-report; boundary=x', 'complaint'],
  ])('%s', async (header, kind) => {
    expect((await aMail(`From: <a@b.test>\n${header}`, '')).automatic?.kind).toBe(kind);
  });

  test.each(['Auto-Submitted: no', 'Precedence: first-class', 'Return-Path: <a@b.test>', 'X-Mailer: List-Id'])(
    '%s is no sign',
    async (header) => {
      expect((await aMail(`From: <a@b.test>\n${header}`, '')).automatic).toBeNull();
    },
  );
});
