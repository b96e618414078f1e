import { randomBytes } from 'node:crypto';
import { Neighbours } from '@app/testing';

/** Mails of 0.9 kB, each from somebody else. */
export function* smallMails(count: number): Iterable<string> {
  const body = 'My order has not arrived yet, and nobody answers the phone. Please tell me where it is.\r\n'.repeat(6);
  for (let i = 0; i < count; i++) yield [...head(i), 'Content-Type: text/plain; charset=utf-8', '', `Number ${i}.`, body].join('\r\n');
}

/** As `smallMails`, from as many domains and each in words of its own, so that each is acknowledged. */
export function* strangersMails(count: number): Iterable<string> {
  const date = `Date: ${new Date().toUTCString().replace('GMT', '+0000')}`;
  let i = 0;
  for (const mail of smallMails(count)) {
    yield mail
      .replace('@customer.test>', `@c${i}.test>`)
      .replace(/^Date: .*$/m, date)
      .replace(`Number ${i}.`, `Number ${i}, ${lettersOf(i)}.`);
    i += 1;
  }
}

/** As a shop gets them, 23.6 MB a hundred: 15 with a file of 1 MB, 55 of HTML (50 kB), the others in Russian charsets. */
export function* mixedMails(count: number): Iterable<Buffer> {
  for (let i = 0; i < count; i++) {
    const kind = (i * 37) % 100;
    if (kind < 15) yield withFile(i);
    else if (kind < 70) yield Buffer.from([...head(i), 'Content-Type: text/html; charset=utf-8', '', htmlOf(i)].join('\r\n'));
    else yield russian(i, kind < 85 ? { charset: 'koi8-r', word: KOI8_R } : { charset: 'windows-1251', word: WINDOWS_1251 });
  }
}

/** A number in letters: what tells machines' words from each other is not their digits. */
function lettersOf(i: number): string {
  return String(i).replace(/\d/g, (digit) => 'abcdefghij'.charAt(Number(digit)));
}

function head(i: number): string[] {
  return [
    `From: Customer ${i} <customer-${i}@customer.test>`,
    `To: ${Neighbours.support}`,
    `Subject: Where is order ${i}?`,
    `Message-ID: <bench-${i}-${randomBytes(4).toString('hex')}@customer.test>`,
    'Date: Mon, 05 Jan 2026 10:12:00 +0300',
    'MIME-Version: 1.0',
  ];
}

function htmlOf(i: number): string {
  const row = `<tr><td style="padding:4px;color:#333"><b>Order ${i}</b></td><td><a href="https://shop.example/orders/${i}">where it is</a></td></tr>\r\n`;
  return `<html><body><p>Order ${i} has not arrived.</p><table>${row.repeat(Math.ceil(50_000 / row.length))}</table></body></html>`;
}

/** `Где мой заказ? ` in each charset. */
const KOI8_R = Buffer.from('e7c4c520cdcfca20dac1cbc1da3f20', 'hex');
const WINDOWS_1251 = Buffer.from('c3e4e520eceee920e7e0eae0e73f20', 'hex');

function russian(i: number, { charset, word }: { charset: string; word: Buffer }): Buffer {
  const top = [...head(i), `Content-Type: text/plain; charset=${charset}`, 'Content-Transfer-Encoding: 8bit', '', ''].join('\r\n');
  const lines = Array.from({ length: 20 }, () => Buffer.concat([word, word, word, Buffer.from('\r\n')]));
  return Buffer.concat([Buffer.from(top), ...lines]);
}

function withFile(i: number): Buffer {
  const file = randomBytes(1024 * 1024)
    .toString('base64')
    .replace(/.{76}/g, '$&\r\n');
  const parts = [
    ...head(i),
    'Content-Type: multipart/mixed; boundary=part',
    '',
    '--part',
    'Content-Type: text/plain; charset=utf-8',
    '',
    `The invoice of order ${i} is attached.`,
    '--part',
    `Content-Type: application/pdf; name="invoice-${i}.pdf"`,
    `Content-Disposition: attachment; filename="invoice-${i}.pdf"`,
    'Content-Transfer-Encoding: base64',
    '',
    file,
    '--part--',
    '',
  ];
  return Buffer.from(parts.join('\r\n'));
}
