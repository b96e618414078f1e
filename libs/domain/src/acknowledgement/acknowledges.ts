/** What decides whether a customer's first mail is acknowledged. */
export type AcknowledgementCase = {
  /** To whom it would go, in lower case; '' where nobody is known. */
  readonly address: string;
  /** A machine wrote it: an answer, a mailing, a list, a notification. */
  readonly isAutomatic: boolean;
  /** A mail server wrote it about a mail of ours. */
  readonly isReport: boolean;
  /** From before the inbox was connected, as the mailbox says. */
  readonly isHistoric: boolean;
  /** It lay in the junk folder, or a mail server marked it. */
  readonly isSpam: boolean;
  /** What DMARC says of its author; null: nothing. */
  readonly dmarc: string | null;
  /** A colleague passed it on: the customer wrote to somebody else. */
  readonly isForwarded: boolean;
  /** The address is that of an inbox of ours, with or without a plus part. */
  readonly isOurs: boolean;
  /** The address is that of an agent. */
  readonly isAgents: boolean;
  /** What was sent there came back for good, or somebody complained. */
  readonly isGivenUp: boolean;
  /** The writer takes no part in the conversation: he knows its secret, or was copied in by somebody. */
  readonly isStranger: boolean;
  /** When it came and, by the writer's clock, when it was written. */
  readonly receivedAt: Date;
  readonly writtenAt: Date | null;
  readonly inboxSince: Date;
};

/** Why a mail is not acknowledged. */
export type NotAcknowledged = (typeof NOT_ACKNOWLEDGED)[number];

export const NOT_ACKNOWLEDGED = [
  'historic',
  'automatic',
  'no-address',
  'no-reply',
  'own-address',
  'spam',
  'forged',
  'forwarded',
  'agent',
  'given-up',
  'stranger',
  'older-than-inbox',
] as const;

/**
 * Says why a mail is not acknowledged; null: it is, as far as the budget goes.
 *
 * Only a person who writes to us first gets one: never a machine, a list, a server, ourselves, or whoever stands in a forged From
 * (`fail:L1`, `fail:L8`, `threat:E6`; RFC 3834 2).
 */
export function acknowledges(mail: AcknowledgementCase): NotAcknowledged | null {
  if (mail.isHistoric) return 'historic';
  if (mail.isAutomatic || mail.isReport) return 'automatic';
  if (mail.address === '') return 'no-address';
  if (mail.isOurs) return 'own-address';
  if (isNobodys(mail.address)) return 'no-reply';
  if (mail.isSpam) return 'spam';
  if (mail.dmarc === 'fail') return 'forged';
  if (mail.isForwarded) return 'forwarded';
  if (mail.isAgents) return 'agent';
  if (mail.isGivenUp) return 'given-up';
  if (mail.isStranger) return 'stranger';
  return isOlder(mail) ? 'older-than-inbox' : null;
}

/** Addresses that no person reads, or that many do (RFC 3834 2: owner-, -request, MAILER-DAEMON; list servers). */
const NOBODYS =
  /^(mailer-?daemon|mail-?daemon|bounces?|postmaster|daemon|root|nobody|devnull|null|listserv|majordomo|mailman|listmaster|newsletters?|notifications?|auto-?reply|auto-?responder)([-+._=\d].*)?$|^owner-|-(request|owner|relay)$|[-._](bounces?|notifications?)([-+=].*)?$/;
/** Whoever must not be answered, wherever the name says so: `noreply`, `orders-noreply`, `shop.do-not-reply+17`. */
const NO_REPLY = /(^|[-._+])((no|do[-._]?not|dont|never)[-._]?(reply|answer|respond)|ne[-._]?otve(chai|chay|chat))/;

function isNobodys(address: string): boolean {
  const name = address.slice(0, address.lastIndexOf('@')).toLowerCase();
  return NOBODYS.test(name) || NO_REPLY.test(name);
}

/** By whole seconds: headers (RFC 5322 3.3) and mailboxes know no less. */
function isOlder({ receivedAt, writtenAt, inboxSince }: AcknowledgementCase): boolean {
  const since = Math.floor(inboxSince.getTime() / 1_000) * 1_000;
  return receivedAt.getTime() < since || (writtenAt !== null && writtenAt.getTime() < since);
}
