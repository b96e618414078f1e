import type { AutomaticSign } from '../parsed-mail.js';
import { saysOnlyAbsence } from './auto-reply-subject.js';
import { asks, readsAsAutoReply } from './auto-reply-text.js';
import { bounceOf } from './bounce.js';
import { complaintOf } from './complaint.js';
import { type AutomaticMail, isReportType, NO_REPORT, type ReadMail } from './read-mail.js';
import { isCalendarReply, receiptOf } from './receipt.js';
import { sesNotificationOf } from './ses-notification.js';

/**
 * Says what kind of automatic mail this is, if any, by its header and its body; and of a report what it reports.
 *
 * The header decides where it can. The body is looked at for reports, for what a mail system writes without saying so in the
 * header, and for the first lines of everything else. A person's mail about a bounce is never one: whoever hands on or quotes a
 * report is not a mail system. Time is linear in the text, and bounded beyond 128 kB of it.
 */
export function understandAutomatic(mail: ReadMail): AutomaticMail {
  return sesNotificationOf(mail) ?? complaintOf(mail) ?? receiptOf(mail) ?? bounceOf(mail) ?? { ...NO_REPORT, automatic: otherSign(mail) };
}

/** What is no report and no receipt. */
function otherSign({ block, head, text, quotes, files }: ReadMail): AutomaticSign | null {
  const sign = head.automatic;
  // It looked like a report, and is none that says anything of a mail of ours.
  if (sign?.kind === 'bounce' || sign?.kind === 'complaint') return { kind: 'auto-reply', sign: sign.sign };
  if (sign?.sign === 'subject' && saysOnlyAbsence(head.subject) && asks(text)) return null;
  if (sign !== null && (sign.kind !== 'bulk' || sign.sign.startsWith('list-'))) return sign;
  if (isCalendarReply(block, files)) return { kind: 'auto-reply', sign: 'calendar-reply' };
  if (readsAsAutoReply({ subject: head.subject, text, quotes })) return { kind: 'auto-reply', sign: 'text' };
  return sign ?? (isReportType(block) ? { kind: 'auto-reply', sign: 'report-type' } : null);
}
