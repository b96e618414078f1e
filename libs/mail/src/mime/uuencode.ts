/** A file found within a text. */
export type UuFile = { readonly filename: string; readonly content: Buffer };

/** `begin 644 name`, lines, `end`. */
const BEGIN = /^begin(?:-base64)? [0-7]{3,4} (\S.{0,250}?)[ \t]*\r?$/gm;

/** The content of a body that is one uuencoded file as a whole; null when it is none. */
export function decodeUuencoded(text: string): Buffer | null {
  return takeUuFiles(text).files[0]?.content ?? null;
}

/** Takes uuencoded files out of a text, as programs older than MIME put them there. */
export function takeUuFiles(text: string): { readonly text: string; readonly files: readonly UuFile[] } {
  if (!text.includes('begin ') && !text.includes('begin-base64 ')) return { text, files: [] };
  const files: UuFile[] = [];
  let rest = '';
  let end = 0;
  for (const begin of text.matchAll(BEGIN)) {
    if (begin.index < end) continue;
    const from = begin.index + begin[0].length;
    const body = readLines(text, from, begin[0].startsWith('begin-base64'));
    if (body === null) continue;
    files.push({ filename: begin[1] ?? '', content: body.content });
    rest += text.slice(end, begin.index);
    end = body.end;
  }
  return { text: rest + text.slice(end), files };
}

/** Lines up to `end` (or the text's end, where it was cut); null when a line is none of an encoded file. */
function readLines(text: string, from: number, base64: boolean): { content: Buffer; end: number } | null {
  const chunks: Buffer[] = [];
  let at = text.indexOf('\n', from) + 1;
  while (at > 0 && at < text.length) {
    const newline = text.indexOf('\n', at);
    const next = newline === -1 ? text.length : newline + 1;
    const line = text.slice(at, next).replace(/\r?\n$/, '');
    if (line === 'end' || line === '====') return { content: Buffer.concat(chunks), end: next };
    const chunk = base64 ? Buffer.from(line, 'base64') : decodeLine(line);
    if (chunk === null) return null;
    chunks.push(chunk);
    at = next;
  }
  return chunks.length > 0 ? { content: Buffer.concat(chunks), end: text.length } : null;
}

/** The first character is the count of bytes; trailing blanks may have been lost on the way. */
function decodeLine(line: string): Buffer | null {
  if (line === '' || line === '`') return Buffer.alloc(0);
  const count = (line.charCodeAt(0) - 32) & 63;
  const digits = line.slice(1);
  const needed = Math.ceil(count / 3) * 4;
  if (count > 45 || digits.length > needed + 4 || /[^\u0020-\u0060]/.test(line)) return null;
  const padded = digits.padEnd(needed, ' ');
  const bytes = Buffer.alloc(needed * 0.75);
  for (let at = 0, to = 0; at < needed; at += 4) {
    const [a = 0, b = 0, c = 0, d = 0] = [0, 1, 2, 3].map((n) => (padded.charCodeAt(at + n) - 32) & 63);
    bytes[to++] = (a << 2) | (b >> 4);
    bytes[to++] = ((b & 15) << 4) | (c >> 2);
    bytes[to++] = ((c & 3) << 6) | d;
  }
  return bytes.subarray(0, count);
}
