/** A mail made to hang or break what reads it. */
export type HostileMail = { readonly name: string; readonly raw: Buffer };

/**
 * One mail for each known way to make a reader slow, hungry or wrong (`security.md` 1 D and 2), at the size given.
 *
 * @param scale 1: the sizes that hung real parsers; less for many of them in a row
 */
export function hostileMails(scale = 1): HostileMail[] {
  const n = (full: number): number => Math.max(1, Math.round(full * scale));
  return Object.entries(GENERATORS).map(([name, make]) => ({ name, raw: Buffer.from(make(n), 'latin1') }));
}

/** Sizes are counts at scale 1. */
type Make = (n: (full: number) => number) => string;

const GENERATORS: Readonly<Record<string, Make>> = {
  'a text of spaces': (n) => text(' '.repeat(n(500_000))),
  'spaces before each line end': (n) => text(`${' '.repeat(200)}x\r\n`.repeat(n(5_000))),
  'a text of tabs and no-break spaces': (n) => text('\t\xa0'.repeat(n(250_000))),
  'a text of one line without a space': (n) => text('a'.repeat(n(1_000_000))),
  'links that almost are some': (n) => text('http://a.b/('.repeat(n(40_000))),
  'addresses that almost are some': (n) => text('a@'.repeat(n(200_000))),
  'a text of dots': (n) => text('.'.repeat(n(400_000))),
  'a text of angle brackets': (n) => text('<'.repeat(n(400_000))),
  'quote marks without end': (n) => text('>'.repeat(n(400_000))),
  'quoted lines of growing depth': (n) => text(range(n(2_000), (i) => `${'> '.repeat(i % 500)}x`).join('\r\n')),
  'attributions that never end': (n) => text('On Mon, 5 Jan 2026 at 10:12, '.repeat(n(20_000))),
  'separators without end': (n) => text('-----Original Message-----\r\n'.repeat(n(20_000))),
  'signature marks without end': (n) => text('-- \r\n'.repeat(n(80_000))),
  'header names in the text': (n) => text('From: \r\nSent: \r\nTo: \r\nSubject: \r\n'.repeat(n(12_000))),
  'begin of a uuencoded file, again and again': (n) => text('begin 644 a\r\n'.repeat(n(40_000))),
  'one header folded without end': (n) => headers(`X-Long: a${'\r\n a'.repeat(n(200_000))}`),
  'headers without end': (n) => headers('X-A: b\r\n'.repeat(n(60_000)).trimEnd()),
  'encoded words without end': (n) => headers(`Subject: ${'=?utf-8?q?=41?= '.repeat(n(30_000))}`),
  'encoded words that never close': (n) => headers(`Subject: ${'=?utf-8?q?'.repeat(n(40_000))}`),
  'recipients without end': (n) => headers(`To: ${range(n(100_000), (i) => `a${i}@b.example`).join(',\r\n ')}`),
  'comments in comments': (n) => headers(`To: ${'('.repeat(n(80_000))}a@b.example`),
  'quoted strings without end': (n) => headers(`To: ${'"\\'.repeat(n(80_000))}`),
  'groups in groups': (n) => headers(`To: ${'a:'.repeat(n(60_000))}`),
  'spaces between addresses': (n) => headers(`To: a@b.example${' '.repeat(n(80_000))},${' '.repeat(n(80_000))}c@d.example`),
  'ids without end': (n) => headers(`References: ${range(n(10_000), (i) => `<${i}@a.example>`).join(' ')}`),
  'ids that never close': (n) => headers(`References: ${'<'.repeat(n(100_000))}`),
  'parameters without end': (n) => headers(`Content-Type: text/plain; ${range(n(20_000), (i) => `name*${i}*=a`).join('; ')}`),
  'a date without end': (n) => headers(`Date: ${'Mon, '.repeat(n(50_000))}`),
  'nested div': (n) => html('<div>'.repeat(n(20_000))),
  'nested tables': (n) => html('<table><tr><td>'.repeat(n(5_000))),
  'unclosed b and p': (n) => html('<b><p>'.repeat(n(30_000))),
  'attributes without end': (n) => html(`<p ${range(n(50_000), (i) => `a${i}=1`).join(' ')}>x</p>`),
  'an attribute without end': (n) => html(`<a href="${'a'.repeat(n(900_000))}">x</a>`),
  'tags that never close': (n) => html('<a '.repeat(n(200_000))),
  'comments that never close': (n) => html('<!-- '.repeat(n(200_000))),
  'entities without end': (n) => html('&amp;'.repeat(n(200_000))),
  'entities that never close': (n) => html('&a'.repeat(n(300_000))),
  'styles without end': (n) => html(`<p style="${'color:red;'.repeat(n(60_000))}">x</p>`),
  'blockquotes in blockquotes': (n) => html('<blockquote type="cite">'.repeat(n(20_000))),
  'lists in lists': (n) => html('<ul><li>'.repeat(n(10_000))),
  'multiparts in multiparts': (n) => nestedMultiparts(n(10_000)),
  'mails in mails': (n) => 'Content-Type: message/rfc822\r\n\r\n'.repeat(n(10_000)),
  'parts without end': (n) =>
    `${HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\nContent-Type: text/plain\r\n\r\nx\r\n'.repeat(n(20_000))}--b--\r\n`,
  'empty parts without end': (n) => `${HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\n'.repeat(n(200_000))}`,
  'lines that are almost the boundary': (n) =>
    `${HEAD}Content-Type: multipart/mixed; boundary=${'b'.repeat(60)}\r\n\r\n${`--${'b'.repeat(59)}\r\n`.repeat(n(16_000))}`,
  'attachments without a name': (n) =>
    `${HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\nContent-Type: a/b\r\n\r\nx\r\n'.repeat(n(4_000))}--b--\r\n`,
  'a quoted-printable text of soft breaks': (n) =>
    `${HEAD}Content-Type: text/plain\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n${'=\r\n'.repeat(n(300_000))}`,
  'a base64 text of line ends': (n) =>
    `${HEAD}Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n${'YQ==\r\n'.repeat(n(150_000))}`,
  'flowed lines without end': (n) => `${HEAD}Content-Type: text/plain; format=flowed; delsp=yes\r\n\r\n${'a \r\n'.repeat(n(200_000))}`,
  'a delivery report without end': (n) =>
    `From: MAILER-DAEMON@a.example\r\nSubject: Undelivered Mail Returned to Sender\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n${'Final-Recipient: rfc822; a@b.example\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n'.repeat(n(10_000))}--b--\r\n`,
  'zero bytes': (n) => text('\0'.repeat(n(500_000))),
  'nothing at all': () => '',
};

const HEAD = 'From: Mallory <mallory@customer.test>\r\nTo: support@shop.test\r\nSubject: hello\r\nMIME-Version: 1.0\r\n';

function text(body: string): string {
  return `${HEAD}Content-Type: text/plain; charset=utf-8\r\n\r\n${body}\r\n`;
}

function html(body: string): string {
  return `${HEAD}Content-Type: text/html; charset=utf-8\r\n\r\n<html><body>${body}\r\n`;
}

function headers(more: string): string {
  return `From: Mallory <mallory@customer.test>\r\n${more}\r\nMIME-Version: 1.0\r\n\r\nhello\r\n`;
}

function nestedMultiparts(depth: number): string {
  return `${HEAD}${range(depth, (i) => `Content-Type: multipart/mixed; boundary=b${i}\r\n\r\n--b${i}`).join('\r\n')}\r\n\r\nx\r\n`;
}

function range<T>(length: number, make: (i: number) => T): T[] {
  return Array.from({ length }, (_, i) => make(i));
}
