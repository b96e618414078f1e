import { detectExtension } from 'nodemailer/lib/mime-funcs/mime-types';
import { stripControls } from '../head/plain-characters.js';

const MAX_LENGTH = 150;

/**
 * A name that can be shown and saved under: the last step of any path, without control characters, marks that turn the
 * reading direction, or characters that file systems refuse; made from the type where nothing is left (`fail:P19`, `fail:P17`).
 *
 * @param ordinal where the file stands in the mail, from 1
 */
export function safeFileName(given: string | null, contentType: string, ordinal: number): string {
  const name = stripControls(given ?? '')
    .replace(/^.*[/\\]/, '')
    .replace(/^[A-Za-z]:/, '')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '');
  if (name === '' && NAMES[contentType] !== undefined) return NAMES[contentType];
  return name === '' ? `${wordFor(contentType)}-${ordinal}.${extensionOf(contentType)}` : shorten(name);
}

/** What parts of which a mail has one are called by the programs that write them. */
const NAMES: Readonly<Record<string, string>> = {
  'text/calendar': 'invite.ics',
  'application/pgp-signature': 'signature.asc',
  'application/pgp-encrypted': 'version.asc',
  'application/pkcs7-signature': 'smime.p7s',
  'application/x-pkcs7-signature': 'smime.p7s',
  'application/pkcs7-mime': 'smime.p7m',
  'application/x-pkcs7-mime': 'smime.p7m',
};

function wordFor(contentType: string): string {
  if (contentType === 'message/rfc822') return 'message';
  return contentType.startsWith('image/') ? 'image' : 'attachment';
}

function extensionOf(contentType: string): string {
  const known: Readonly<Record<string, string>> = { 'message/rfc822': 'eml', 'message/delivery-status': 'txt', 'text/rtf': 'rtf' };
  return known[contentType] ?? detectExtension(contentType);
}

/** Keeps the extension, which says what the file is. */
function shorten(name: string): string {
  const chars = Array.from(name);
  if (chars.length <= MAX_LENGTH) return name;
  const extension = /\.[^.]{1,12}$/u.exec(name)?.[0] ?? '';
  return chars.slice(0, MAX_LENGTH - extension.length).join('') + extension;
}
