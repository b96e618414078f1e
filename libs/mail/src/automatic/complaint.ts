import { type HeaderBlock, unfold } from '../head/header-block.js';
import type { Complaint } from '../parsed-mail.js';
import { reportFields, typedAddress } from './delivery-status.js';
import { isReplySubject } from './mail-system.js';
import { type AutomaticMail, isReportType, type ReadMail, returnedOf, textOf } from './read-mail.js';
import { type ReturnedMail, tearReport } from './returned-mail.js';

/** Reads a reader's complaint as the reader's provider hands it on: ARF (RFC 5965), its fields in the text, or a provider's own form. */
export function complaintOf(mail: ReadMail): AutomaticMail | null {
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

/** A report's own fields, as `message/feedback-report` or as a text has them. */
function readFeedbackReport(text: string, returned: ReturnedMail): Complaint {
  const recipients = new Set<string>();
  let type = '';
  for (const [name, value] of reportFields(text)) {
    if (name === 'feedback-type') type ||= value.toLowerCase().slice(0, 60);
    if (RECIPIENT.has(name)) recipients.add(typedAddress(value));
  }
  recipients.delete('');
  const whom = recipients.size > 0 ? [...recipients].slice(0, 100) : returned.to.slice(0, 1);
  return {
    type: type === '' ? 'abuse' : type,
    recipients: whom,
    originalMessageId: returned.messageId,
    originalReplyTokens: returned.replyTokens,
  };
}

const RECIPIENT: ReadonlySet<string> = new Set(['original-rcpt-to', 'x-hmxmroriginalrecipient', 'removal-recipient', 'original-recipient']);

/** Are these the fields of a feedback report (RFC 5965 3.1), written into the text? Quoted ones are somebody's words. */
function isFeedbackText(text: string): boolean {
  return (
    /^Feedback-Type\s?:/im.test(text) &&
    /^(?:User-Agent|Version|Original-Mail-From|Original-Rcpt-To|Source-IP|Reported-Domain)\s?:/im.test(text)
  );
}

/** Providers that hand on complaints in a form of their own: Outlook's JMRP, and lists that took up its words. */
function isProviderComplaint(author: string, subject: string): boolean {
  return (
    (/^(?:staff@hotmail\.com|scomp@aol\.net|feedbackloop@|fbl[-_.]?[^@]{0,30}@|complaints?@|abuse-?report[^@]{0,20}@)/i.test(author) &&
      /complaint|abuse|spam|feedback|жалоб/i.test(subject)) ||
    /^(?:staff@hotmail\.com|scomp@aol\.net)$/i.test(author)
  );
}
