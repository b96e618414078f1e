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
