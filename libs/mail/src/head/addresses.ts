import { domainToASCII } from 'node:url';
import addressparser from 'nodemailer/lib/addressparser';
import { unfold } from './header-block.js';
import { decodeRaw, decodeWords } from './header-text.js';
import type { MailAddress } from '../parsed-mail.js';
import { stripControls } from './plain-characters.js';

/** Bytes of one address header, and mailboxes of one kind, that are read (`threat:D5`). */
const MAX_HEADER_LENGTH = 32 * 1024;
const MAX_ADDRESSES = 500;
const MAX_NAME_LENGTH = 1_000;

/** Everyone whom headers of one kind name, groups flattened, in order. Entries without name and address are left out. */
export function readAddresses(values: readonly string[]): MailAddress[] {
  return values
    .flatMap((value) => addressparser(decodeRaw(unfold(value).slice(0, MAX_HEADER_LENGTH)), { flatten: true }))
    .slice(0, MAX_ADDRESSES)
    .map((entry) => toAddress(entry.address, entry.name))
    .filter((entry) => entry.address !== '' || entry.name !== '');
}

function toAddress(written: string, name: string): MailAddress {
  const address = plainAddress(written);
  const shown = stripControls(decodeWords(name)).replace(/\s+/g, ' ').trim().slice(0, MAX_NAME_LENGTH);
  // What is no plain address is still shown, so that an agent sees what stood there.
  return address === '' && shown === ''
    ? { address, name: stripControls(written).trim().slice(0, MAX_NAME_LENGTH) }
    : { address, name: shown };
}

/**
 * The address in its one spelling (domain in lower case, as A-labels), or '' when it is not plainly `local@domain`.
 *
 * Quoted local parts, comments, routes and encoded words are refused: parsers disagree about them, and whoever reads them
 * differently than we do takes the mail for somebody else's (`threat:A5`, `threat:A6`).
 */
export function plainAddress(written: string): string {
  const at = written.lastIndexOf('@');
  const local = written.slice(0, at);
  if (at < 1 || written.length > MAX_ADDRESS_LENGTH || !LOCAL_PART.test(local) || local.includes('=?')) return '';
  const domain = domainToASCII(written.slice(at + 1));
  return DOMAIN.test(domain) ? `${local}@${domain}` : '';
}

const MAX_ADDRESS_LENGTH = 320;
/** Atoms of RFC 5322, and letters of any script (RFC 6531). Stray dots are real (docomo.ne.jp) and harmless. */
const LOCAL_PART = /^[\p{L}\p{M}\p{N}.!#$%&'*+/=?^_`{|}~-]+$/u;
const DOMAIN = /^[a-z0-9_-]+(\.[a-z0-9_-]+)*$/;
