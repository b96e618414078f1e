import { parseMail } from '@app/mail';
import { LANGUAGES, words } from '@app/service';
import { mailRemarks } from './mail-remarks.js';

async function remarksOf(header: string, body = 'Words', type = 'text/plain'): Promise<string[]> {
  const raw = `From: Ivan <ivan@example.test>\r\nTo: support@shop.test\r\nSubject: A mail\r\nMIME-Version: 1.0\r\nContent-Type: ${type}\r\n${header}\r\n${body}\r\n`;
  const remarks = mailRemarks(await parseMail(Buffer.from(raw)));
  for (const language of LANGUAGES)
    for (const { code } of remarks) expect([language, code, words(language).knows(code)]).toEqual([language, code, true]);
  return remarks.map(({ code, params }) => [code, ...Object.values(params)].join(' '));
}

const file = (n: number) => `--b\r\nContent-Type: text/plain; name="${n}.txt"\r\nContent-Disposition: attachment\r\n\r\n${n}\r\n`;

describe('what an agent is told of a mail, in words of each language', () => {
  test('of an ordinary one nothing', async () => {
    expect(await remarksOf('')).toEqual([]);
    expect(await remarksOf('Reply-To: IVAN@example.test\r\n')).toEqual([]);
  });

  test('answers are asked for elsewhere', async () => {
    expect(await remarksOf('Reply-To: other@elsewhere.test\r\n')).toEqual(['mail-reply-to-differs other@elsewhere.test']);
  });

  test('it has several authors', async () => {
    const raw = 'From: a@example.test, Boris <b@example.test>\r\nTo: support@shop.test\r\n\r\nWords';
    expect(mailRemarks(await parseMail(Buffer.from(raw)))).toEqual([
      { code: 'mail-several-authors', params: { authors: 'b@example.test' } },
    ]);
  });

  test('it was written by a machine', async () => {
    expect(await remarksOf('Auto-Submitted: auto-replied\r\n')).toEqual(['mail-automatic-auto-reply']);
    expect(await remarksOf('List-Id: <news.example.test>\r\nPrecedence: bulk\r\n')).toEqual(['mail-automatic-bulk']);
  });

  test('it is encrypted or signed', async () => {
    const type = 'multipart/encrypted; protocol="application/pgp-encrypted"; boundary=b';
    const body = `--b\r\nContent-Type: application/pgp-encrypted\r\n\r\nVersion: 1\r\n--b\r\nContent-Type: application/octet-stream\r\n\r\n-----BEGIN PGP MESSAGE-----\r\n--b--`;
    expect(await remarksOf('', body, type)).toEqual(['mail-pgp-encrypted']);
  });

  test('fail:I21 more files than are shown: how many', async () => {
    const body = `${Array.from({ length: 205 }, (_, n) => file(n)).join('')}--b--`;
    expect(await remarksOf('', body, 'multipart/mixed; boundary=b')).toEqual(['mail-attachments-left-out 5']);
  });

  test('a text that was cut', async () => {
    expect(await remarksOf('', 'word '.repeat(300_000))).toEqual(['mail-text-cut']);
  });
});
