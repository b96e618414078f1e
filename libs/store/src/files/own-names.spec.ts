import { gzipSync } from 'node:zlib';
import { dangersOf } from './file-dangers.js';
import { ownName } from './own-names.js';
import { sniff } from './sniff.js';

const STICKER = { filename: 'sticker-2026-11-23-1.webp', contentType: 'image/webp', source: { fileId: 'x', unnamed: 'sticker' } };

describe('names of files that nobody named', () => {
  test.each([
    ['image/webp', 'sticker-2026-11-23-1.webp', 'image/webp'],
    ['video/webm', 'sticker-2026-11-23-1.webm', 'video/webm'],
    ['application/gzip', 'sticker-2026-11-23-1.tgs', 'application/x-tgsticker'],
    ['application/x-elf', 'sticker-2026-11-23-1.webp', 'image/webp'],
    [null, 'sticker-2026-11-23-1.webp', 'image/webp'],
  ])('bytes of %s: %s', (sniffed, filename, contentType) => {
    expect(ownName(STICKER, sniffed)).toEqual({ filename, contentType });
  });

  test('parameters of a type are none of its name', () => {
    const voice = { filename: 'voice-1.ogg', contentType: 'audio/ogg', source: { unnamed: 'voice' } };
    expect(ownName(voice, 'audio/ogg; codecs=opus')).toEqual({ filename: 'voice-1.ogg', contentType: 'audio/ogg' });
  });

  test('a name that somebody gave stays, whatever its bytes are', () => {
    const named = { filename: 'photo.jpg', contentType: 'image/jpeg', source: { fileId: 'x' } };
    expect(ownName(named, 'application/zip')).toEqual({ filename: 'photo.jpg', contentType: 'image/jpeg' });
  });

  test('an animated sticker is no danger, a program that calls itself one is', async () => {
    const dangers = async (bytes: Buffer) => {
      const sniffed = await sniff(bytes);
      return dangersOf({ ...ownName(STICKER, sniffed.type), sniffed });
    };
    expect(await dangers(gzipSync('{"v":"5.5.2"}'))).toEqual([]);
    expect(await dangers(Buffer.from(`MZ${'\0'.repeat(200)}`, 'latin1'))).not.toEqual([]);
  });
});
