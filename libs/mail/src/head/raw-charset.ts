import { decodeText, isUndeclared } from '../mime/charset.js';
import { detectCharset } from '../mime/detect-charset.js';
import { isUtf8 } from 'node:buffer';
import type { RawDecoder } from './encoded-words.js';
import type { HeaderBlock } from './header-block.js';

/** ISO-2022-JP begins with it. */
const ESCAPE = 0x1b;
/** What `detectCharset` says of ASCII, and of Western letters, which it finds in few words as well as in many. */
const NOTHING_SEEN = 'windows-1252';
/** Bytes of the body that help to guess. */
const BODY_SAMPLE = 4096;

/**
 * How the raw 8-bit bytes of a mail's headers are to be read (`fail:P4`): as UTF-8 where they are; in the charset that its
 * text declares; or in the one that all of them, with the text, look like.
 *
 * @param declared the charset of the first text
 * @param body of the first text, as it was transported
 */
export function rawDecoder(block: HeaderBlock, declared: string | null, body: Buffer): RawDecoder {
  let guessed: string | null = null;
  const guess = (bytes: Buffer): string => {
    guessed ??= detectCharset(sampleOf(block, body));
    // A file's name may be all that is not ASCII in a mail.
    return guessed === NOTHING_SEEN ? detectCharset(bytes) : guessed;
  };
  return (bytes) => {
    if (bytes.includes(ESCAPE)) return decodeText(bytes, null);
    if (isUtf8(bytes)) return bytes.toString('utf8');
    return decodeText(bytes, isUndeclared(declared) ? guess(bytes) : declared);
  };
}

function sampleOf(block: HeaderBlock, body: Buffer): Buffer {
  const headers = block.fields.filter(({ value }) => /[\u0080-\u00ff]/.test(value)).map(({ value }) => Buffer.from(`${value}\n`, 'latin1'));
  const sample = Buffer.concat(headers).subarray(0, BODY_SAMPLE);
  return isUtf8(body.subarray(0, BODY_SAMPLE)) ? sample : Buffer.concat([sample, body.subarray(0, BODY_SAMPLE)]);
}
