import { tokenInMessageId, type ParsedMail, type UnreadableMail } from '@app/mail';
import type { BouncedMail, ForwardedMail, MailTraits } from '@app/store';

/** What decides what becomes of a mail, beside who wrote it and what it answers. */
export function mailTraits(mail: ParsedMail | UnreadableMail, historic: boolean): MailTraits {
  return {
    automatic: mail.automatic?.kind ?? null,
    isCertain: mail.automatic !== null && !['text', 'subject'].includes(mail.automatic.sign),
    isMarkedOnTheWay: mail.automatic?.kind === 'bulk' && !['precedence', 'from'].includes(mail.automatic.sign),
    historic,
    ownToken: mail.messageId === null ? null : tokenInMessageId(mail.messageId),
    forwarded: mail.problem === null ? forwardedIn(mail) : null,
    bounced: mail.problem === null ? bouncedBy(mail) : null,
  };
}

/** The tokens of the mail of ours that a report is about: they name it better than its own ids do. */
export function reportedTokens(mail: ParsedMail | UnreadableMail): readonly string[] {
  if (mail.problem !== null) return [];
  return [...(mail.bounce?.originalReplyTokens ?? []), ...(mail.complaint?.originalReplyTokens ?? []), ...receiptTokens(mail)];
}

/** A read receipt may name the mail in its machine-readable part alone (RFC 8098 3.2.5). */
function receiptTokens({ automatic, attachments }: ParsedMail): readonly string[] {
  if (automatic?.kind !== 'receipt') return [];
  const part = attachments.find(({ contentType }) => contentType === 'message/disposition-notification');
  // One that is too large to be in memory is none.
  const text = part && 'content' in part ? Buffer.from(part.content).toString('latin1') : '';
  const id = /^Original-Message-ID:\s*(<[^<>\s]{1,998}>)/im.exec(text)?.[1];
  const token = id === undefined ? null : tokenInMessageId(id);
  return token === null ? [] : [token];
}

function forwardedIn({ forwarded: found }: ParsedMail): ForwardedMail | null {
  if (found === null || found.from === null) return null;
  return { author: found.from, subject: found.subject === '' ? null : found.subject, text: found.text, comment: found.comment };
}

function bouncedBy({ bounce }: ParsedMail): BouncedMail | null {
  if (bounce === null || bounce.originalReplyTokens.length === 0) return null;
  return {
    tokens: bounce.originalReplyTokens,
    recipients: bounce.recipients.filter(({ outcome }) => outcome === 'failed'),
  };
}
