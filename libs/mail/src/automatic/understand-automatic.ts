import { plainAddress, readAddresses } from '../head/addresses.js';
import { firstValueOf, type HeaderBlock, unfold, valuesOf } from '../head/header-block.js';
import { decodeText } from '../mime/charset.js';
import type { AutomaticSign, Bounce, BouncedRecipient, Complaint, MailHead } from '../parsed-mail.js';
import { isAutoReplySubject } from './auto-reply-subject.js';
import { readsAsAutoReply } from './auto-reply-text.js';
import { readBounceText } from './bounce-text.js';
import { isBounceSubject, speaksOfDelay, speaksOfFailure, speaksOfSuccess } from './bounce-words.js';
import { isFeedbackText, isProviderComplaint, readFeedbackReport } from './complaint.js';
import { replyCodeIn, enhancedStatusIn } from './delivery-code.js';
import { type DeliveryStatus, readDeliveryStatus } from './delivery-status.js';
import { foldText } from './fold-text.js';
import { isMailOffice, isMailSystem, isNobody, isNullSender, isReplySubject } from './mail-system.js';
import { NOTHING_RETURNED, readReturnedMail, type ReturnedMail, tearReport, type TornReport } from './returned-mail.js';

/** A part of a mail that is no text of it. */
type FilePart = { readonly contentType: string; readonly content: Buffer };

/** A mail whose body was read. */
export type ReadMail = {
  readonly block: HeaderBlock;
  readonly head: MailHead;
  readonly text: string;
  /** Whether it repeats an earlier mail. */
  readonly quotes: boolean;
  readonly files: readonly FilePart[];
};

export type AutomaticMail = {
  readonly automatic: AutomaticSign | null;
  readonly bounce: Bounce | null;
  readonly complaint: Complaint | null;
};

/**
 * Says what kind of automatic mail this is, if any, by its header and its body; and of a report what it reports.
 *
 * The header decides where it can. The body is looked at for reports, for what a mail system writes without saying so in the
 * header, and for the first lines of everything else. A person's mail about a bounce is never one: whoever hands on or quotes a
 * report is not a mail system. Time is linear in the text, and bounded beyond 128 kB of it.
 */
export function understandAutomatic(mail: ReadMail): AutomaticMail {
  return complaintOf(mail) ?? receiptOf(mail) ?? bounceOf(mail) ?? { automatic: otherSign(mail), bounce: null, complaint: null };
}

function complaintOf(mail: ReadMail): AutomaticMail | null {
  const { head, files } = mail;
  const part = files.find((file) => file.contentType === 'message/feedback-report');
  const declared = head.automatic?.kind === 'complaint';
  const inText =
    !declared &&
    mail.text.slice(0, 16_000).includes('Feedback-Type') &&
    isFeedbackText(mail.text.slice(0, 16_000)) &&
    !mail.quotes &&
    !isReplySubject(head.subject);
  const provided = isProviderComplaint(head.from?.address ?? '', head.subject) && !isReplySubject(head.subject);
  const isReport = declared || (part !== undefined && (isReportType(mail.block) || !isReplySubject(head.subject)));
  if (!isReport && !inText && !provided) return null;
  const torn = tearReport(mail.text);
  const fields = part ? textOf(part) : `${torn.report}\n${headerFields(mail.block)}`;
  const complaint = readFeedbackReport(fields, returnedOf(mail, torn));
  const sign = isReport ? (declared ? 'report-type' : 'feedback-report') : inText ? 'text' : 'from';
  return { automatic: { kind: 'complaint', sign }, bounce: null, complaint };
}

/** Outlook's form has the complaining reader in a header field. */
function headerFields(block: HeaderBlock): string {
  return block.fields
    .filter((field) => field.name.startsWith('x-hmxmr'))
    .map((field) => `${field.name}: ${unfold(field.value)}`)
    .join('\n');
}

/** Read receipts (RFC 8098), answers to invitations (RFC 5546), and what says in its first line that it is one. */
function receiptOf({ block, head, text, quotes, files }: ReadMail): AutomaticMail | null {
  const sign =
    (head.automatic?.kind === 'receipt' ? head.automatic.sign : null) ??
    (files.some((file) => file.contentType === 'message/disposition-notification') && !isReplySubject(head.subject)
      ? 'disposition-notification'
      : null) ??
    (isCalendarReply(block, files) ? 'calendar-reply' : null) ??
    (!quotes && READ_SUBJECT.test(foldText(head.subject)) && READ_TEXT.test(foldText(text.slice(0, 1_000))) ? 'subject' : null);
  return sign === null ? null : { automatic: { kind: 'receipt', sign }, bounce: null, complaint: null };
}

function isCalendarReply(block: HeaderBlock, files: readonly FilePart[]): boolean {
  if (/^text\/calendar\b.{0,200}\bmethod="?reply\b/is.test(unfold(firstValueOf(block, 'content-type') ?? ''))) return true;
  return files.some((file) => file.contentType === 'text/calendar' && /^METHOD:REPLY\b/im.test(file.content.toString('latin1', 0, 2_000)));
}

const READ_SUBJECT =
  /^(not read|read|gelesen|ungelesen|nicht gelesen|lu|non lu|leido|no leido|letto|non letto|lida|lido|nao lida|прочитано|прочтено|не прочитано|непрочитанное|przeczytano|nieprzeczytane|gelezen|niet gelezen|last|olast|lest|ulest|laest|læst|luettu|precteno|okundu|已读|已讀|未读|開封済み|開封確認|읽음|return receipt( \(displayed\))?|read receipt|disposition notification|уведомление о прочтении|accuse de lecture|lesebestatigung|confirmacion de lectura|conferma di lettura) ?([:：\-–(]|$)/;
const READ_TEXT =
  /(was|were|has been) (read|displayed|opened|deleted|seen)|deleted without being read|no guarantee|return receipt|gelesen|angezeigt|geloscht|(a ete|ete) (lu|affiche|ouvert|supprime)|(fue|ha sido) (leid|abiert|mostrad)|e stat[oa] (lett|visualizzat)|foi (lid|exibid)|прочитан|прочтен|просмотрен|открыт|удален|przeczytan|wyswietlon|gelezen|weergegeven|(har )?(lasts|laestes|lests|lest)|luettiin|precten|okundu|已(于|被|阅读|讀)|阅读|開封|읽/;

function bounceOf(mail: ReadMail): AutomaticMail | null {
  const status = deliveryStatusOf(mail);
  const sign = status ? 'delivery-status' : (declaredBounce(mail) ?? null);
  // Nothing in the header and no mail system: the text need not be looked at.
  if (sign === null && !mayReport(mail)) return null;
  const torn = tearReport(reportText(mail));
  const folded = foldText(torn.report.slice(0, 12_000));
  if (!status && saysItArrived(mail, folded)) return { automatic: { kind: 'receipt', sign: 'text' }, bounce: null, complaint: null };
  const known = sign ?? bounceSignInText(mail, torn, folded);
  if (known === null) return null;
  const recipients = recipientsOf(mail, status, torn);
  if (recipients.every((one) => one.outcome === 'delivered' || one.outcome === 'relayed'))
    return { automatic: { kind: 'receipt', sign: known }, bounce: null, complaint: null };
  const returned = returnedOf(mail, torn);
  const bounce: Bounce = {
    recipients,
    originalMessageId: returned.messageId ?? status?.originalMessageId ?? mail.head.inReplyTo[0] ?? mail.head.references.at(-1) ?? null,
    originalReplyTokens: returned.replyTokens,
  };
  return { automatic: { kind: 'bounce', sign: known }, bounce, complaint: null };
}

/** Parts that are delivery reports, in a mail that is not somebody's. */
function deliveryStatusOf({ block, head, files }: ReadMail): DeliveryStatus | null {
  const parts = files.filter((file) => STATUS_TYPE.test(file.contentType));
  if (parts.length === 0 || !(isReportType(block) || isMailOffice(block, head.from) || isNullSender(block))) return null;
  const all = parts.map((part) => readDeliveryStatus(textOf(part)));
  const recipients = all.flatMap((one) => one.recipients);
  if (recipients.length === 0) return null;
  return { recipients, originalMessageId: all.find((one) => one.originalMessageId !== null)?.originalMessageId ?? null };
}

const STATUS_TYPE = /^message\/(x-?|global-)?delivery-status$/;

function declaredBounce({ block, head }: ReadMail): string | null {
  if (head.automatic?.kind !== 'bounce' || head.automatic.sign === 'from') return null;
  if (head.automatic.sign !== 'report-type') return head.automatic.sign;
  // A report of no known type proves itself by its words.
  const type = unfold(firstValueOf(block, 'content-type') ?? '').toLowerCase();
  return type.includes('delivery-status') ? 'report-type' : null;
}

function mayReport({ block, head }: ReadMail): boolean {
  if (isAutoReplySubject(head.subject)) return false;
  return isReportType(block) || isNullSender(block) || isMailOffice(block, head.from) || isNobody(block, head.from);
}

/**
 * Is this a report that only its words tell? The more a person could have written it, the more has to be there:
 * - the mail system's own address, with any sign of failure;
 * - the address of one of its offices, or an empty envelope: a report's subject and words, and whom it is about;
 * - nobody's address: a report's subject and words, and a server's code or the returned mail.
 */
function bounceSignInText({ block, head, files }: ReadMail, torn: TornReport, folded: string): string | null {
  const speaks = speaksOfFailure(folded) || speaksOfDelay(folded);
  const titled = isBounceSubject(head.subject);
  const returns = files.some((file) => RETURNED_TYPE.test(file.contentType)) || torn.returned.messageId !== null;
  const dialogue = replyCodeIn(torn.report) !== null || enhancedStatusIn(torn.report) !== null;
  if (isMailSystem(block, head.from)) {
    if (POSTMASTER_NOTICE.test(head.subject)) return null;
    return speaks || titled || dialogue || returns ? 'from' : null;
  }
  if (isReportType(block)) return speaks || titled ? 'report-type' : null;
  if (!speaks) return null;
  const evidence = returns || dialogue;
  const named = evidence || NAMES_SOMEBODY.test(torn.report);
  const automatic = isNullSender(block) || AUTOMATIC.test(unfold(firstValueOf(block, 'auto-submitted') ?? ''));
  const office = isMailOffice(block, head.from);
  // Some old systems answer under the subject of the mail.
  if (isReplySubject(head.subject)) return automatic && office && evidence ? 'text' : null;
  if (office && ((automatic && named) || (titled && named))) return 'text';
  if (isNobody(block, head.from) && evidence && (automatic || titled)) return 'text';
  return isNullSender(block) && titled && named ? 'return-path' : null;
}

/** An address alone on a line, or behind a label. */
const NAMES_SOMEBODY = /^[^\n@]{0,60}[^\s@]@[^\s@]{1,120}/m;
const AUTOMATIC = /^auto-/i;
/** Postfix tells its own postmaster of errors of others; no mail of ours is meant. */
const POSTMASTER_NOTICE = /^postfix smtp server: errors from/i;
const RETURNED_TYPE = /^(message\/(rfc822|global|rfc822-headers|global-headers|partial)|text\/(rfc822-headers?|x-rfc822-headers))$/;

function recipientsOf(mail: ReadMail, status: DeliveryStatus | null, torn: TornReport): BouncedRecipient[] {
  const { block, head } = mail;
  const complete = status?.recipients.every((one) => one.address !== '' && one.reason !== '' && one.status !== null) ?? false;
  if (status && complete) return [...status.recipients];
  const named = status?.recipients.map((one) => one.address).filter((address) => address !== '') ?? [];
  const inText = readBounceText({
    report: torn.report,
    subject: head.subject,
    notFailed: new Set(
      [...head.to.map((one) => one.address), ...head.deliveredTo, head.from?.address ?? ''].map((address) => address.toLowerCase()),
    ),
    named: named.length > 0 ? named : failedRecipients(block),
    returnedTo: returnedOf(mail, torn).to,
  });
  if (!status) return inText;
  // The words for people fill what the report leaves open.
  return status.recipients.map((one, i) => {
    const told =
      inText.find((other) => other.address === one.address) ?? (inText.length === status.recipients.length ? inText[i] : undefined);
    const failed = one.outcome === 'failed' || one.outcome === 'delayed';
    return {
      address: one.address === '' ? (told?.address ?? '') : one.address,
      outcome: one.outcome,
      status: one.status ?? (failed ? (told?.status ?? null) : null),
      reason: one.reason === '' && failed ? (told?.reason ?? '') : one.reason,
    };
  });
}

function failedRecipients(block: HeaderBlock): string[] {
  const addresses = readAddresses(valuesOf(block, 'x-failed-recipients')).map((one) => plainAddress(one.address));
  return [...new Set(addresses.filter((address) => address !== ''))].slice(0, 100);
}

function saysItArrived({ head }: ReadMail, folded: string): boolean {
  const subject = foldText(head.subject);
  return (speaksOfSuccess(folded) || speaksOfSuccess(subject)) && !speaksOfFailure(folded) && !speaksOfDelay(folded);
}

/** What is no report and no receipt. */
function otherSign({ block, head, text, quotes }: ReadMail): AutomaticSign | null {
  const sign = head.automatic;
  // It looked like a report, and is none that says anything of a mail of ours.
  if (sign?.kind === 'bounce' || sign?.kind === 'complaint') return { kind: 'auto-reply', sign: sign.sign };
  if (sign !== null && (sign.kind !== 'bulk' || sign.sign.startsWith('list-'))) return sign;
  if (readsAsAutoReply({ subject: head.subject, text, quotes })) return { kind: 'auto-reply', sign: 'text' };
  return sign ?? (isReportType(block) ? { kind: 'auto-reply', sign: 'report-type' } : null);
}

/** The report's words; some systems put them into a named file and leave the text blank. */
function reportText({ text, files }: ReadMail): string {
  if (text.trim() !== '') return text;
  const file = files.find((one) => one.contentType === 'text/plain' || one.contentType === 'text/html');
  return file ? textOf(file) : '';
}

function returnedOf({ files }: ReadMail, torn: TornReport): ReturnedMail {
  const part = files.find((file) => RETURNED_TYPE.test(file.contentType));
  const returned = part ? readReturnedMail(part.content) : NOTHING_RETURNED;
  return {
    messageId: returned.messageId ?? torn.returned.messageId,
    replyTokens: [...new Set([...returned.replyTokens, ...torn.returned.replyTokens])],
    to: returned.to.length > 0 ? returned.to : torn.returned.to,
  };
}

function isReportType(block: HeaderBlock): boolean {
  return /^\s*multipart\/report\b/i.test(firstValueOf(block, 'content-type') ?? '');
}

const MAX_PART = 256 * 1024;

function textOf(part: FilePart): string {
  return decodeText(part.content.subarray(0, MAX_PART), null);
}
