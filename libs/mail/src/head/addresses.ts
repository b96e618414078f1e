import { domainToASCII, domainToUnicode } from 'node:url';
import type { MailAddress } from './mail-address.js';
import { splitAddressList, type WrittenMailbox } from './address-list.js';
import { decodeWords, type RawDecoder } from './encoded-words.js';
import { unfold } from './header-block.js';
import { decodeUndeclared } from './header-text.js';
import { stripControls } from './plain-characters.js';

/** Bytes of the address headers of one kind, and mailboxes in them, that are read (`threat:D5`). */
const MAX_HEADER_LENGTH = 32 * 1024;
const MAX_ADDRESSES = 500;
const MAX_NAME_LENGTH = 1_000;

/** Everyone whom headers of one kind name, groups flattened, in order. Entries without name and address are left out. */
export function readAddresses(values: readonly string[], raw: RawDecoder = decodeUndeclared): MailAddress[] {
  let left = MAX_HEADER_LENGTH;
  return values
    .flatMap((value) => {
      const read = unfold(value).slice(0, left);
      left -= read.length;
      return splitAddressList(withoutRaw(read, raw));
    })
    .slice(0, MAX_ADDRESSES)
    .map(toAddress)
    .filter((entry) => entry.address !== '' || entry.name !== '');
}

/** Raw 8-bit bytes become text before commas and quotes are looked for, which are halves of letters in some charsets. */
function withoutRaw(value: string, raw: RawDecoder): string {
  // oxlint-disable-next-line no-control-regex -- ISO-2022-JP begins with an escape
  return /[\u001b\u0080-\u00ff]/.test(value) ? raw(Buffer.from(value, 'latin1')) : value;
}

function toAddress(written: WrittenMailbox): MailAddress {
  const address = plainAddress(unquoted(written.address ?? ''));
  const shown = shownName(written.name);
  // What is no plain address is still shown, so that an agent sees what stood there.
  return address === '' && shown === '' ? { address, name: shownName(written.address ?? '') } : { address, name: shown };
}

function shownName(name: string): string {
  return stripControls(decodeWords(name, null))
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^(["'])(.+)\1$/, '$2')
    .trim()
    .slice(0, MAX_NAME_LENGTH);
}

/** Quotes around a local part that needs none mean nothing (RFC 5321 4.1.2). */
function unquoted(written: string): string {
  const [, local = '', domain = ''] = /^"([^"\\]{1,64})"@(.+)$/.exec(written) ?? [];
  return LOCAL_PART.test(local) ? `${local}@${domain}` : written;
}

/**
 * The address in its one spelling (domain in lower case, as A-labels), or '' when it is not plainly `local@domain`.
 *
 * Quoted local parts, comments, routes, encoded words and A-labels that stand for nothing are refused: parsers disagree about
 * them, and whoever reads them differently than we do takes the mail for somebody else's (`threat:A5`, `threat:A6`).
 */
export function plainAddress(written: string): string {
  const at = written.lastIndexOf('@');
  const local = written.slice(0, at);
  if (at < 1 || written.length > MAX_ADDRESS_LENGTH || !LOCAL_PART.test(local) || local.includes('=?')) return '';
  const host = written.slice(at + 1);
  if (ADDRESS_LITERAL.test(host)) return `${local}@${host.toLowerCase()}`;
  const domain = domainToASCII(host.replace(/\.$/, ''));
  return DOMAIN.test(domain) && !UNDECODED.test(domainToUnicode(domain)) ? `${local}@${domain}` : '';
}

const MAX_ADDRESS_LENGTH = 320;
/** Atoms of RFC 5322, and letters of any script (RFC 6531). Stray dots are real (docomo.ne.jp) and harmless. */
const LOCAL_PART = /^[\p{L}\p{M}\p{N}.!#$%&'*+/=?^_`{|}~-]+$/u;
const DOMAIN = /^[a-z0-9_-]+(\.[a-z0-9_-]+)*$/;
/** An A-label that decodes to no name (RFC 5891 5.4) stays as it is. */
const UNDECODED = /(?:^|\.)xn--/;
const ADDRESS_LITERAL = /^\[(?:\d{1,3}(?:\.\d{1,3}){3}|IPv6:[0-9a-f:.]{2,45})\]$/i;
