import { Blobs, type DueAttachment } from '@app/store';
import { OutgoingFiles } from './outgoing-files.js';

const MB = 1024 * 1024;
/** None of these files is looked into. */
const BLOBS = new Blobs('/nowhere', { query: () => Promise.reject(new Error('not asked')) });

const aFile = (change: Partial<DueAttachment>): DueAttachment => ({
  id: 'f',
  filename: 'film.mkv',
  contentType: 'video/x-matroska',
  sniffedType: null,
  size: 1,
  sha256: '00',
  inline: false,
  contentId: null,
  ...change,
});
const madeOf = (file: DueAttachment, apiRoot = 'https://api.telegram.org') => new OutgoingFiles(BLOBS, apiRoot).of(['f'], [file]);

describe('a file of an answer', () => {
  test.each([
    ['https://api.telegram.org', 50],
    ['http://127.0.0.1:8081', 2000],
  ])('%s takes %i MB; more is told before anything is sent', async (apiRoot, limit) => {
    await expect(madeOf(aFile({ size: limit * MB }), apiRoot)).resolves.toHaveLength(1);
    await expect(madeOf(aFile({ size: limit * MB + 1 }), apiRoot)).rejects.toMatchObject({
      reason: { code: 'telegram-file-over-limit', params: { filename: 'film.mkv', limit } },
    });
  });

  test('is what its bytes say, whatever was said of it', async () => {
    expect(await madeOf(aFile({ contentType: 'image/png', sniffedType: 'video/mp4' }))).toMatchObject([{ kind: 'video' }]);
  });

  test('that is a picture of more than 10 MB is no photo', async () => {
    expect(await madeOf(aFile({ sniffedType: 'image/png', size: 10 * MB + 1 }))).toMatchObject([{ kind: 'document' }]);
  });

  test('that is gone is told as such', async () => {
    await expect(new OutgoingFiles(BLOBS, 'http://x.test').of(['f'], [])).rejects.toMatchObject({ code: 'attachment-missing' });
  });
});
