import { type HeaderBlock } from './header-block.js';

/**
 * Gives a multipart that lost its boundary a usable Content-Type: with the boundary its body seems to have, or as plain
 * text, so that everything can still be read (`fail:P21`).
 *
 * @returns the mail as it came, and false, when it is no such mail
 */
export function restoreBoundary(raw: Buffer, block: HeaderBlock): { mail: Buffer; repaired: boolean } {
  const field = block.fields.find((one) => one.name === 'content-type');
  if (!field || !MULTIPART.test(field.value) || /boundary\s*\*?\d*\*?\s*=\s*"?[^\s";]/i.test(field.value))
    return { mail: raw, repaired: false };
  const boundary = guessBoundary(raw.subarray(block.bodyStart));
  const type = MULTIPART.exec(field.value)?.[1] ?? 'multipart/mixed';
  const header = boundary === null ? 'Content-Type: text/plain\r\n' : `Content-Type: ${type}; boundary="${boundary}"\r\n`;
  return { mail: Buffer.concat([raw.subarray(0, field.start), Buffer.from(header, 'latin1'), raw.subarray(field.end)]), repaired: true };
}

const MULTIPART = /^\s*(multipart\/[a-z0-9.+_-]+)/i;

/** The first line that looks like a delimiter, and is followed by a part's header or comes again. */
function guessBoundary(body: Buffer): string | null {
  const start = body.toString('latin1', 0, 64 * 1024);
  for (const [, candidate = ''] of start.matchAll(/^--([0-9A-Za-z'()+_,./:=?-]{1,70})[ \t]*\r?$/gm)) {
    const line = `--${candidate}`;
    const first = body.indexOf(line);
    if (body.indexOf(line, first + line.length) !== -1 || HAS_PART_HEADER.test(body.toString('latin1', first + line.length, first + 300)))
      return candidate;
  }
  return null;
}

const HAS_PART_HEADER = /^[ \t]*\r?\ncontent-/i;
