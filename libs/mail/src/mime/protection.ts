import type { Protection } from '../parsed-mail.js';
import type { FilePart } from './mime-parser.js';
import type { Part } from './part-tree.js';

/** How a mail was signed or encrypted: PGP/MIME (RFC 3156), S/MIME (RFC 8551), or PGP armour within the text. */
export function findProtection(root: Part, text: string, files: readonly FilePart[]): Protection | null {
  return ofType(root) ?? root.children.map(ofType).find((found) => found !== null) ?? inText(text) ?? ofFiles(files);
}

function ofType({ type, contentType: { parameters } }: Part): Protection | null {
  const protocol = parameters.get('protocol')?.toLowerCase() ?? '';
  if (type === 'multipart/encrypted') return 'pgp-encrypted';
  if (type === 'multipart/signed') return protocol.includes('pgp') ? 'pgp-signed' : protocol.includes('pkcs7') ? 'smime-signed' : null;
  if (!SMIME.test(type)) return null;
  return /^signed-data|certs-only$/i.test(parameters.get('smime-type') ?? '') || /\.p7s$/i.test(parameters.get('name') ?? '')
    ? 'smime-signed'
    : 'smime-encrypted';
}

const SMIME = /^application\/(x-)?pkcs7-mime$/;

/** Armour at the beginning of a line, near the beginning of the text: a quoted one is not this author's. */
function inText(text: string): Protection | null {
  const start = text.slice(0, 2_000);
  if (/^-----BEGIN PGP MESSAGE-----/m.test(start)) return 'pgp-encrypted';
  return /^-----BEGIN PGP SIGNED MESSAGE-----/m.test(start) ? 'pgp-signed' : null;
}

/** Exchange turns multipart/encrypted into a mail with these two files. */
function ofFiles(files: readonly FilePart[]): Protection | null {
  const names = files.map(({ filename }) => filename?.toLowerCase() ?? '');
  return files.some(({ contentType }) => contentType === 'application/pgp-encrypted') && names.includes('encrypted.asc')
    ? 'pgp-encrypted'
    : null;
}
