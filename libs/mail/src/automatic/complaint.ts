import { type HeaderBlock, unfold } from '../head/header-block.js';
import type { Complaint } from '../parsed-mail.js';
import { reportFields, typedAddress } from './delivery-status.js';
import { isMailOffice, isNullSender, isReplySubject } from './mail-system.js';
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
import { type ReturnedMail, tearReport } from './returned-mail.js';

/** Reads a reader's complaint as the reader's provider hands it on: ARF (RFC 5965), its fields in the text, or a provider's own form. */
export function complaintOf(mail: ReadMail): AutomaticMail | null {
  const part = mail.files.find((file) => file.contentType === 'message/feedback-report');
  const sign = signOf(mail, part !== undefined);
  if (sign === null) return null;
  const torn = tearReport(mail.text);
  const fields = part ? textOf(part) : `${torn.report}\n${headerFields(mail.block)}`;
  return { ...NO_REPORT, automatic: { kind: 'complaint', sign }, complaint: readFeedbackReport(fields, returnedOf(mail, torn)) };
}

function signOf({ block, head, text, files }: ReadMail, hasReport: boolean): string | null {
  if (head.automatic?.kind === 'complaint') return 'report-type';
  if (hasReport && isReportType(block)) return 'feedback-report';
  // Whoever answers to a report or hands it on is a person.
  if (isReplySubject(head.subject)) return null;
  const author = head.from?.address ?? '';
  if (PROVIDER.test(author)) return 'from';
  const isMachine =
    (head.automatic !== null && head.automatic.kind !== 'bulk') ||
    isNullSender(block) ||
    isMailOffice(block, head.from) ||
    FEEDBACK_OFFICE.test(author);
  if (!isMachine) return null;
  if (hasReport) return 'feedback-report';
  if (isFeedbackText(text.slice(0, 16_000))) return 'text';
  return FEEDBACK_OFFICE.test(author) && files.some(isReturnedPart) && /complaint|abuse|spam|feedback|жалоб/i.test(head.subject)
    ? 'from'
    : null;
}

/** Outlook's JMRP and AOL's loop wrote in forms of their own. */
const PROVIDER = /^(?:staff@hotmail\.com|scomp@aol\.net)$/i;
const FEEDBACK_OFFICE = /^(?:feedback(?:-?loop)?|fbl[-_.]?[^@]{0,30}|complaints?|abuse-?reports?)@/i;

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
  let envelopeId: string | null = null;
  for (const [name, value] of reportFields(text)) {
    if (name === 'feedback-type') type ||= value.toLowerCase().slice(0, 60);
    if (name === 'original-envelope-id') envelopeId ??= value;
    if (RECIPIENT.has(name)) recipients.add(typedAddress(value));
  }
  recipients.delete('');
  const whom = recipients.size > 0 ? [...recipients].slice(0, 100) : returned.to.slice(0, 1);
  return {
    type: type === '' ? 'abuse' : type,
    recipients: whom,
    ...reportedMail(returned, [envelopeId]),
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
