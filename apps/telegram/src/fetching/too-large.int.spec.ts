import { anInbox, aTeam, eventually } from '@app/testing';
import { type FileRow, FetchingUnderTest } from '../../test/fetching-under-test.js';

const MB = 1024 * 1024;

describe('files in Telegram that are too large', () => {
  let files: FetchingUnderTest;

  beforeAll(async () => {
    files = await FetchingUnderTest.open();
  });
  afterAll(() => files.close());
  beforeEach(() => files.begin());
  afterEach(() => files.end());

  const ends = (chat: string, expected: readonly Partial<FileRow>[]) =>
    eventually(async () => expect(await files.rows(chat)).toMatchObject(expected), { timeoutMs: 60_000 });

  test('fail:G11 a file of more than 20 MB is shown with why, and nobody asks Telegram for it; its sender is told once a message', async () => {
    const large = () => files.aFile(Buffer.from('x'), 20 * MB + 1);
    const chat = await files.messageWith([large(), files.aFile(), large()]);
    files.fetch();
    const tooLarge = { state: 'failed', code: 'telegram-file-too-large', params: { megabytes: 20 } };
    await ends(chat, [tooLarge, { state: 'stored' }, tooLarge]);
    expect(files.bot.calls('getFile')).toHaveLength(1);
    const told = await files.notes(chat);
    expect(told).toHaveLength(1);
    expect(told[0]).toMatchObject({ state: 'queued', text: expect.stringContaining('больше 20 МБ') });
  });

  test('fail:G11 one whose size Telegram tells only when it is asked is the same', async () => {
    const chat = await files.messageWith([{ ...files.aFile(Buffer.from('x'), 20 * MB + 1), size: 0 }], {
      sender: { address: '9', name: 'Ann', language: 'en', proved: 'telegram' },
    });
    files.fetch();
    await ends(chat, [{ state: 'failed', code: 'telegram-file-too-large' }]);
    expect((await files.notes(chat))[0]?.text).toContain('larger than 20 MB');
  });

  test('fail:G11 a size that no 32 bits hold is one too large, and no other file waits for it', async () => {
    const chat = await files.messageWith([files.aFile(Buffer.from('x'), 4_000 * MB), files.aFile()]);
    files.fetch();
    await ends(chat, [{ state: 'failed', code: 'telegram-file-too-large' }, { state: 'stored' }]);
  });

  test('fail:G11 who wrote long ago, or has blocked the bot, is told nothing', async () => {
    const late = await files.messageWith([files.aFile(Buffer.from('x'), 30 * MB)], { sourceAt: new Date(Date.now() - 86_400_000) });
    const blocked = await files.messageWith([files.aFile(Buffer.from('x'), 30 * MB)]);
    await files.store.query(`update conversations set blocked_at = now() where external_key = $1`, [blocked]);
    files.fetch();
    for (const chat of [late, blocked]) {
      await ends(chat, [{ state: 'failed', code: 'telegram-file-too-large' }]);
      expect(await files.notes(chat)).toEqual([]);
    }
  });

  test('the team that takes mail says where', async () => {
    const other = await aTeam(files.store);
    await anInbox(files.store, 'email', other, { address: 'help@shop.test' });
    await files.store.query(`update inboxes set team_id = $2 where id = $1`, [files.inbox, other]);
    const chat = await files.messageWith([files.aFile(Buffer.from('x'), 30 * MB)]);
    files.fetch();
    await ends(chat, [{ state: 'failed' }]);
    expect((await files.notes(chat))[0]?.text).toContain('help@shop.test');
  });
});
