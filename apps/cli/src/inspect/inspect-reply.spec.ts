import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable, Writable } from 'node:stream';
import { runCommand } from '../run-command.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'otklik-inspect-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function inspect(form: string, content: string): Promise<{ code: number; lines: unknown[] }> {
  const file = path.join(folder, form);
  writeFileSync(file, content);
  let written = '';
  const stdout = new Writable({
    write(chunk, _encoding, done) {
      written += String(chunk);
      done();
    },
  });
  const files = Readable.from([`${file}\n${path.join(folder, 'missing')}\n`]);
  const code = await runCommand(['inspect', form, '--files-from', '-'], { env: {}, stdin: files, stdout });
  return {
    code,
    lines: written
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as unknown),
  };
}

const MISSING = { error: { code: 'file-unreadable', message: expect.any(String) as string } };

describe('one line a file, in order; a bad file is a line too', () => {
  test('inspect reply-text', async () => {
    const text = 'Thanks!\r\n\r\n-- \r\nIvan\r\n\r\nOn Mon, Jan 5, 2026 at 10:12 AM Anna <anna@shop.test> wrote:\r\n> Done.\r\n';
    expect(await inspect('reply-text', text)).toEqual({
      code: 0,
      lines: [
        { replyText: 'Thanks!', quoted: 'On Mon, Jan 5, 2026 at 10:12 AM Anna <anna@shop.test> wrote:\n> Done.', signature: 'Ivan' },
        MISSING,
      ],
    });
  });

  test('inspect reply-html', async () => {
    const html = '<p>Thanks!</p><ul><li>one</li></ul><div class="gmail_signature">Ivan</div><blockquote type="cite">Done.</blockquote>';
    expect(await inspect('reply-html', html)).toEqual({
      code: 0,
      lines: [{ replyText: 'Thanks!\n\n * one', quoted: '> Done.', signature: 'Ivan' }, MISSING],
    });
  });
});
