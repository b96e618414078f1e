import { firstValueOf } from '../head/header-block.js';
import { storable } from '../head/plain-characters.js';
import { decodeText, isUndeclared } from './charset.js';
import { unflow } from './format-flowed.js';
import { metaCharset } from './html-charset.js';
import type { Part } from './part-tree.js';
import { decodeTextBody, readTransferEncoding } from './transfer-encoding.js';

/** The text of a leaf: its transfer encoding and charset undone, lines joined that its author's client broke (RFC 3676). */
export function textOfPart(part: Part): string {
  const bytes = decodeTextBody(part.body, readTransferEncoding(firstValueOf(part.header, 'content-transfer-encoding')));
  const text = withPlainLineEnds(storable(decodeText(bytes, charsetOf(part, bytes))));
  const { parameters } = part.contentType;
  if (part.type !== 'text/plain' || parameters.get('format')?.toLowerCase() !== 'flowed') return text;
  return unflow(text, parameters.get('delsp')?.toLowerCase() === 'yes');
}

/** What the header declares; what an HTML part declares for itself, where the header says nothing that means anything. */
function charsetOf(part: Part, bytes: Buffer): string | null {
  const declared = part.contentType.parameters.get('charset') ?? null;
  if (part.type !== 'text/html' || !isUndeclared(declared)) return declared;
  return metaCharset(bytes) ?? declared;
}

function withPlainLineEnds(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}
