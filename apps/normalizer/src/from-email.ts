import type { EventOf, MailReceived } from '@app/contracts';
import { replyTokens, type ParsedMail, type UnreadableMail } from '@app/mail';
import type { Incoming, IncomingFile, Kept } from '@app/store';

/** A file of a mail, its bytes kept already. */
export type KeptFile = { readonly sha256: string; readonly blob: Kept };

/** A mail, understood. One that cannot be read becomes a message that says so and keeps its original. */
export function fromEmail(
  event: EventOf<typeof MailReceived>,
  raw: Kept,
  mail: ParsedMail | UnreadableMail,
  files: readonly KeptFile[],
): Incoming {
  const { data } = event;
  const readable = mail.problem === null ? mail : null;
  const address = mail.from?.address.toLowerCase() ?? '';
  return {
    kind: 'message',
    channel: 'email',
    way: 'email',
    inboxId: data.inboxId,
    externalId: data.externalId,
    receivedAt: new Date(data.receivedAt),
    raw,
    sender: { address, name: mail.from?.name ?? '', language: null, proved: null },
    authentication: null,
    place: {
      kind: 'thread',
      tokens: replyTokens(mail),
      ancestors: [...mail.inReplyTo, ...mail.references.toReversed()],
      messageId: mail.messageId,
    },
    subject: mail.subject,
    text: readable?.replyText ?? '',
    html: readable?.html ?? null,
    quoted: readable?.quoted ?? null,
    signature: readable?.signature ?? null,
    to: mail.to,
    cc: mail.cc,
    replyTo: mail.replyTo,
    sourceAt: mail.date,
    isAutomatic: mail.automatic !== null,
    problem: mail.problem === null ? null : { code: mail.problem, params: {} },
    files: readable ? filesOf(readable, files) : [{ kind: 'kept', ...ORIGINAL, blob: raw }],
    clientId: null,
  };
}

/** What an unreadable mail is shown by. */
const ORIGINAL = { filename: 'original.eml', contentType: 'message/rfc822', inline: false, contentId: null } as const;

function filesOf(mail: ParsedMail, kept: readonly KeptFile[]): IncomingFile[] {
  const blobs = new Map(kept.map((file) => [file.sha256, file.blob]));
  return mail.attachments.flatMap((file) => {
    const blob = blobs.get(file.sha256);
    if (!blob) return [];
    return [{ kind: 'kept', filename: file.filename, contentType: file.contentType, inline: file.inline, contentId: file.contentId, blob }];
  });
}
