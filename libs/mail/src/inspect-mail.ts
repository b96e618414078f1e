import { isHardBounce } from './automatic/hard-bounce.js';
import type { MailAddress } from './head/mail-address.js';
import type { MailFile, ParsedMail, UnreadableMail } from './parsed-mail.js';

type Words = { readonly text: string; readonly html: string | null; readonly replyText: string; readonly signature: string | null };

/** A mail as `inspect email` prints it: what was understood of it, without the bytes of its files. */
export type InspectedMail = Words & {
  readonly from: MailAddress | null;
  readonly otherFrom: readonly MailAddress[];
  readonly replyTo: readonly MailAddress[];
  readonly to: readonly MailAddress[];
  readonly cc: readonly MailAddress[];
  readonly subject: string;
  /** ISO 8601 in UTC, whole seconds. */
  readonly date: string | null;
  readonly messageId: string | null;
  /** The first; the others are in `references` where the author's client put them. */
  readonly inReplyTo: string | null;
  readonly references: readonly string[];
  readonly attachments: readonly MailFile[];
  readonly isAutoReply: boolean;
  readonly isBounce: boolean;
  readonly bouncedRecipient: string | null;
  readonly bouncedRecipients: readonly string[];
  readonly bounceStatus: string | null;
  /** True: for good. False: for a temporary reason, or the server goes on trying. Null: no bounce, or it does not say. */
  readonly hardBounce: boolean | null;
  readonly isComplaint: boolean;
  /** What a server that we trust says; nobody, where only the file is there. */
  readonly authentication: { readonly spf: null; readonly dkim: null; readonly dmarc: null };
  /** Only where the body could not be read. */
  readonly error?: { readonly code: string; readonly message: string };
};

/** What was understood of a mail, for people and tests to look at. */
export function inspectMail(mail: ParsedMail | UnreadableMail): InspectedMail {
  return {
    from: mail.from,
    otherFrom: mail.otherFrom,
    replyTo: mail.replyTo,
    to: mail.to,
    cc: mail.cc,
    subject: mail.subject,
    date: mail.date === null ? null : `${mail.date.toISOString().slice(0, -5)}Z`,
    messageId: mail.messageId,
    inReplyTo: mail.inReplyTo[0] ?? null,
    references: mail.references,
    ...wordsOf(mail),
    attachments: mail.problem === null ? [...mail.attachments, ...mail.leftOut].map(listed) : [],
    // A read receipt answers for its reader as well.
    isAutoReply: mail.automatic?.kind === 'auto-reply' || mail.automatic?.kind === 'receipt',
    ...bounceOf(mail),
    isComplaint: mail.automatic?.kind === 'complaint',
    authentication: { spf: null, dkim: null, dmarc: null },
    ...(mail.problem === null ? {} : { error: { code: mail.problem, message: 'The body of this mail could not be read.' } }),
  };
}

function wordsOf(mail: ParsedMail | UnreadableMail): Words {
  if (mail.problem !== null) return { text: '', html: null, replyText: '', signature: null };
  return { text: mail.text, html: mail.html, replyText: mail.replyText, signature: mail.signature };
}

function listed({ filename, contentType, size, sha256, inline, contentId }: MailFile): MailFile {
  return { filename, contentType, size, sha256, inline, contentId };
}

function bounceOf(
  mail: ParsedMail | UnreadableMail,
): Pick<InspectedMail, 'isBounce' | 'bouncedRecipient' | 'bouncedRecipients' | 'bounceStatus' | 'hardBounce'> {
  const isBounce = mail.automatic?.kind === 'bounce';
  const recipients = mail.problem === null ? (mail.bounce?.recipients ?? []) : [];
  const troubled = recipients.filter(({ outcome }) => outcome === 'failed' || outcome === 'delayed');
  const first = troubled.find(({ outcome }) => outcome === 'failed') ?? troubled[0];
  return {
    isBounce,
    bouncedRecipient: first?.address || null,
    bouncedRecipients: troubled.map(({ address }) => address).filter((address) => address !== ''),
    bounceStatus: first?.status ?? null,
    hardBounce: first === undefined ? null : isHardBounce(troubled),
  };
}
