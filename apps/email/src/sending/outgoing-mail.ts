import { type OutgoingFile, type OutgoingMail, replySubject, tokenInMessageId } from '@app/mail';
import type { DueMessage } from '@app/store';

/** The mail that a message becomes. Its date is given, so that a resend is the same bytes. */
export function outgoingMail(
  message: DueMessage,
  from: { readonly address: string; readonly name: string },
  files: readonly OutgoingFile[],
  date: Date,
): OutgoingMail {
  if (message.replyToken === null) throw new Error(`Message ${message.id} goes by mail and has no token.`);
  const isAnswer = message.thread.length > 0;
  return {
    from: { address: from.address, name: message.authorName ?? from.name },
    to: message.to,
    cc: message.cc,
    subject: isAnswer ? replySubject(message.subject ?? '') : (message.subject ?? ''),
    token: message.replyToken,
    inReplyTo: lastOfTheirs(message.thread),
    references: message.thread,
    text: message.text,
    html: message.html,
    attachments: files,
    date,
    automatic: message.kind === 'auto' ? 'replied' : null,
  };
}

/** The customer's last mail, or ours where the customer has written none (`fail:T9`). */
function lastOfTheirs(thread: readonly string[]): string | null {
  return thread.findLast((id) => tokenInMessageId(id) === null) ?? thread.at(-1) ?? null;
}
