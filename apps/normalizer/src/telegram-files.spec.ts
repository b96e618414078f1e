import type { ChatFile } from '@app/telegram';
import { telegramFiles } from './telegram-files.js';

const NOTHING_ELSE = { uniqueId: null, fileName: null, mimeType: null, fileSize: null };
const file = (type: ChatFile['type'], more: Partial<ChatFile> = {}): ChatFile => ({ ...NOTHING_ELSE, type, fileId: 'id', ...more });
const ofMessage = (...files: ChatFile[]) => telegramFiles({ files, date: Date.UTC(2026, 10, 23, 23, 59) / 1000, messageId: 117 });

describe('files of a message in Telegram', () => {
  test('what has a name, a type and a size keeps them', () => {
    expect(ofMessage(file('document', { fileName: 'счёт.pdf', mimeType: 'application/pdf', fileSize: 7 }))).toEqual([
      { kind: 'waiting', filename: 'счёт.pdf', contentType: 'application/pdf', size: 7, source: { fileId: 'id' } },
    ]);
  });

  test.each([
    ['photo', 'photo-2026-11-23-117.jpg', 'image/jpeg'],
    ['voice', 'voice-2026-11-23-117.ogg', 'audio/ogg'],
    ['video_note', 'video-note-2026-11-23-117.mp4', 'video/mp4'],
    ['sticker', 'sticker-2026-11-23-117.webp', 'image/webp'],
    ['document', 'document-2026-11-23-117.bin', 'application/octet-stream'],
  ] as const)('a %s without a name is told by what it is and when it came', (type, filename, contentType) => {
    expect(ofMessage(file(type))).toMatchObject([{ filename, contentType, source: { fileId: 'id', unnamed: type } }]);
  });

  test('two of one message differ', () => {
    expect(ofMessage(file('photo'), file('live_photo')).map((one) => 'filename' in one && one.filename)).toEqual([
      'photo-2026-11-23-117.jpg',
      'live-photo-2026-11-23-117-2.mp4',
    ]);
  });
});
