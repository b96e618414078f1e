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

type Line = Record<string, unknown>;

async function inspect(args: readonly string[], stdin = ''): Promise<{ code: number; lines: Line[] }> {
  let written = '';
  const stdout = new Writable({
    write(chunk, _encoding, done) {
      written += String(chunk);
      done();
    },
  });
  const code = await runCommand(['inspect', 'telegram', ...args], { env: {}, stdin: Readable.from([stdin]), stdout });
  const lines = written.split('\n').filter(Boolean);
  return { code, lines: lines.map((line) => JSON.parse(line) as Line) };
}

const anUpdate = (n: number): object => ({
  update_id: n,
  message: {
    message_id: n,
    date: 1767596400,
    chat: { id: 42, type: 'private' },
    from: { id: 42, first_name: 'Anna', last_name: 'Ivanova' },
    text: `${n}`,
  },
});
const UNREADABLE = { error: { code: 'update-unreadable', message: expect.any(String) as string } };

describe('inspect telegram', () => {
  test('one line an update, with every field that api.md names, in its order', async () => {
    const { code, lines } = await inspect([file('one.json', JSON.stringify(anUpdate(7)))]);
    expect(code).toBe(0);
    expect(JSON.stringify(lines)).toBe(
      JSON.stringify([
        {
          updateType: 'message',
          chatId: 42,
          chatType: 'private',
          userId: 42,
          userName: 'Anna Ivanova',
          messageId: 7,
          date: 1767596400,
          text: '7',
          isEdited: false,
          attachments: [],
          location: null,
          contact: null,
          replyToMessageId: null,
          mediaGroupId: null,
          businessConnectionId: null,
          migrateToChatId: null,
          migrateFromChatId: null,
          threadId: null,
          isService: false,
          callbackData: null,
          callbackId: null,
          newStatus: null,
          oldStatus: null,
          newReaction: null,
        },
      ]),
    );
  });

  test('files from standard input come in their order, and a bad one is a line of its own', async () => {
    const names = Array.from({ length: 200 }, (_, n) => {
      if (n === 50) return path.join(folder, 'nowhere');
      return file(`${n}.json`, n === 100 ? '{"update_id": 1, "message"' : JSON.stringify(anUpdate(n)));
    });
    const { code, lines } = await inspect(['--files-from', '-'], `${names.join('\n')}\n`);
    expect(code).toBe(0);
    expect(lines.map((line) => line['messageId'] ?? 'bad')).toEqual(names.map((_, n) => (n === 50 || n === 100 ? 'bad' : n)));
    expect(lines[50]).toEqual({ error: { code: 'file-unreadable', message: expect.stringContaining('nowhere') as string } });
    expect(lines[100]).toEqual({ error: { code: 'update-unreadable', message: expect.stringContaining('100.json') as string } });
  });

  test.each([
    ['an update with line ends and a byte order mark', `\ufeff${JSON.stringify(anUpdate(1), null, 2)}\r\n`, [1]],
    ['a list', JSON.stringify([anUpdate(1), anUpdate(2)]), [1, 2]],
    ['an answer to getUpdates', JSON.stringify({ ok: true, result: [anUpdate(1), anUpdate(2)] }, null, 2), [1, 2]],
    ['an update a line', `${JSON.stringify(anUpdate(1))}\n\n${JSON.stringify(anUpdate(2))}\n`, [1, 2]],
    ['a line of a list that is no update', JSON.stringify([anUpdate(1), 5, anUpdate(2)]), [1, 'bad', 2]],
    [
      'an answer to getUpdates a line',
      `${JSON.stringify({ ok: true, result: [anUpdate(1), anUpdate(2)] })}\n${JSON.stringify([anUpdate(3)])}\n`,
      [1, 2, 3],
    ],
    [
      'lines with line separators of Unicode in them',
      `${JSON.stringify({ ...anUpdate(1), x: '\u2028' })}\n${JSON.stringify(anUpdate(2))}`,
      [1, 2],
    ],
    ['a line that is no JSON before whole ones', `5\n{"update\n${JSON.stringify(anUpdate(1))}\n`, ['bad', 'bad', 1]],
    ['a cut line among whole ones', `${JSON.stringify(anUpdate(1))}\n{"update\n${JSON.stringify(anUpdate(2))}`, [1, 'bad', 2]],
  ])('a file may hold %s', async (_what, content, ids) => {
    const { lines } = await inspect([file('several.json', content)]);
    expect(lines.map((line) => line['messageId'] ?? 'bad')).toEqual(ids);
  });

  test.each([
    ['utf16le', '\ufeff'],
    ['utf-8', '\ufeff'],
  ] as const)('a file may be written in %s', async (charset, mark) => {
    const at = file('charset.json', '');
    writeFileSync(at, `${mark}${JSON.stringify(anUpdate(1))}`, charset);
    expect((await inspect([at])).lines).toMatchObject([{ messageId: 1, userName: 'Anna Ivanova' }]);
  });

  test('what is no update says in which file', async () => {
    const { lines } = await inspect([file('two.json', JSON.stringify([anUpdate(1), {}]))]);
    expect(lines[1]).toEqual({ error: { code: 'update-unreadable', message: expect.stringContaining('two.json') as string } });
  });

  test.each(['', 'null', '5', '"text"', '{}', '{"ok":false}', '{\n"message"', '\0\u0001', '[[[['])(
    '%j is one bad line',
    async (content) => {
      expect(await inspect([file('bad.json', content)])).toEqual({ code: 1, lines: [UNREADABLE] });
    },
  );

  test('an update of a kind that is not known has its key, and what can be told of it', async () => {
    const update = { update_id: 1, new_kind: { chat: { id: -5, type: 'group' }, from: { id: 3, first_name: 'A' }, date: 9 } };
    const { lines } = await inspect([file('new.json', JSON.stringify(update))]);
    expect(lines).toMatchObject([{ updateType: 'new_kind', chatId: -5, chatType: 'group', userId: 3, userName: 'A', date: 9 }]);
  });
});
