import { refusalReason, type Reason } from '@app/domain';
import {
  isHardBounce,
  replyCodeIn,
  replyTokens,
  tokenInAddress,
  tokenInMessageId,
  type BouncedRecipient,
  type ParsedMail,
  type ReportedMail,
  type UnreadableMail,
} from '@app/mail';
import type { MailReport, ReportedRecipient } from '@app/store';

/** Tokens by which a mail finds its conversation, surest first: a report's by the mail that it is about. */
export function threadTokens(mail: ParsedMail | UnreadableMail): readonly string[] {
  const reported = reportedIn(mail);
  const ofReport = reported && mail.problem === null ? reportedTokens(mail, reported) : [];
  return [...new Set([...ofReport, ...replyTokens(mail), ...(reported?.originalThreadTokens ?? [])])];
}

/** What a bounce, complaint or receipt says of a mail of ours; null where nothing in it could be ours. */
export function reportOf(mail: ParsedMail | UnreadableMail): MailReport | null {
  const reported = reportedIn(mail);
  if (mail.problem !== null || reported === null) return null;
  return {
    tokens: reportedTokens(mail, reported),
    passed: reported.originalPassed,
    recipients: recipientsOf(mail),
    complaint: mail.complaint !== null && isObjection(mail.complaint.type) ? mail.complaint.type : null,
  };
}

function reportedIn(mail: ParsedMail | UnreadableMail): ReportedMail | null {
  return mail.problem === null ? (mail.bounce ?? mail.complaint ?? mail.receipt) : null;
}

/** The mail itself, by the copy or the fields that came back, by what the report answers, or by the address that it came to. */
function reportedTokens(mail: ParsedMail, reported: ReportedMail): readonly string[] {
  const { inReplyTo, references, deliveredTo, to, cc } = mail;
  const addresses = [...deliveredTo, ...to.map((one) => one.address), ...cc.map((one) => one.address)];
  const answered = inReplyTo.length > 0 ? inReplyTo : references.slice(-1);
  const found = [...reported.originalReplyTokens, ...answered.map(tokenInMessageId), ...addresses.map(tokenInAddress)];
  return [...new Set(found.filter((token) => token !== null))];
}

function recipientsOf({ bounce, complaint, receipt, from }: ParsedMail): ReportedRecipient[] {
  if (complaint !== null) return complainersIn(complaint.recipients, complaint.type);
  const told = [...(bounce?.recipients ?? []), ...(receipt?.recipients ?? [])].map(toReported);
  // Who opened it is who sends the receipt, whatever address stands in it.
  const reader = receipt?.isRead && from ? [{ ...FINE, names: [from.address.toLowerCase()], outcome: 'read' as const }] : [];
  return [...told, ...reader];
}

const FINE = { reason: null, isDead: false };

/** Providers often leave out who complains. */
function complainersIn(addresses: readonly string[], type: string): ReportedRecipient[] {
  if (!isObjection(type)) return [];
  const known = addresses.length === 0 ? [[]] : addresses.map((address) => [address.toLowerCase()]);
  return known.map((names) => ({ ...FINE, names, outcome: 'complained' }));
}

/** The other types report on senders, and nobody objects (RFC 5965 7.3, 6591, 6430). */
function isObjection(type: string): boolean {
  return type !== 'auth-failure' && type !== 'not-spam';
}

function toReported(recipient: BouncedRecipient): ReportedRecipient {
  const { address, aliases = [], outcome } = recipient;
  const names = [...new Set([address, ...aliases].map((name) => name.toLowerCase()))].filter((name) => name !== '');
  return { names, outcome, reason: reasonOf(recipient), isDead: isHardBounce([recipient]) };
}

function reasonOf({ outcome, status, reason, until }: BouncedRecipient): Reason | null {
  if (outcome !== 'failed' && outcome !== 'delayed') return null;
  const answer = withoutAddresses(reason);
  if (outcome === 'failed' && status === null && answer === '') return { code: 'mail-bounced-unexplained', params: {} };
  const code = Number(replyCodeIn(reason) ?? 0) || null;
  const refusal = refusalReason({ status: code, enhanced: status, answer });
  if (outcome === 'delayed') return { code: 'mail-delayed', params: { ...refusal.params, until: until?.toISOString() ?? null } };
  return refusal.code === 'smtp-refused' ? { ...refusal, code: 'mail-bounced' } : refusal;
}

/** Servers repeat addresses that not everybody who sees a ticket needs to see: of hidden recipients, of those behind an alias. */
function withoutAddresses(said: string): string {
  return said
    .replace(/<?[^\s<>,;:"']{1,200}@[^\s<>,;:"']{1,200}>?:?/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 300);
}
