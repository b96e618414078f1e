import { asError, DeskError } from '@app/domain';
import { imageSize } from 'image-size';
import { sniffType } from './sniff.js';

/** Bytes of a picture of a person, as it is taken. */
export const PICTURE_LIMIT_BYTES = 1_000_000;
/** Of either side. */
const MOST_PIXELS = 4_096;

/**
 * A picture with nothing in it but what is seen: where, when and by what it was taken (EXIF, XMP, IPTC, comments) is left out, and so is
 * whatever hangs behind its end. How it is to be turned is a part of that: whoever uploads has turned it.
 *
 * @param bytes PNG, JPEG or WebP by what they are, whatever they are called
 * @throws DeskError invalid/picture-not-known, invalid/picture-unreadable, invalid/picture-too-large
 */
export async function stillPicture(bytes: Buffer): Promise<Buffer> {
  const clean = CLEANERS[(await sniffType(bytes)) ?? ''];
  if (!clean) throw new DeskError('invalid', 'picture-not-known', 'The picture is no PNG, JPEG or WebP.');
  const cleaned = readOr(() => clean(bytes));
  const { width, height } = readOr(() => imageSize(cleaned));
  if (width < 1 || height < 1) throw unreadable();
  if (Math.max(width, height) > MOST_PIXELS) {
    const message = `The picture is larger than ${MOST_PIXELS} pixels.`;
    throw new DeskError('invalid', 'picture-too-large', message, { params: { width, height, limit: MOST_PIXELS } });
  }
  return cleaned;
}

function readOr<Result>(read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    throw unreadable(asError(error));
  }
}

function unreadable(cause?: Error): DeskError {
  return new DeskError('invalid', 'picture-unreadable', 'The picture is damaged, or it moves.', cause ? { cause } : {});
}

const CLEANERS: Readonly<Record<string, (bytes: Buffer) => Buffer>> = {
  'image/png': cleanPng,
  'image/jpeg': cleanJpeg,
  'image/webp': cleanWebp,
};

const PNG_SIGNATURE_BYTES = 8;
const PNG_KEPT = new Set(['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'gAMA', 'cHRM', 'sRGB', 'iCCP']);

/** @see https://www.w3.org/TR/png-3/#5Chunk-layout */
function cleanPng(bytes: Buffer): Buffer {
  const kept = [bytes.subarray(0, PNG_SIGNATURE_BYTES)];
  for (let at = PNG_SIGNATURE_BYTES; ; ) {
    const type = bytes.toString('latin1', at + 4, at + 8);
    const end = at + 12 + bytes.readUInt32BE(at);
    if (end > bytes.length) throw unreadable();
    if (PNG_KEPT.has(type)) kept.push(bytes.subarray(at, end));
    if (type === 'IEND') return Buffer.concat(kept);
    at = end;
  }
}

const JPEG = { start: 0xd8, end: 0xd9, scan: 0xda, comment: 0xfe, app0: 0xe0, app2: 0xe2, app14: 0xee, app15: 0xef } as const;

/** @see ITU-T T.81, B.1.1 */
function cleanJpeg(bytes: Buffer): Buffer {
  const kept = [bytes.subarray(0, 2)];
  for (let at = 2; ; ) {
    if (bytes.readUInt8(at) !== 0xff) throw unreadable();
    const marker = bytes.readUInt8(at + 1);
    if (marker === JPEG.end) return Buffer.concat([...kept, bytes.subarray(at, at + 2)]);
    const headEnd = at + 2 + bytes.readUInt16BE(at + 2);
    const end = marker === JPEG.scan ? scanEnd(bytes, headEnd) : headEnd;
    if (end > bytes.length) throw unreadable();
    if (isDrawn(marker, bytes.toString('latin1', at + 4, at + 16))) kept.push(bytes.subarray(at, end));
    at = end;
  }
}

/** Whether a segment decides how the picture looks. Of those of applications: JFIF, colour profiles, and how Adobe wrote the colours. */
function isDrawn(marker: number, start: string): boolean {
  if (marker === JPEG.app0) return start.startsWith('JFIF\0');
  if (marker === JPEG.app2) return start.startsWith('ICC_PROFILE\0');
  if (marker === JPEG.app14) return start.startsWith('Adobe');
  return marker !== JPEG.comment && (marker < JPEG.app0 || marker > JPEG.app15);
}

/** Where what was drawn by a scan ends: at the next marker that is neither a stuffed byte, a fill byte nor a restart. */
function scanEnd(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes.readUInt8(at + 1);
    if (next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at;
  }
  throw unreadable();
}

const WEBP_KEPT = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ICCP']);
/** Of VP8X: there is a profile, transparency; and not: EXIF, XMP, animation. */
const WEBP_FLAGS_KEPT = 0b0011_0000;

/** @see https://developers.google.com/speed/webp/docs/riff_container */
function cleanWebp(bytes: Buffer): Buffer {
  const kept: Buffer[] = [];
  const riffEnd = 8 + bytes.readUInt32LE(4);
  if (riffEnd > bytes.length) throw unreadable();
  for (let at = 12; at + 8 <= riffEnd; ) {
    const type = bytes.toString('latin1', at, at + 4);
    const size = bytes.readUInt32LE(at + 4);
    const end = at + 8 + size + (size % 2);
    if (end > riffEnd || type === 'ANMF') throw unreadable();
    if (WEBP_KEPT.has(type)) kept.push(type === 'VP8X' ? plainHeader(bytes.subarray(at, end)) : bytes.subarray(at, end));
    at = end;
  }
  const body = Buffer.concat(kept);
  const head = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1');
  head.writeUInt32LE(body.length + 4, 4);
  return Buffer.concat([head, body]);
}

function plainHeader(chunk: Buffer): Buffer {
  const header = Buffer.from(chunk);
  header.writeUInt8(header.readUInt8(8) & WEBP_FLAGS_KEPT, 8);
  return header;
}
