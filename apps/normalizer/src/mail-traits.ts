import { tokenInMessageId, type ParsedMail, type UnreadableMail } from '@app/mail';
import type { ForwardedMail, MailTraits } from '@app/store';
import { reportOf } from './mail-report.js';

/** What decides what becomes of a mail, beside who wrote it and what it answers. */
export function mailTraits(mail: ParsedMail | UnreadableMail, historic: boolean): MailTraits {
  return {
    automatic: mail.automatic?.kind ?? null,
    isCertain: mail.automatic !== null && !['text', 'subject'].includes(mail.automatic.sign),
    isMarkedOnTheWay: mail.automatic?.kind === 'bulk' && !['precedence', 'from'].includes(mail.automatic.sign),
    isMarkedSpam: mail.isMarkedSpam,
    historic,
    ownToken: mail.messageId === null ? null : tokenInMessageId(mail.messageId),
    forwarded: mail.problem === null ? forwardedIn(mail) : null,
    reported: reportOf(mail),
  };
}

function forwardedIn({ forwarded: found }: ParsedMail): ForwardedMail | null {
  if (found === null || found.from === null) return null;
  return { author: found.from, subject: found.subject === '' ? null : found.subject, text: found.text, comment: found.comment };
}
