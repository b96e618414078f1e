import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { fileTypeFromBuffer } from 'file-type';

/** What the bytes of a file say, whatever its name and its sender do. */
export type Sniffed = {
  /** By its first bytes; null: they are no type that is known by them (text is not). */
  readonly type: string | null;
  /** An office document brings program code along. */
  readonly macros: boolean;
};

/** Of what nobody may open here, such as an original. */
export const NOT_SNIFFED: Sniffed = { type: null, macros: false };

/** Bytes from the beginning that are enough to know a type. */
export const SNIFFED_BYTES = 4_100;

/** Looks at the beginning of a file. Never throws: a file that breaks the look is of no known type. */
export async function sniffType(bytes: Uint8Array): Promise<string | null> {
  const head = bytes.subarray(0, SNIFFED_BYTES);
  const found = await fileTypeFromBuffer(head).catch(() => undefined);
  // XML is said of a picture too: the words decide.
  if (found && found.mime !== 'application/xml') return found.mime;
  return markupType(Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, 1_024)).toString('latin1')) ?? found?.mime ?? null;
}

/** Looks at a whole file that is in memory. */
export async function sniff(bytes: Uint8Array): Promise<Sniffed> {
  const type = await sniffType(bytes);
  const mayHaveMacros = type !== null && OFFICE.test(type);
  return { type, macros: mayHaveMacros && bringsMacros(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)) };
}

/** Looks at a whole file on disk, piece by piece. */
export async function sniffFile(file: string): Promise<Sniffed> {
  const type = await sniffType(await startOf(file));
  return { type, macros: type !== null && OFFICE.test(type) && (await fileBringsMacros(file)) };
}

async function startOf(file: string): Promise<Buffer> {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(SNIFFED_BYTES), 0, SNIFFED_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

async function fileBringsMacros(file: string): Promise<boolean> {
  let end: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(file, { highWaterMark: 256 * 1024 })) {
    // A name may lie across two pieces.
    const piece = Buffer.concat([end, chunk as Buffer]);
    if (bringsMacros(piece)) return true;
    end = piece.subarray(-LONGEST_NAME);
  }
  return false;
}

/** Containers of office documents: zip (by its own name, or a document's) and the older compound files. */
const OFFICE = /zip|officedocument|ms-(excel|word|powerpoint)|x-cfb|opendocument/;

/** Names inside the container, where macros are: they stand there in clear, in the older files as UTF-16. */
const MACROS = [Buffer.from('vbaProject.bin'), Buffer.from('_VBA_PROJECT', 'utf16le'), Buffer.from('Basic/Standard/')];
const LONGEST_NAME = Math.max(...MACROS.map((name) => name.length));

export function bringsMacros(bytes: Buffer): boolean {
  return MACROS.some((name) => bytes.includes(name));
}

/** What a browser would run as a page: no type that is known by its first bytes, and what phishing arrives in. */
function markupType(start: string): string | null {
  const [, tag] =
    /^(?:\xef\xbb\xbf|\s|<\?xml[^>]{0,200}\?>|<!--[^>]{0,500}-->|<!doctype[^>]{0,300}>)*<(svg|html|head|body|script|iframe|math)\b/i.exec(
      start,
    ) ?? [];
  if (tag !== undefined) return tag.toLowerCase() === 'svg' ? 'image/svg+xml' : 'text/html';
  return /^(?:\xef\xbb\xbf|\s|<!--[^>]{0,500}-->)*<!doctype html/i.test(start) ? 'text/html' : null;
}
