import { plainAddress } from '../head/addresses.js';
import type { Bounce, BouncedRecipient, Complaint, ReportedMail } from '../parsed-mail.js';
import { enhancedStatusIn, oneLine } from './delivery-code.js';
import { type AutomaticMail, NO_REPORT, type ReadMail, reportedMail } from './read-mail.js';
import { NOTHING_RETURNED } from './returned-mail.js';

/**
 * Reads what Amazon SES reports through a topic (SNS) that is subscribed by mail: JSON, and no report of any other kind.
 *
 * @see https://docs.aws.amazon.com/ses/latest/dg/notification-contents.html
 */
export function sesNotificationOf({ head, text }: ReadMail): AutomaticMail | null {
  if (!/@sns\.amazonaws\.com$/i.test(head.from?.address ?? '') || text.length > MAX_LENGTH) return null;
  const notice = parsed(text);
  const type = wordOf(notice, 'notificationType') || wordOf(notice, 'eventType');
  if (type === 'Bounce') return bounceIn(notice);
  return type === 'Complaint' ? complaintIn(notice) : null;
}

const MAX_LENGTH = 256 * 1024;
const MAX_RECIPIENTS = 100;

type Json = Readonly<Record<string, unknown>>;

function bounceIn(notice: Json): AutomaticMail {
  const what = objectOf(notice, 'bounce');
  const status = wordOf(what, 'bounceType') === 'Transient' ? '4.0.0' : null;
  const recipients = listOf(what, 'bouncedRecipients').map(
    (one): BouncedRecipient => ({
      address: plainAddress(wordOf(one, 'emailAddress')),
      outcome: wordOf(one, 'action') === 'delayed' ? 'delayed' : 'failed',
      status: enhancedStatusIn(wordOf(one, 'status')) ?? status,
      reason: oneLine(wordOf(one, 'diagnosticCode').replace(/^smtp;\s?/i, '')),
    }),
  );
  const bounce: Bounce = { recipients, ...originalIn(notice) };
  return { ...NO_REPORT, automatic: { kind: 'bounce', sign: 'text' }, bounce };
}

function complaintIn(notice: Json): AutomaticMail {
  const what = objectOf(notice, 'complaint');
  const complaint: Complaint = {
    type: wordOf(what, 'complaintFeedbackType') || 'abuse',
    recipients: listOf(what, 'complainedRecipients').map((one) => plainAddress(wordOf(one, 'emailAddress'))),
    ...originalIn(notice),
  };
  return { ...NO_REPORT, automatic: { kind: 'complaint', sign: 'text' }, complaint };
}

function originalIn(notice: Json): ReportedMail {
  const written = wordOf(objectOf(objectOf(notice, 'mail'), 'commonHeaders'), 'messageId');
  return reportedMail(NOTHING_RETURNED, [/^<[^<>\s]{1,900}>$/.test(written) ? written : null]);
}

/** The JSON object that the text begins with; words about the subscription follow it. Empty when there is none. */
function parsed(text: string): Json {
  const end = text.search(/\n-- ?\r?\n/);
  try {
    return asObject(JSON.parse(end === -1 ? text : text.slice(0, end)));
  } catch {
    return {};
  }
}

function asObject(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

function objectOf(from: Json, name: string): Json {
  return asObject(from[name]);
}

function listOf(from: Json, name: string): Json[] {
  const list = from[name];
  return Array.isArray(list) ? list.slice(0, MAX_RECIPIENTS).map(asObject) : [];
}

function wordOf(from: Json, name: string): string {
  const value = from[name];
  return typeof value === 'string' ? value : '';
}
