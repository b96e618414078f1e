import { plainAddress } from '../head/addresses.js';
import { readDate } from '../head/mail-date.js';
import type { BouncedRecipient } from '../parsed-mail.js';
import { deriveStatus, enhancedStatusIn, oneLine } from './delivery-code.js';

/** Recipients of one report that are read. */
const MAX_RECIPIENTS = 500;
/** Characters of a report that are read. */
const MAX_LENGTH = 256 * 1024;

export type DeliveryStatus = {
  readonly recipients: readonly BouncedRecipient[];
  /** Some systems name the mail here too. */
  readonly originalMessageId: string | null;
  /** The id that the sender gave to the envelope (ENVID); null when there is none. */
  readonly envelopeId: string | null;
};

/**
 * Reads a `message/delivery-status` (RFC 3464), or what is meant to be one.
 *
 * Empty lines between its groups are missing or too many in real reports, so a recipient begins where one is named again.
 */
export function readDeliveryStatus(text: string): DeliveryStatus {
  const recipients: ReportFields[] = [];
  let open: ReportFields | null = null;
  let originalMessageId: string | null = null;
  let envelopeId: string | null = null;
  for (const [name, value] of reportFields(text)) {
    if (name === 'x-original-message-id' || name === 'original-message-id')
      originalMessageId ??= /<[^<>\s]{1,900}>/.exec(value)?.[0] ?? null;
    if (name === 'original-envelope-id') envelopeId ??= value.slice(0, 200);
    if (!RECIPIENT_FIELDS.has(name)) {
      if (open && !open.has(name)) open.set(name, value);
      continue;
    }
    if (open === null || open.has(name) || (name !== 'x-actual-recipient' && isTold(open))) {
      if (recipients.length === MAX_RECIPIENTS) break;
      open = new Map();
      recipients.push(open);
    }
    open.set(name, value);
  }
  return { recipients: recipients.map(toRecipient), originalMessageId, envelopeId };
}

/** By field name in lower case. */
type ReportFields = Map<string, string>;

const RECIPIENT_FIELDS: ReadonlySet<string> = new Set(['original-recipient', 'final-recipient', 'x-actual-recipient']);

/** `name: value` lines with their continuations, indented or not; in order. */
export function* reportFields(text: string): Generator<readonly [string, string]> {
  let name: string | null = null;
  let value = '';
  for (const line of text.slice(0, MAX_LENGTH).split(/\r?\n/)) {
    const field = FIELD.exec(line);
    if (field) {
      if (name !== null) yield [name, value.trim()];
      name = (field[1] ?? '').toLowerCase();
      value = field[2] ?? '';
    } else if (name !== null && line.trim() !== '') {
      if (value.length < 4_000) value += ` ${line.trim()}`;
    }
  }
  if (name !== null) yield [name, value.trim()];
}

/** Indented by nothing: what is, goes on with the line before it. */
const FIELD = /^([A-Za-z][A-Za-z0-9-]{1,40})[ \t]{0,4}:(.*)$/;

/** The recipient has its whole story: another recipient field is about somebody else. */
function isTold(fields: ReportFields): boolean {
  return fields.has('final-recipient') && (fields.has('action') || fields.has('status'));
}

function toRecipient(fields: ReportFields): BouncedRecipient {
  const diagnostic = (fields.get('diagnostic-code') ?? '').replace(/^[A-Za-z][\w.-]{0,30}\s?;\s?/, '');
  const written = fields.get('status') ?? '';
  const status = enhancedStatusIn(written);
  const outcome = outcomeOf(fields.get('action') ?? '', status);
  const [address = '', ...aliases] = addressesOf(fields);
  const until = outcome === 'delayed' ? readDate(fields.get('will-retry-until') ?? null) : null;
  return {
    address,
    ...(aliases.length > 0 ? { aliases } : {}),
    outcome,
    status: statusOf(status, `${diagnostic} ${written}`, outcome),
    reason: oneLine(diagnostic || commentOf(written)),
    ...(until === null ? {} : { until }),
  };
}

/** The one we wrote to first; an alias or a list behind it is what it became. */
function addressesOf(fields: ReportFields): string[] {
  const addresses = ['original-recipient', 'final-recipient', 'x-actual-recipient'].map((name) => typedAddress(fields.get(name) ?? ''));
  return [...new Set(addresses.filter((address) => address !== ''))];
}

/** `rfc822; a@b.test`, `utf-8;...` (RFC 6533), without its type or in brackets; '' for addresses of other worlds. */
export function typedAddress(value: string): string {
  const address = value
    .slice(0, 1_000)
    .replace(/^\s*[A-Za-z0-9-]{1,30}\s*;/, '')
    .replace(/\\x\{([0-9A-Fa-f]{2,6})\}/g, (_, hex: string) => codePoint(Number.parseInt(hex, 16)))
    .replace(/^\s*SMTP:/i, '')
    .trim();
  const bracketed = /<([^<>]{3,320})>/.exec(address)?.[1] ?? address;
  return plainAddress(
    bracketed
      .replace(/^["'\s]{1,9}|["'\s]{1,9}$/g, '')
      .replace(/\s.*$/s, '')
      .replace(/[.;,]$/, ''),
  );
}

function codePoint(code: number): string {
  return code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : '';
}

function outcomeOf(action: string, status: string | null): BouncedRecipient['outcome'] {
  const word = action.trim().toLowerCase();
  if (/^(fail|bounce|reject|undeliver)/.test(word)) return 'failed';
  if (/^(delay|defer|warn)/.test(word)) return 'delayed';
  if (word.startsWith('deliver')) return 'delivered';
  if (/^(relay|expand)/.test(word)) return 'relayed';
  if (status?.startsWith('2')) return 'delivered';
  return status?.startsWith('4') ? 'delayed' : 'failed';
}

/**
 * The report's own Status, even a general one such as 5.0.0. Where it has none, or a success that contradicts the action, what
 * the server's answer says or means.
 */
function statusOf(written: string | null, said: string, outcome: BouncedRecipient['outcome']): string | null {
  if (outcome === 'delivered' || outcome === 'relayed') return written;
  if (written !== null && !written.startsWith('2')) return written;
  const found = enhancedStatusIn(said);
  return found !== null && !found.startsWith('2') ? found : deriveStatus(said, outcome);
}

/** `5.1.1 (user unknown)` */
function commentOf(status: string): string {
  return /\(([^()]{3,400})\)/.exec(status)?.[1] ?? '';
}
