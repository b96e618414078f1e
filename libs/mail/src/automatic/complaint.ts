import type { Complaint } from '../parsed-mail.js';
import { reportFields, typedAddress } from './delivery-status.js';
import type { ReturnedMail } from './returned-mail.js';

/** A report's own fields, as `message/feedback-report` or as a text has them. */
export function readFeedbackReport(text: string, returned: ReturnedMail): Complaint {
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
export function isFeedbackText(text: string): boolean {
  return (
    /^Feedback-Type\s?:/im.test(text) &&
    /^(?:User-Agent|Version|Original-Mail-From|Original-Rcpt-To|Source-IP|Reported-Domain)\s?:/im.test(text)
  );
}

/** Providers that hand on complaints in a form of their own: Outlook's JMRP, and lists that took up its words. */
export function isProviderComplaint(author: string, subject: string): boolean {
  return (
    (/^(?:staff@hotmail\.com|scomp@aol\.net|feedbackloop@|fbl[-_.]?[^@]{0,30}@|complaints?@|abuse-?report[^@]{0,20}@)/i.test(author) &&
      /complaint|abuse|spam|feedback|жалоб/i.test(subject)) ||
    /^(?:staff@hotmail\.com|scomp@aol\.net)$/i.test(author)
  );
}
