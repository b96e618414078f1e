import { type BotApi, eventually, startBotApi, type TempDir, tempDir } from '@app/testing';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type FileRow, FetchingUnderTest } from '../../test/fetching-under-test.js';

const MB = 1024 * 1024;

describe('files of a local Bot API server', () => {
  let files: FetchingUnderTest;
  let disk: TempDir;
  let local: BotApi;

  beforeAll(async () => {
    files = await FetchingUnderTest.open();
  });
  afterAll(() => files.close());
  beforeEach(async () => {
    disk = tempDir('bot-api-disk');
    mkdirSync(path.join(disk.path, 'files'));
    local = await startBotApi({ localFolder: path.join(disk.path, 'files') });
    await files.begin(local.bot());
  });
  afterEach(async () => {
    await files.end();
    await local.close();
    disk.remove();
  });

  const from = (localFolder: string | null) => files.fetch({}, { apiRoot: local.url, localFolder });
  const ends = (chat: string, expected: readonly Partial<FileRow>[]) =>
    eventually(async () => expect(await files.rows(chat)).toMatchObject(expected), { timeoutMs: 60_000 });

  test('a file is read where the server put it, above 20 MB too', async () => {
    const file = files.aFile(Buffer.alloc(21 * MB, 'x'));
    const chat = await files.messageWith([file]);
    from(path.join(disk.path, 'files'));
    await ends(chat, [{ state: 'stored' }]);
    expect((await files.bytesOf(chat)).length).toBe(21 * MB);
    expect(files.bot.downloads).toEqual([]);
  });

  test('threat:F2 a path outside of the folder is refused, by its name and behind a link', async () => {
    const secret = path.join(disk.path, 'secret');
    writeFileSync(secret, 'secret');
    symlinkSync(secret, path.join(disk.path, 'files', 'link'));
    const paths = [
      secret,
      '/etc/passwd',
      path.join(disk.path, 'files', '..', 'secret'),
      path.join(disk.path, 'files', 'link'),
      path.join(disk.path, 'files'),
    ];
    const chats = await Promise.all(
      paths.map((one) => {
        const file = files.aFile();
        files.bot.fileLeadsTo(file.fileId, one);
        return files.messageWith([file]);
      }),
    );
    from(path.join(disk.path, 'files'));
    for (const chat of chats) await ends(chat, [{ state: 'failed', code: 'telegram-file-outside' }]);
  });

  test('a file that is not there yet is waited for; the path is in no log', async () => {
    const file = files.aFile();
    const place = path.join(disk.path, 'files', `${files.bot.token}-late.pdf`);
    files.bot.fileLeadsTo(file.fileId, place);
    const chat = await files.messageWith([file]);
    from(path.join(disk.path, 'files'));
    await eventually(() => expect(files.log).toContain('ENOENT'));
    writeFileSync(place, file.bytes);
    await ends(chat, [{ state: 'stored' }]);
    expect(files.log).not.toContain(files.bot.token);
  });

  test('without a folder in the settings it waits, for the admin to name one', async () => {
    const chat = await files.messageWith([files.aFile()]);
    from(null);
    await ends(chat, [{ state: 'waiting', code: 'telegram-local-folder-missing' }]);
  });
});
