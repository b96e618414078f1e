import { eventually, failure, startBotApi } from '@app/testing';
import { type FileRow, FetchingUnderTest } from '../../test/fetching-under-test.js';

describe('files of messages in Telegram', () => {
  let files: FetchingUnderTest;

  beforeAll(async () => {
    files = await FetchingUnderTest.open();
  });
  afterAll(() => files.close());
  beforeEach(() => files.begin());
  afterEach(() => files.end());

  const ends = (chat: string, expected: readonly Partial<FileRow>[]) =>
    eventually(async () => expect(await files.rows(chat)).toMatchObject(expected), { timeoutMs: 60_000 });

  test('a file comes into the store, and its message shows it', async () => {
    const file = files.aFile();
    const chat = await files.messageWith([file]);
    files.fetch();
    await ends(chat, [{ state: 'stored' }]);
    expect(await files.bytesOf(chat)).toEqual(file.bytes);
  });

  test.each([
    ['is cut in the middle', failure.cutMidway(10_000)],
    ['answers 502', failure.serverError(502, 'Bad Gateway')],
    ['answers that the link ran out', failure.badRequest('x')],
    ['comes shorter than it is', failure.otherBytes(Buffer.from('short'))],
    ['does not end', failure.endless()],
  ])('fail:G3 a download that %s is begun anew, and the file is whole', async (_, what) => {
    const file = files.aFile();
    const chat = await files.messageWith([file]);
    files.bot.fails('download', what, { times: 2 });
    files.fetch();
    await ends(chat, [{ state: 'stored' }]);
    expect(await files.bytesOf(chat)).toEqual(file.bytes);
    expect(files.bot.downloads).toHaveLength(3);
  });

  test.each([
    ['stands still', failure.stall(10_000)],
    ['never answers', failure.hangAfterCommit()],
  ])('fail:G3 a download that %s is given up and begun anew, and the file is whole', async (_, what) => {
    const file = files.aFile();
    const chat = await files.messageWith([file]);
    const order = files.bot.fails('download', what, { times: 2 });
    files.fetch({ stallMs: 1_000 });
    await ends(chat, [{ state: 'stored' }]);
    expect(await files.bytesOf(chat)).toEqual(file.bytes);
    expect(order.struck).toBe(2);
  });

  test('a slow one takes its time: only standing still ends it', async () => {
    const file = files.aFile();
    const chat = await files.messageWith([file]);
    // Twelve seconds altogether.
    files.bot.fails('download', failure.trickle(2_500, 600));
    files.fetch({ stallMs: 10_000 });
    await ends(chat, [{ state: 'stored' }]);
    expect(files.bot.downloads).toHaveLength(1);
    expect(await files.bytesOf(chat)).toEqual(file.bytes);
  });

  test('fail:G3 files that hang hold up no others: what comes meanwhile is there before they are', async () => {
    const stuck = await Promise.all(Array.from({ length: 3 }, () => files.messageWith([files.aFile()])));
    files.bot.fails('download', failure.hangAfterCommit(), { times: 3 });
    const wake = files.fetch({ stallMs: 60_000, atOnce: 4 });
    await eventually(() => expect(files.bot.downloads).toHaveLength(3));
    const after = await files.messageWith([files.aFile(), files.aFile()]);
    wake();
    await ends(after, [{ state: 'stored' }, { state: 'stored' }]);
    for (const chat of stuck) expect(await files.rows(chat)).toMatchObject([{ state: 'waiting' }]);
  });

  test('never more at once than it may', async () => {
    const chat = await files.messageWith(Array.from({ length: 6 }, () => files.aFile()));
    files.bot.fails('download', failure.hangAfterCommit(), { times: 2 });
    files.fetch({ atOnce: 2, stallMs: 10_000 });
    await eventually(() => expect(files.bot.downloads).toHaveLength(2));
    expect(await files.rows(chat)).toHaveLength(6);
    expect((await files.rows(chat)).every(({ state }) => state === 'waiting')).toBe(true);
    await ends(
      chat,
      Array.from({ length: 6 }, () => ({ state: 'stored' })),
    );
  });

  test.each([
    ['another host', 'https://evil.test/x'],
    ['a way up', '../../x'],
    ['a way up in the middle', 'documents/../../../x'],
    ['a way up, encoded', 'documents/%2e%2e/x'],
    ['a query', 'documents/x?y=https://evil.test'],
    ['a backslash', 'documents\\..\\x'],
    ['nothing between', 'documents//x'],
  ])('threat:F2 a path that names %s is refused, and nothing is asked for', async (_, hostile) => {
    const file = files.aFile();
    files.bot.fileLeadsTo(file.fileId, hostile);
    const chat = await files.messageWith([file]);
    files.fetch();
    await ends(chat, [{ state: 'failed', code: 'telegram-file-elsewhere' }]);
    expect(files.bot.downloads).toEqual([]);
  });

  test('threat:F2 a redirect is not followed: the other host hears nothing', async () => {
    await using evil = await startBotApi();
    const thief = evil.bot(files.bot.token);
    const chat = await files.messageWith([files.aFile()]);
    files.bot.fails('download', failure.redirect(`${evil.url}/file/bot${files.bot.token}/documents/file_0`), { times: Infinity });
    files.fetch();
    await ends(chat, [{ state: 'failed', code: 'telegram-file-elsewhere' }]);
    expect(thief.downloads).toEqual([]);
    expect(files.bot.downloads).toHaveLength(3);
  });

  test('threat:F2 what is logged of a download that failed does not name the token', async () => {
    const chats = await Promise.all([files.messageWith([files.aFile()]), files.messageWith([files.aFile()])]);
    files.bot.fails('getFile', failure.unauthorized(), { times: 1 });
    files.bot.fails('download', failure.cutBeforeReading(), { times: 1 });
    files.bot.fails('download', failure.serverError(), { times: 1 });
    files.fetch();
    for (const chat of chats) await ends(chat, [{ state: 'stored' }]);
    expect(files.log).toContain('file not fetched yet');
    expect(files.log).not.toContain(files.bot.token.split(':')[1]);
  });

  test('what Telegram refuses is shown in its words', async () => {
    const chat = await files.messageWith([{ fileId: 'nothing', bytes: Buffer.from(''), size: 5 }]);
    files.fetch();
    await ends(chat, [{ state: 'failed', code: 'telegram-file-refused', params: { description: 'Bad Request: invalid file_id' } }]);
  });

  test('a token that is refused loses no file: with a new one they come', async () => {
    const file = files.aFile();
    const chat = await files.messageWith([file]);
    files.bot.fails('getFile', failure.unauthorized(), { times: 5 });
    files.fetch();
    await ends(chat, [{ state: 'stored' }]);
  });

  test('while a file is tried again its message says what is met; once it is there it says nothing', async () => {
    const chat = await files.messageWith([files.aFile()]);
    const away = files.bot.fails('getFile', failure.badGateway(), { times: Infinity });
    files.fetch();
    await ends(chat, [{ state: 'waiting', code: 'telegram-file-awaited', params: { error: expect.any(String) } }]);
    away.cancel();
    await ends(chat, [{ state: 'stored', code: null }]);
  });

  test('after a day of tries a file is given up, and what was met is named', async () => {
    const chat = await files.messageWith([files.aFile()]);
    const untouched = await files.messageWith([files.aFile()]);
    await files.store.query(
      `update attachments a set created_at = now() - interval '25 hours' from messages m join conversations c on c.id = m.conversation_id
       where m.id = a.message_id and c.external_key = $1`,
      [chat],
    );
    files.bot.fails('getFile', failure.badGateway(), { times: 8 });
    files.fetch();
    await ends(chat, [{ state: 'failed', code: 'telegram-file-lost' }]);
    await ends(untouched, [{ state: 'stored' }]);
  });

  test('429 is obeyed', async () => {
    const chat = await files.messageWith([files.aFile()]);
    files.bot.fails('getFile', failure.tooManyRequests(1));
    const begun = Date.now();
    files.fetch();
    await ends(chat, [{ state: 'stored' }]);
    expect(Date.now() - begun).toBeGreaterThanOrEqual(1_000);
  });
});
