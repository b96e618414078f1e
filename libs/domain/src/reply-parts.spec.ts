import type { ChatFile } from './chat-files.js';
import { telegramParts } from './reply-parts.js';

const file = (id: string, type: string, size = 1_000): ChatFile => ({ id, filename: `${id}.bin`, type, size });
const photos = (n: number) => Array.from({ length: n }, (_, at) => file(`p${at}`, 'image/jpeg'));

describe('an answer is cut into what Telegram takes at once', () => {
  test('a short text stays whole', () => {
    expect(telegramParts('Hello', [])).toEqual([{ text: 'Hello' }]);
  });

  test('files alone need no text', () => {
    expect(telegramParts('  ', [file('a', 'image/png')])).toEqual([{ attachmentId: 'a' }]);
  });

  test('a text goes below its one file, and its formatting with it', () => {
    const entities = [{ type: 'bold', offset: 0, length: 5 } as const];
    expect(telegramParts('Hello', [file('a', 'application/pdf')], { entities })).toEqual([
      { attachmentId: 'a', caption: 'Hello', entities },
    ]);
  });

  test('a text goes below its one album', () => {
    expect(telegramParts('Hello', photos(2))).toEqual([{ album: ['p0', 'p1'], caption: 'Hello' }]);
  });

  test.each([
    [1024, 1],
    [1025, 2],
  ])('fail:G17 a text of %i units and a file are %i messages', (length, messages) => {
    expect(telegramParts('a'.repeat(length), photos(1))).toHaveLength(messages);
  });

  test('a text and several messages of files stay apart', () => {
    const files = [file('a', 'application/pdf'), file('b', 'image/gif')];
    expect(telegramParts('Hello', files)).toEqual([{ text: 'Hello' }, { attachmentId: 'a' }, { attachmentId: 'b' }]);
  });

  test('photos and videos go together, documents together, audio together, the rest alone', () => {
    const files = [
      file('photo', 'image/jpeg'),
      file('pdf', 'application/pdf'),
      file('video', 'video/mp4'),
      file('song', 'audio/mpeg'),
      file('voice', 'audio/ogg; codecs=opus'),
      file('vorbis', 'audio/ogg'),
      file('gif', 'image/gif'),
      file('large photo', 'image/png', 11 * 1024 * 1024),
      file('song 2', 'audio/mp4'),
      file('voice 2', 'audio/ogg; codecs=opus'),
    ];
    expect(telegramParts('', files)).toEqual([
      { album: ['photo', 'video'] },
      { album: ['pdf', 'vorbis', 'large photo'] },
      { album: ['song', 'song 2'] },
      { attachmentId: 'voice' },
      { attachmentId: 'gif' },
      { attachmentId: 'voice 2' },
    ]);
  });

  test('an album has at most ten', () => {
    expect(telegramParts('', photos(21))).toEqual([
      { album: photos(10).map(({ id }) => id) },
      {
        album: photos(20)
          .slice(10)
          .map(({ id }) => id),
      },
      { attachmentId: 'p20' },
    ]);
  });

  test('choices stand below the last stretch of text, which is a message of its own', () => {
    const choices = ['Yes', 'No'];
    expect(telegramParts(`${'a'.repeat(4000)} ${'b'.repeat(1000)}`, photos(1), { choices })).toEqual([
      { text: 'a'.repeat(4000) },
      { text: 'b'.repeat(1000), choices },
      { attachmentId: 'p0' },
    ]);
  });

  test('choices without a text stand below the last file, which no album takes in', () => {
    const choices = ['Yes', 'No'];
    expect(telegramParts('', photos(3), { choices })).toEqual([{ album: ['p0', 'p1'] }, { attachmentId: 'p2', choices }]);
  });
});
