import { randomBytes } from 'node:crypto';
import type { MailHead } from './parsed-mail.js';

/** RFC 4648 base32, in lower case. */
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';
const TOKEN = /^[a-z2-7]{26}$/;

/**
 * Makes the token of an outgoing mail: 128 random bits, as 26 characters.
 *
 * It is bound to the mail's conversation, is the local part of its Message-ID for ever, and the plus part of its Reply-To.
 */
export function makeReplyToken(): string {
  const bytes = randomBytes(16);
  let token = '';
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    for (bits += 8; bits >= 5; bits -= 5) token += ALPHABET[(held >> (bits - 5)) & 31] ?? '';
    held &= (1 << bits) - 1;
  }
  return token + (ALPHABET[(held << (5 - bits)) & 31] ?? '');
}

/** The Message-ID of the mail with this token, brackets included. */
export function messageIdOf(token: string, domain: string): string {
  return `<${token}@${domain}>`;
}

/** Puts the token into the plus part of an inbox's address. */
export function plusAddress(address: string, token: string): string {
  const at = address.lastIndexOf('@');
  return `${address.slice(0, at)}+${token}${address.slice(at)}`;
}

/** The token in the plus part of an address, in any letter case; null when there is none. */
export function tokenInAddress(address: string): string | null {
  const local = address.slice(0, address.lastIndexOf('@'));
  return asToken(local.slice(local.lastIndexOf('+') + 1), local.includes('+'));
}

/** The token that is the local part of a message id, in any letter case; null when it is none of ours. */
export function tokenInMessageId(id: string): string | null {
  const local = id.replace(/^</, '').split('@')[0] ?? '';
  return asToken(local, true);
}

/** Tokens that a mail answers to, the surest first: where it was sent to, then what it replies to, nearest first. */
export function replyTokens(mail: MailHead): string[] {
  const addresses = [...mail.deliveredTo, ...mail.to.map((one) => one.address), ...mail.cc.map((one) => one.address)];
  const ids = [...mail.inReplyTo, ...mail.references.toReversed()];
  const found = [...addresses.map(tokenInAddress), ...ids.map(tokenInMessageId)];
  return [...new Set(found.filter((token) => token !== null))];
}

function asToken(candidate: string, marked: boolean): string | null {
  const token = candidate.toLowerCase();
  return marked && TOKEN.test(token) ? token : null;
}
