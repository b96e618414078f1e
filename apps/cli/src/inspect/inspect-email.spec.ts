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

function file(name: string, content: string): string {
  const at = path.join(folder, name);
  writeFileSync(at, content);
  return at;
}

const aMail = (subject: string): string => `From: Ivan <ivan@example.test>\r\nSubject: ${subject}\r\n\r\nWords.\r\n`;

async function inspect(args: readonly string[], stdin = ''): Promise<{ code: number; lines: Record<string, unknown>[]; stderr: string }> {
  const written = { stdout: '', stderr: '' };
  const into = (name: 'stdout' | 'stderr'): Writable =>
    new Writable({
      write(chunk, _encoding, done) {
        written[name] += String(chunk);
        done();
      },
    });
  const code = await runCommand(['inspect', 'email', ...args], {
    env: {},
    stdin: Readable.from([stdin]),
    stdout: into('stdout'),
    stderr: into('stderr'),
  });
  const lines = written.stdout.split('\n').filter(Boolean);
  return { code, lines: lines.map((line) => JSON.parse(line) as Record<string, unknown>), stderr: written.stderr };
}

describe('inspect email', () => {
  test('one line a file, with every field that api.md names', async () => {
    const { code, lines } = await inspect([file('one.eml', aMail('One'))]);
    expect(code).toBe(0);
    expect(lines).toEqual([
      {
        from: { address: 'ivan@example.test', name: 'Ivan' },
        otherFrom: [],
        replyTo: [],
        to: [],
        cc: [],
        subject: 'One',
        date: null,
        messageId: null,
        inReplyTo: null,
        references: [],
        text: 'Words.\n',
        html: null,
        replyText: 'Words.',
        signature: null,
        attachments: [],
        isAutoReply: false,
        isBounce: false,
        bouncedRecipient: null,
        bouncedRecipients: [],
        bounceStatus: null,
        hardBounce: null,
        isComplaint: false,
        authentication: { spf: null, dkim: null, dmarc: null },
      },
    ]);
  });

  test('hundreds of files from standard input come in their order, and a bad one is a line of its own', async () => {
    const names = Array.from({ length: 300 }, (_, i) => (i === 150 ? path.join(folder, 'nowhere') : file(`${i}.eml`, aMail(`Mail ${i}`))));
    const { code, lines } = await inspect(['--files-from', '-'], `${names.join('\n')}\n`);
    expect(code).toBe(0);
    expect(lines.map((line) => line['subject'] ?? 'bad')).toEqual(names.map((_, i) => (i === 150 ? 'bad' : `Mail ${i}`)));
    expect(lines[150]).toEqual({ error: { code: 'file-unreadable', message: expect.stringContaining('nowhere') } });
  });

  test('no file that can be read is a failure', async () => {
    const { code, lines } = await inspect([path.join(folder, 'nowhere')]);
    expect([code, lines.length]).toEqual([1, 1]);
  });

  test('a list that is not there is wrong use; one that is is read', async () => {
    expect((await inspect(['--files-from', path.join(folder, 'nowhere')])).code).toBe(2);
    const { lines } = await inspect(['--files-from', file('list', `${file('a.eml', aMail('A'))}\n`)]);
    expect(lines.map((line) => line['subject'])).toEqual(['A']);
  });

  test('without any file it is wrong use', async () => {
    const { code, lines, stderr } = await inspect([]);
    expect([code, lines]).toEqual([2, []]);
    expect(stderr).toContain('No file is named.');
  });
});
