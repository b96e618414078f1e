/**
 * Decodes base64 past everything that is none (RFC 2045 6.8), and past padding in the middle: some programs encode a text
 * piece by piece and write the pieces one behind the other.
 */
export function decodeBase64(text: string): Buffer {
  const padding = text.indexOf('=');
  if (padding === -1 || !MORE.test(text.slice(padding))) return Buffer.from(text, 'base64');
  const pieces = text.split(/=+/).filter((piece) => piece.trim() !== '');
  return Buffer.concat(pieces.map((piece) => Buffer.from(piece, 'base64')));
}

const MORE = /[A-Za-z0-9+/]/;

/** Longer bodies are decoded piece by piece: a string of all of one would take as much memory as the mail. */
const LONG = 1024 * 1024;
const PIECE = 256 * 1024;

/**
 * Decodes a long body of base64 in lines of one length, as all programs write it; null for any other, and for one that is not long.
 *
 * A piece of so many lines decodes to so many bytes exactly where it has letters of base64 and line ends alone.
 */
export function decodeLongBase64(body: Buffer): Buffer | null {
  const line = body.indexOf(LF) + 1;
  const letters = body[line - 2] === CR ? line - 2 : line - 1;
  if (body.length < LONG || letters < 4 || letters % 4 !== 0 || line > PIECE) return null;
  const lines = Math.floor(PIECE / line);
  const decoded = Buffer.allocUnsafe(Math.ceil((body.length * 3) / 4));
  let from = 0;
  let to = 0;
  for (; from + lines * line < body.length; from += lines * line) {
    const written = decoded.write(body.toString('latin1', from, from + lines * line), to, 'base64');
    if (written !== (lines * letters * 3) / 4) return null;
    to += written;
  }
  const rest = body.toString('latin1', from);
  if (!REST.test(rest.trimEnd())) return null;
  return decoded.subarray(0, to + decoded.write(rest, to, 'base64'));
}

const [LF, CR] = [0x0a, 0x0d];
/** Padding, and nothing behind it. */
const REST = /^[A-Za-z0-9+/\r\n]*={0,2}$/;
