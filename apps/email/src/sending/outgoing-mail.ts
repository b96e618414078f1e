import { replySubject } from '@app/domain';
import { type OutgoingFile, type OutgoingMail, tokenInMessageId } from '@app/mail';
import type { DueAttachment, DueMessage } from '@app/store';

/**
 * The mail that a message becomes. Its date is given, so that a resend is the same bytes.
 *
 * @param files the message's, in its order
 */
export function outgoingMail(
  message: DueMessage,
  from: { readonly address: string; readonly name: string },
  files: readonly OutgoingFile[],
  date: Date,
): OutgoingMail {
  if (message.replyToken === null) throw new Error(`Message ${message.id} goes by mail and has no token.`);
  // What answers by itself has a subject of its own, `Re: ` included.
  const isAnswer = message.thread.length > 0 && message.kind === 'reply';
  return {
    from: { address: from.address, name: message.from?.name || message.authorName || from.name },
    to: message.to,
    cc: message.cc,
    subject: isAnswer ? replySubject(message.subject ?? '') : (message.subject ?? ''),
    token: message.replyToken,
    inReplyTo: lastOfTheirs(message.thread),
    references: message.thread,
    text: message.text,
    html: message.html,
    signature: message.signature,
    quoted: message.quoted,
    attachments: files.map((file, at) => ({ ...file, shown: shownAs(message.attachments[at]) })),
    smtpUtf8: message.smtpUtf8,
    date,
    automatic: automaticOf(message),
  };
}

/** Answers that a chat's visitor gets by mail are a person's words, though nobody pressed a key for the mail. */
function automaticOf({ kind, recap }: DueMessage): OutgoingMail['automatic'] {
  if (kind === 'reply' || recap === 'away') return null;
  return recap === 'transcript' ? 'generated' : 'replied';
}

function shownAs(file: DueAttachment | undefined): { id: string; contentId: string } | undefined {
  return file?.inline && file.contentId !== null ? { id: file.id, contentId: file.contentId } : undefined;
}

/** The customer's last mail, or ours where the customer has written none (`fail:T9`). */
function lastOfTheirs(thread: readonly string[]): string | null {
  return thread.findLast((id) => tokenInMessageId(id) === null) ?? thread.at(-1) ?? null;
}
