import type { HeaderBlock, HeaderField } from '../head/header-block.js';

/** The header fields that say how a body is built, for the parser to read instead of the mail's own header. */
export type MimeHead = { readonly bytes: Buffer; readonly boundaryWasMissing: boolean };

/**
 * Keeps of a header what the parser needs, so that nothing else in it can be too much for it.
 *
 * A multipart that lost its boundary gets a usable type: with the boundary its body seems to have, or as plain text, so that
 * everything can still be read (`fail:P21`).
 */
export function mimeHead(raw: Buffer, block: HeaderBlock): MimeHead {
  const kept = block.fields.filter((field) => field.name.startsWith('content-'));
  const type = kept.find((field) => field.name === 'content-type');
  const lost = type !== undefined && hasLostBoundary(type);
  const bytes = kept.map((field) => (lost && field === type ? restoredType(type, raw.subarray(block.bodyStart)) : wholeField(raw, field)));
  return { bytes: Buffer.concat([...bytes, Buffer.from('\r\n')]), boundaryWasMissing: lost };
}

function wholeField(raw: Buffer, field: HeaderField): Buffer {
  const bytes = raw.subarray(field.start, field.end);
  // The last field of a mail without a body may have no line end.
  return bytes.at(-1) === 0x0a ? bytes : Buffer.concat([bytes, Buffer.from('\r\n')]);
}

function hasLostBoundary({ value }: HeaderField): boolean {
  return MULTIPART.test(value) && !/boundary\s{0,9}\*?\d{0,9}\*?\s{0,9}=\s{0,9}"?[^\s";]/i.test(value);
}

function restoredType({ value }: HeaderField, body: Buffer): Buffer {
  const boundary = guessBoundary(body);
  const type = MULTIPART.exec(value)?.[1] ?? 'multipart/mixed';
  return Buffer.from(boundary === null ? 'Content-Type: text/plain\r\n' : `Content-Type: ${type}; boundary="${boundary}"\r\n`);
}

const MULTIPART = /^\s*(multipart\/[a-z0-9.+_-]+)/i;

/** The first line that looks like a delimiter, and is followed by a part's header or comes again. */
function guessBoundary(body: Buffer): string | null {
  const start = body.toString('latin1', 0, 64 * 1024);
  const candidates = Array.from(start.matchAll(/^--([0-9A-Za-z'()+_,./:=?-]{1,70})[ \t]*\r?$/gm), ([, candidate = '']) => candidate);
  const isDelimiter = (candidate: string): boolean => {
    const line = `--${candidate}`;
    const first = start.indexOf(line);
    return start.includes(line, first + line.length) || HAS_PART_HEADER.test(start.slice(first + line.length, first + 300));
  };
  return candidates.slice(0, 20).find(isDelimiter) ?? null;
}

const HAS_PART_HEADER = /^[ \t]*\r?\ncontent-/i;
