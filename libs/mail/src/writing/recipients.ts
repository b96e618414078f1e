import { DeskError } from '@app/domain';
import { plainAddress } from '../head/addresses.js';
import { stripControls } from '../head/plain-characters.js';
import type { MailAddress } from '../head/mail-address.js';

/** To whom an answer goes. Who stands in `bcc` is in no header of it. */
export type Recipients = {
  readonly to: readonly MailAddress[];
  readonly cc: readonly MailAddress[];
  readonly bcc: readonly MailAddress[];
};

type RecipientRules = {
  /** Addresses of our own inboxes: an answer there would come back as a new message. */
  readonly isOurs: (address: string) => boolean;
  /** Whether the sending server takes names in letters of any script before the `@` (RFC 6531). */
  readonly smtpUtf8: boolean;
  /** Those whom mail came from: they need not look like addresses of the Internet (`root@localhost`). */
  readonly known?: readonly MailAddress[] | undefined;
};

/** Of one mail, all kinds together: what more is, is a mailing. */
export const MAX_RECIPIENTS = 100;
const MAX_NAME_LENGTH = 200;
/** RFC 5321 4.5.3.1.3, less the angle brackets. */
const MAX_ADDRESS_LENGTH = 254;
/** Wrong addresses that an error names. */
const NAMED = 5;

/**
 * The recipients that an agent asked for, each once (in `to` rather than `cc` rather than `bcc`), in one spelling, domains as A-labels.
 *
 * @throws DeskError invalid/too-many-recipients, invalid/recipient-invalid, invalid/recipient-own-inbox, invalid/recipient-needs-smtputf8
 */
export function checkRecipients(given: Recipients, rules: RecipientRules): Recipients {
  const seen = new Set<string>();
  const wrong: string[] = [];
  const known = new Set((rules.known ?? []).map(({ address }) => address));
  const taken = (list: readonly MailAddress[]): MailAddress[] =>
    list.flatMap(({ address, name }) => {
      const plain = known.has(address) ? plainAddress(address) : typedAddress(address);
      const key = (plain === '' ? address : plain).toLowerCase();
      if (seen.has(key)) return [];
      seen.add(key);
      if (plain === '') wrong.push(address);
      return { address: plain, name: stripControls(name).trim().slice(0, MAX_NAME_LENGTH) };
    });
  const recipients = { to: taken(given.to), cc: taken(given.cc), bcc: taken(given.bcc) };
  if (seen.size > MAX_RECIPIENTS) {
    const params = { count: seen.size, limit: MAX_RECIPIENTS };
    throw new DeskError('invalid', 'too-many-recipients', 'More recipients than one mail may have.', { params });
  }
  if (wrong.length > 0) throw naming('recipient-invalid', 'An address is not plainly local@domain.', wrong);
  const all = [...recipients.to, ...recipients.cc, ...recipients.bcc].map(({ address }) => address);
  const own = all.filter(rules.isOurs);
  if (own.length > 0) throw naming('recipient-own-inbox', 'An answer to an own inbox comes back.', own);
  const beyond = rules.smtpUtf8 ? [] : all.filter(needsSmtpUtf8);
  if (beyond.length > 0) throw naming('recipient-needs-smtputf8', 'The sending server takes ASCII local parts only.', beyond);
  return recipients;
}

/** Whether an address can only be written to over a server that takes letters of any script (RFC 6531): its domain does not count. */
export function needsSmtpUtf8(address: string): boolean {
  return /[^\0-\x7f]/.test(address.slice(0, address.lastIndexOf('@')));
}

/** What a person types is an address of the Internet: `ivan@gmail` lacks its end. A line break in one makes it a list. @returns '' for none */
export function typedAddress(address: string): string {
  const typed = address.replace(/^ +|(?<! ) +$/g, '');
  if (/[\s\p{Cc}\u2028\u2029]/u.test(typed) || typed.length > MAX_ADDRESS_LENGTH) return '';
  const plain = plainAddress(typed);
  return /@(?:\[|[^.]+\.)/.test(plain) ? plain : '';
}

function naming(
  code: 'recipient-invalid' | 'recipient-own-inbox' | 'recipient-needs-smtputf8',
  message: string,
  addresses: readonly string[],
): DeskError {
  const named = addresses.slice(0, NAMED).map((address) => shown(address));
  const params = { addresses: named.join(', ') + (addresses.length > NAMED ? ' …' : ''), count: addresses.length };
  return new DeskError('invalid', code, message, { params });
}

function shown(address: string): string {
  const line = stripControls(address).replace(/\s+/g, ' ').trim();
  return line.length > 80 ? `${Array.from(line).slice(0, 80).join('')}…` : line;
}
