import { crc32 } from 'node:zlib';
import { imageSize } from 'image-size';
import { stillPicture } from './still-picture.js';

const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
const JPEG = Buffer.from(
  '/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAA//EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AN//Z',
  'base64',
);
const WEBP = Buffer.from('UklGRiQAAABXRUJQVlA4IBgAAAAwAQCdASoBAAEAAgA0JaQAA3AA/vuUAAA=', 'base64');

/** What must be nowhere in a picture that is shown to strangers. */
const PLACE = 'GPS 59.9386 30.3141';

describe('a picture that strangers see', () => {
  test.each([
    ['PNG', pngWith('eXIf', PLACE), PNG],
    ['PNG, in words', pngWith('tEXt', `Comment\0${PLACE}`), PNG],
    ['PNG, in a chunk of somebody’s own', pngWith('prVt', PLACE), PNG],
    ['PNG, behind its end', Buffer.concat([PNG, Buffer.from(PLACE)]), PNG],
    ['JPEG, EXIF', jpegWith(0xe1, `Exif\0\0${PLACE}`), JPEG],
    ['JPEG, IPTC', jpegWith(0xed, `Photoshop 3.0\0${PLACE}`), JPEG],
    ['JPEG, a comment', jpegWith(0xfe, PLACE), JPEG],
    ['JPEG, a thumbnail with all of it', jpegWith(0xe0, `JFXX\0${PLACE}`), JPEG],
    ['JPEG, behind its end', Buffer.concat([JPEG, Buffer.from(PLACE)]), JPEG],
    ['WebP, behind its end', Buffer.concat([WEBP, Buffer.from(PLACE)]), WEBP],
  ])('threat:B8 %s: nothing is left but what is seen', async (_where, bytes, clean) => {
    expect(bytes.includes(PLACE)).toBe(true);
    expect(await stillPicture(bytes)).toEqual(clean);
  });

  test('WebP that says more of itself: its header promises no more than there is', async () => {
    const cleaned = await stillPicture(webpWith('EXIF', PLACE));
    expect(cleaned.includes(PLACE)).toBe(false);
    expect(cleaned.readUInt32LE(4)).toBe(cleaned.length - 8);
    expect(cleaned.toString('latin1', 12, 16)).toBe('VP8X');
    expect(cleaned.readUInt8(20)).toBe(0);
    expect(imageSize(cleaned)).toMatchObject({ width: 1, height: 1, type: 'webp' });
  });

  test('colours stay as they were: a profile is kept', async () => {
    const jpeg = jpegWith(0xe2, 'ICC_PROFILE\0\x01\x01profile');
    expect(await stillPicture(jpeg)).toEqual(jpeg);
    const png = pngWith('iCCP', 'p\0\0');
    expect(await stillPicture(png)).toEqual(png);
  });

  test.each([
    ['GIF', Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64'), 'picture-not-known'],
    ['SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'), 'picture-not-known'],
    ['a page', Buffer.from('<!doctype html><script>alert(1)</script>'), 'picture-not-known'],
    ['nothing', Buffer.alloc(0), 'picture-not-known'],
    ['half a PNG', PNG.subarray(0, 45), 'picture-unreadable'],
    ['half a JPEG', JPEG.subarray(0, 100), 'picture-unreadable'],
    ['half a WebP', WEBP.subarray(0, 30), 'picture-unreadable'],
    ['a film', webpWith('ANMF', 'frame'), 'picture-unreadable'],
    ['a PNG whose chunk is longer than the file', pngWith('tEXt', 'x', 200), 'picture-unreadable'],
    ['threat:C4 ten thousand pixels in a few bytes', pngOf(10_000, 10_000), 'picture-too-large'],
    ['a picture of no size', pngOf(0, 5), 'picture-unreadable'],
  ])('%s is refused', async (_what, bytes, code) => {
    await expect(stillPicture(bytes)).rejects.toMatchObject({ fault: 'invalid', code });
  });
});

function pngWith(type: string, data: string, saysLength = data.length): Buffer {
  // Behind the header: 8 bytes of signature and 25 of IHDR.
  return Buffer.concat([PNG.subarray(0, 33), pngChunk(type, Buffer.from(data), saysLength), PNG.subarray(33)]);
}

function pngOf(width: number, height: number): Buffer {
  const header = Buffer.from(PNG.subarray(16, 29));
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  return Buffer.concat([PNG.subarray(0, 8), pngChunk('IHDR', header), PNG.subarray(33)]);
}

function pngChunk(type: string, data: Buffer, saysLength = data.length): Buffer {
  const chunk = Buffer.alloc(12 + data.length);
  chunk.writeUInt32BE(saysLength, 0);
  chunk.write(type, 4, 'latin1');
  data.copy(chunk, 8);
  chunk.writeUInt32BE(crc32(chunk.subarray(4, 8 + data.length)), 8 + data.length);
  return chunk;
}

function jpegWith(marker: number, data: string): Buffer {
  const bytes = Buffer.from(data, 'latin1');
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(bytes.length + 2, 2);
  // Behind SOI and JFIF.
  return Buffer.concat([JPEG.subarray(0, 20), head, bytes, JPEG.subarray(20)]);
}

/** In the extended form, with every flag set. */
function webpWith(type: string, data: string): Buffer {
  const body = Buffer.concat([
    webpChunk('VP8X', Buffer.from([0b0000_1110, 0, 0, 0, 0, 0, 0, 0, 0, 0])),
    WEBP.subarray(12),
    webpChunk(type, Buffer.from(data)),
  ]);
  const head = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1');
  head.writeUInt32LE(body.length + 4, 4);
  return Buffer.concat([head, body]);
}

function webpChunk(type: string, data: Buffer): Buffer {
  const head = Buffer.from(`${type}\0\0\0\0`, 'latin1');
  head.writeUInt32LE(data.length, 4);
  return Buffer.concat([head, data, Buffer.alloc(data.length % 2)]);
}
