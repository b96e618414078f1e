import { decodeText } from '../charset.js';
import { type MapiProperties, OBJECT_ID_LENGTH, readMapiProperties } from './mapi-properties.js';
import { wordsOfRtf } from './rtf-words.js';

/** What was in an envelope of Outlook's. */
export type OpenedTnef = { readonly plain: string | null; readonly html: string | null; readonly files: readonly TnefFile[] };

export type TnefFile = {
  readonly filename: string | null;
  readonly contentType: string;
  /** Without angle brackets. */
  readonly contentId: string | null;
  readonly content: Buffer;
};

export function isTnef(type: string, filename: string | null): boolean {
  return /^application\/(vnd\.)?ms-tnef$/.test(type) || filename?.toLowerCase() === 'winmail.dat';
}

/**
 * Opens winmail.dat (MS-OXTNEF): what Exchange makes of a mail for Outlook (`fail:P9`).
 *
 * @returns null when it is none, or there is nothing in it
 */
export function openTnef(bytes: Buffer, depth = 0): OpenedTnef | null {
  const attributes = attributesOf(bytes);
  if (attributes === null) return null;
  const codepage = attributes.find(({ id }) => id === ATTRIBUTE.codepage)?.data;
  const charset = codepage && codepage.length >= 4 ? charsetOf(codepage.readUInt32LE(0)) : 'windows-1252';
  const decode = (text: Buffer): string => decodeText(text, charset);
  const message = attributes.find(({ id }) => id === ATTRIBUTE.properties)?.data;
  const properties: MapiProperties = message ? readMapiProperties(message, decode) : new Map();
  const body = attributes.find(({ id }) => id === ATTRIBUTE.body)?.data;
  const words = wordsOf(properties, body ? decode(body).replace(/\0[^]*$/, '') : null);
  // A letter that cannot be read stays in its envelope, and all of the envelope with the mail.
  if (words.plain === null && words.html === null && properties.has(PROPERTY.rtf)) return null;
  const files = filesOf(attributes, decode, depth);
  return words.plain === null && words.html === null && files.length === 0 ? null : { ...words, files };
}

const SIGNATURE = 0x223e9f78;
/** Attribute ids without their types (MS-OXTNEF 2.1.3.3). */
const ATTRIBUTE = {
  codepage: 0x9007,
  body: 0x800c,
  properties: 0x9003,
  fileBegins: 0x9002,
  fileName: 0x8010,
  fileData: 0x800f,
  fileProperties: 0x9005,
};
const MAX_ATTRIBUTES = 20_000;

type Attribute = { readonly id: number; readonly data: Buffer };

/** Level, id, length, data, checksum; cut envelopes give what is whole. Checksums are not looked at: programs write wrong ones. */
function attributesOf(bytes: Buffer): Attribute[] | null {
  if (bytes.length < 6 || bytes.readUInt32LE(0) !== SIGNATURE) return null;
  const found: Attribute[] = [];
  for (let at = 6; at + 9 <= bytes.length && found.length < MAX_ATTRIBUTES; ) {
    const length = bytes.readUInt32LE(at + 5);
    const end = at + 9 + length;
    if (end > bytes.length) break;
    found.push({ id: bytes.readUInt16LE(at + 1), data: bytes.subarray(at + 9, end) });
    at = end + 2;
  }
  return found;
}

function charsetOf(codepage: number): string {
  if (codepage === 65001) return 'utf-8';
  if (codepage === 20866) return 'koi8-r';
  return codepage === 28595
    ? 'iso-8859-5'
    : codepage < 1000 || codepage === 932 || codepage === 936
      ? `cp${codepage}`
      : `windows-${codepage}`;
}

const PROPERTY = {
  body: 0x1000,
  rtf: 0x1009,
  html: 0x1013,
  codepage: 0x3fde,
  longName: 0x3707,
  name: 0x3704,
  shownName: 0x3001,
  type: 0x370e,
  contentId: 0x3712,
  data: 0x3701,
};

function wordsOf(properties: MapiProperties, body: string | null): { plain: string | null; html: string | null } {
  const html = properties.get(PROPERTY.html);
  const codepage = properties.get(PROPERTY.codepage);
  const plain = textIn(properties, PROPERTY.body) ?? (body === '' ? null : body);
  if (typeof html === 'string' && html !== '') return { plain, html };
  if (Buffer.isBuffer(html) && html.length > 0)
    return { plain, html: decodeText(html, typeof codepage === 'number' ? charsetOf(codepage) : null) };
  const rtf = properties.get(PROPERTY.rtf);
  const words = Buffer.isBuffer(rtf) ? wordsOfRtf(rtf) : null;
  return { plain: plain ?? (words?.plain || null), html: words?.html || null };
}

function textIn(properties: MapiProperties, id: number): string | null {
  const value = properties.get(id);
  return typeof value === 'string' && value !== '' ? value : null;
}

/** Each file begins with its rendering data; its name and bytes may be attributes, properties, or both. */
function filesOf(attributes: readonly Attribute[], decode: (bytes: Buffer) => string, depth: number): TnefFile[] {
  const groups: Attribute[][] = [];
  for (const attribute of attributes) {
    if (attribute.id === ATTRIBUTE.fileBegins) groups.push([]);
    groups.at(-1)?.push(attribute);
  }
  return groups.flatMap((group) => fileOf(group, decode, depth));
}

function fileOf(group: readonly Attribute[], decode: (bytes: Buffer) => string, depth: number): TnefFile[] {
  const dataOf = (id: number): Buffer | null => group.find((attribute) => attribute.id === id)?.data ?? null;
  const list = dataOf(ATTRIBUTE.fileProperties);
  const properties: MapiProperties = list ? readMapiProperties(list, decode) : new Map();
  const title = dataOf(ATTRIBUTE.fileName);
  const filename =
    textIn(properties, PROPERTY.longName) ??
    textIn(properties, PROPERTY.name) ??
    (title ? decode(title).replace(/\0[^]*$/, '') : null) ??
    textIn(properties, PROPERTY.shownName);
  const object = properties.get(PROPERTY.data);
  const content = dataOf(ATTRIBUTE.fileData) ?? (Buffer.isBuffer(object) ? object : null);
  if (content === null) return [];
  const inner = depth < MAX_DEPTH ? openTnef(content.subarray(OBJECT_ID_LENGTH), depth + 1) : null;
  if (inner) return messageFiles(inner, filename ?? textIn(properties, PROPERTY.shownName));
  const contentId = textIn(properties, PROPERTY.contentId)?.replace(/^<|>$/g, '') ?? null;
  return [{ filename, contentType: textIn(properties, PROPERTY.type)?.toLowerCase() ?? 'application/octet-stream', contentId, content }];
}

/** Envelopes within envelopes: a forwarded message, whose words become a file. */
const MAX_DEPTH = 3;

function messageFiles({ plain, html, files }: OpenedTnef, name: string | null): TnefFile[] {
  const text = plain ?? html;
  const contentType = plain === null ? 'text/html' : 'text/plain';
  const extension = plain === null ? 'html' : 'txt';
  const words =
    text === null ? [] : [{ filename: `${name ?? 'message'}.${extension}`, contentType, contentId: null, content: Buffer.from(text) }];
  return [...words, ...files];
}
