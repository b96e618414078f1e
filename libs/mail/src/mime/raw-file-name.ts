import { isUtf8 } from 'node:buffer';
import { decodeRaw } from '../head/header-text.js';

/** Header lines of a part, one char for each byte. */
export type PartHeader = { getList(): readonly { readonly key: string; readonly line: string }[] };

/**
 * A file's name as it was meant, where it came as raw 8-bit bytes of a charset that nothing declares (`fail:P23`).
 *
 * mailparser reads raw bytes as UTF-8; where they are none it gives one char for each byte.
 */
export function rawFileName(filename: string, header: PartHeader): string {
  if (!ONE_BYTE_EACH.test(filename) || !EIGHT_BIT.test(filename)) return filename;
  const lines = header.getList().filter(({ key }) => key === 'content-disposition' || key === 'content-type');
  const wasRaw = lines.some(({ line }) => EIGHT_BIT.test(line) && !isUtf8(Buffer.from(line, 'latin1')));
  return wasRaw ? decodeRaw(filename) : filename;
}

const EIGHT_BIT = /[\u0080-\u00ff]/;
const ONE_BYTE_EACH = /^[^\u0100-\uffff]+$/;
