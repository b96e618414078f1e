/**
 * Decodes quoted-printable (RFC 2045 6.7) as leniently as people's mail needs: hex in any case, soft line breaks with white
 * space behind the `=`, raw 8-bit bytes, and a `=` that escapes nothing stays.
 */
export function decodeQuotedPrintable(bytes: Buffer): Buffer {
  const decoded = Buffer.allocUnsafe(bytes.length);
  let to = 0;
  let from = 0;
  for (let at = bytes.indexOf(EQUALS); at !== -1; at = bytes.indexOf(EQUALS, from)) {
    to += bytes.copy(decoded, to, from, at);
    const byte = hexByte(bytes[at + 1], bytes[at + 2]);
    const next = byte === -1 ? afterSoftBreak(bytes, at) : at + 3;
    if (byte !== -1) decoded[to++] = byte;
    else if (next === -1) decoded[to++] = EQUALS;
    from = next === -1 ? at + 1 : next;
  }
  to += bytes.copy(decoded, to, from);
  return decoded.subarray(0, to);
}

/** Encoded word of kind Q (RFC 2047 4.2): the underscore is a space. */
export function decodeQ(content: string): Buffer {
  return decodeQuotedPrintable(Buffer.from(content.replaceAll('_', ' '), 'latin1'));
}

const EQUALS = 0x3d;
const [TAB, LF, CR, SPACE] = [0x09, 0x0a, 0x0d, 0x20];
/** White space behind a soft break that is passed over; more of it is not what a gateway adds. */
const MAX_TRAILING = 200;

/** @returns where the next line begins, -1 when no line ends there */
function afterSoftBreak(bytes: Buffer, at: number): number {
  let next = at + 1;
  while ((bytes[next] === SPACE || bytes[next] === TAB) && next - at < MAX_TRAILING) next += 1;
  if (next >= bytes.length) return next;
  if (bytes[next] === CR) return bytes[next + 1] === LF ? next + 2 : next + 1;
  return bytes[next] === LF ? next + 1 : -1;
}

function hexByte(high = 0, low = 0): number {
  const [a, b] = [HEX[high] ?? -1, HEX[low] ?? -1];
  return a < 0 || b < 0 ? -1 : a * 16 + b;
}

const HEX = new Int8Array(256).fill(-1);
for (const [value, digits] of Array.from('0123456789abcdef', (digit, value) => [value, digit + digit.toUpperCase()] as const))
  for (const digit of digits) HEX[digit.charCodeAt(0)] = value;
