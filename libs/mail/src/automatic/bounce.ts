import { plainAddress, readAddresses } from '../head/addresses.js';
import { firstValueOf, type HeaderBlock, unfold, valuesOf } from '../head/header-block.js';
import type { BouncedRecipient, ReportedMail } from '../parsed-mail.js';
import { aliasesIn } from './alias-words.js';
import { isAutoReplySubject } from './auto-reply-subject.js';
import { readBounceText } from './bounce-text.js';
import { isBounceSubject, speaksOfDelay, speaksOfFailure, speaksOfSuccess } from './bounce-words.js';
import { enhancedStatusIn, replyCodeIn } from './delivery-code.js';
import { type DeliveryStatus, readDeliveryStatus } from './delivery-status.js';
import { foldText } from './fold-text.js';
import { isMailOffice, isMailSystem, isNobody, isNullSender, isReplySubject } from './mail-system.js';
import {
  type AutomaticMail,
  isReportType,
  isReturnedPart,
  NO_REPORT,
  type ReadMail,
  reportedMail,
  returnedOf,
  textOf,
} from './read-mail.js';
import { isRejection } from './receipt.js';
import { tearReport, type TornReport } from './returned-mail.js';

/** Reads a report on a mail of ours that was not delivered, or not yet; a report that it was is a receipt. Null for all else. */
export function bounceOf(mail: ReadMail): AutomaticMail | null {
  const status = deliveryStatusOf(mail);
  const sign = status ? 'delivery-status' : isRejection(mail) ? 'text' : declaredBounce(mail);
  // Nothing in the header and no mail system: the text need not be looked at.
  if (sign === null && !mayReport(mail)) return null;
  const torn = tearReport(reportText(mail));
  const folded = foldText(torn.report.slice(0, 12_000));
  if (!status && saysItArrived(mail, folded)) return arrived('text', [], reportedIn(mail, status, torn));
  const known = sign ?? bounceSignInText(mail, torn, folded);
  if (known === null) return null;
  const recipients = withAliases(recipientsOf(mail, status, torn), torn.report);
  const reported = reportedIn(mail, status, torn);
  if (recipients.every((one) => one.outcome === 'delivered' || one.outcome === 'relayed')) return arrived(known, recipients, reported);
  return { ...NO_REPORT, automatic: { kind: 'bounce', sign: known }, bounce: { recipients, ...reported } };
}

function arrived(sign: string, recipients: readonly BouncedRecipient[], reported: ReportedMail): AutomaticMail {
  return { ...NO_REPORT, automatic: { kind: 'receipt', sign }, receipt: { recipients, isRead: false, ...reported } };
}

function reportedIn(mail: ReadMail, status: DeliveryStatus | null, torn: TornReport): ReportedMail {
  const { inReplyTo, references } = mail.head;
  const reported = reportedMail(returnedOf(mail, torn), [status?.originalMessageId ?? null, status?.envelopeId ?? null]);
  const named = returnedOf(mail, torn).messageId ?? status?.originalMessageId;
  return { ...reported, originalMessageId: named ?? inReplyTo[0] ?? references.at(-1) ?? null };
}

function withAliases(recipients: readonly BouncedRecipient[], report: string): BouncedRecipient[] {
  const written = aliasesIn(report);
  if (written.size === 0) return [...recipients];
  return recipients.map((one) => {
    const names = [...(one.aliases ?? []), ...(written.get(one.address.toLowerCase()) ?? [])];
    const aliases = [...new Set(names)].filter((name) => name !== one.address);
    return aliases.length === 0 ? one : { ...one, aliases };
  });
}

/** Parts that are delivery reports, in a mail that is not somebody's. */
function deliveryStatusOf({ block, head, files }: ReadMail): DeliveryStatus | null {
  const parts = files.filter((file) => STATUS_TYPE.test(file.contentType));
  if (parts.length === 0 || !(isReportType(block) || isMailOffice(block, head.from) || isNullSender(block))) return null;
  const all = parts.map((part) => readDeliveryStatus(textOf(part)));
  const recipients = all.flatMap((one) => one.recipients);
  if (recipients.length === 0) return null;
  return {
    recipients,
    originalMessageId: all.find((one) => one.originalMessageId !== null)?.originalMessageId ?? null,
    envelopeId: all.find((one) => one.envelopeId !== null)?.envelopeId ?? null,
  };
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
  const returns = files.some(isReturnedPart) || torn.returned.messageId !== null;
  const dialogue = replyCodeIn(torn.report) !== null || enhancedStatusIn(torn.report) !== null;
  if (isMailSystem(block, head.from)) {
    if (POSTMASTER_NOTICE.test(head.subject)) return null;
    return speaks || titled || dialogue || returns ? 'from' : null;
  }
  if (isReportType(block))
    return (speaks || titled) && !IS_OTHER_REPORT.test(firstValueOf(block, 'content-type') ?? '') ? 'report-type' : null;
  const evidence = returns || dialogue;
  if (!speaks && !(titled && evidence)) return null;
  const named = evidence || NAMES_SOMEBODY.test(torn.report);
  const automatic = isNullSender(block) || AUTOMATIC.test(unfold(firstValueOf(block, 'auto-submitted') ?? ''));
  const office = isMailOffice(block, head.from);
  // Some old systems answer under the subject of the mail.
  if (isReplySubject(head.subject)) return automatic && office && evidence ? 'text' : null;
  if (office && ((automatic && named) || (titled && named))) return 'text';
  const aboutMail = returns || ABOUT_MAIL.test(foldText(head.subject.slice(0, 300)));
  if (speaks && isNobody(block, head.from) && aboutMail && ((automatic && evidence) || (titled && named))) return 'text';
  return speaks && isNullSender(block) && titled && named ? 'return-path' : null;
}

/** A courier's parcels are not delivered either. */
const ABOUT_MAIL =
  /\bmail|e-?mail|message|undeliver|mailbox|почт|письм|сообщени|повідомл|лист\b|nachricht|courriel|mensaje|mensagem|messaggi|メール|邮件|郵件|메일/;
/** An address alone on a line, or behind a label. */
const NAMES_SOMEBODY = /^[^\n@]{0,60}[^\s@]@[^\s@]{1,120}/m;
/** A report of another type: on TLS, on DMARC, on votes. */
const IS_OTHER_REPORT = /report-type\s?=\s?"?(?!delivery)[a-z]/i;
const AUTOMATIC = /^auto-/i;
/** Postfix tells its own postmaster of errors of others; no mail of ours is meant. */
const POSTMASTER_NOTICE = /^postfix smtp server: errors from/i;

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
      ...one,
      address: one.address === '' ? (told?.address ?? '') : one.address,
      status: one.status ?? (failed ? (told?.status ?? null) : null),
      reason: one.reason === '' && failed ? (told?.reason ?? '') : one.reason,
    };
  });
}

function failedRecipients(block: HeaderBlock): string[] {
  const addresses = readAddresses(valuesOf(block, 'x-failed-recipients')).map((one) => plainAddress(one.address));
  return [...new Set(addresses.filter((address) => address !== ''))].slice(0, 100);
}

/** Only the mail system's own word counts: couriers deliver too. */
function saysItArrived({ block, head }: ReadMail, folded: string): boolean {
  if (!isMailSystem(block, head.from) && !isReportType(block) && !(isMailOffice(block, head.from) && isNullSender(block))) return false;
  const subject = foldText(head.subject.slice(0, 300));
  return (speaksOfSuccess(folded) || speaksOfSuccess(subject)) && !speaksOfFailure(folded) && !speaksOfDelay(folded);
}

/** The report's words; some systems put them into a named file and leave the text blank. */
function reportText({ text, files }: ReadMail): string {
  if (text.trim() !== '') return text;
  const file = files.find((one) => one.contentType === 'text/plain' || one.contentType === 'text/html');
  return file ? textOf(file) : '';
}
