/** MAPI properties by their 16-bit id (MS-OXPROPS); those with names of their own are passed over. */
export type MapiProperties = ReadonlyMap<number, string | number | Buffer>;

/** What an OLE or MAPI object begins with: which kind it is. */
export const OBJECT_ID_LENGTH = 16;

const TYPE = {
  int16: 0x2,
  int32: 0x3,
  bool: 0xb,
  error: 0xa,
  float: 0x4,
  object: 0xd,
  string8: 0x1e,
  unicode: 0x1f,
  binary: 0x102,
  guid: 0x48,
};
const VARIABLE = new Set([TYPE.object, TYPE.string8, TYPE.unicode, TYPE.binary]);
const FOUR_BYTES = new Set([TYPE.int16, TYPE.int32, TYPE.bool, TYPE.error, TYPE.float]);
const MULTIPLE = 0x1000;
const MAX_PROPERTIES = 2_000;

/**
 * Reads the property list of MS-OXTNEF 2.1.3.4. What does not fit ends it: the properties before it count.
 *
 * @param decode makes text of 8-bit strings
 */
export function readMapiProperties(bytes: Buffer, decode: (bytes: Buffer) => string): MapiProperties {
  const found = new Map<number, string | number | Buffer>();
  const reader = new Reader(bytes);
  try {
    const count = Math.min(reader.uint32(), MAX_PROPERTIES);
    for (let n = 0; n < count; n += 1) {
      const type = reader.uint16();
      const id = reader.uint16();
      if (id >= 0x8000) skipName(reader);
      const value = readValue(reader, type, decode);
      if (id < 0x8000 && value !== null && !found.has(id)) found.set(id, value);
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  return found;
}

function skipName(reader: Reader): void {
  reader.take(16);
  if (reader.uint32() === 0) reader.take(4);
  else reader.padded(reader.uint32());
}

function readValue(reader: Reader, type: number, decode: (bytes: Buffer) => string): string | number | Buffer | null {
  const kind = type & ~MULTIPLE;
  const several = (type & MULTIPLE) !== 0 || VARIABLE.has(kind);
  const count = several ? reader.uint32() : 1;
  let first: string | number | Buffer | null = null;
  for (let n = 0; n < count; n += 1) {
    const value = VARIABLE.has(kind) ? textOrBytes(reader.padded(reader.uint32()), kind, decode) : fixedValue(reader, kind);
    first ??= value;
  }
  return first;
}

function fixedValue(reader: Reader, kind: number): number | null {
  if (FOUR_BYTES.has(kind)) return reader.uint32();
  reader.take(kind === TYPE.guid ? 16 : 8);
  return null;
}

function textOrBytes(bytes: Buffer, kind: number, decode: (bytes: Buffer) => string): string | Buffer {
  if (kind === TYPE.unicode) return bytes.toString('utf16le').replace(/\0[^]*$/, '');
  return kind === TYPE.string8 ? decode(bytes).replace(/\0[^]*$/, '') : bytes;
}

/** Reads on, little-endian. Behind the end it throws RangeError, as Buffer does. */
class Reader {
  private at = 0;

  constructor(private readonly bytes: Buffer) {}

  uint16(): number {
    this.at += 2;
    return this.bytes.readUInt16LE(this.at - 2);
  }

  uint32(): number {
    this.at += 4;
    return this.bytes.readUInt32LE(this.at - 4);
  }

  take(length: number): Buffer {
    if (this.at + length > this.bytes.length) throw new RangeError('The property list ends early.');
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  /** Values of any length are filled up to four bytes. */
  padded(length: number): Buffer {
    const value = this.take(length);
    this.at = Math.min(this.at + ((4 - (length % 4)) % 4), this.bytes.length);
    return value;
  }
}
