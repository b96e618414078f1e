import type { MailHead } from '../parsed-mail.js';

/** 128 bits as 26 characters of base32 in lower case; made by @app/store when an answer is written. */
const TOKEN = /^[a-z2-7]{26}$/;

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
