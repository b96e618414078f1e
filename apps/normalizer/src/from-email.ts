import type { EventOf, MailReceived } from '@app/contracts';
import { placeImages, type ParsedMail, type UnreadableMail } from '@app/mail';
import { NOT_SNIFFED, type Incoming, type IncomingFile, type Kept, type KeptFile } from '@app/store';
import { lookupId } from './lookup-id.js';
import { mailRemarks } from './mail-remarks.js';
import { threadTokens } from './mail-report.js';
import { mailTraits } from './mail-traits.js';

/** A file of a mail, its bytes kept already, with the id that it will have. */
export type FileOfMail = { readonly id: string; readonly blob: KeptFile };

/**
 * A mail, understood. One that cannot be read becomes a message that says so and keeps its original.
 *
 * @param files of the mail's attachments, in their order
 */
export function fromEmail(
  event: EventOf<typeof MailReceived>,
  raw: Kept,
  mail: ParsedMail | UnreadableMail,
  files: readonly FileOfMail[],
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
      tokens: threadTokens(mail),
      ancestors: [...new Set([...mail.inReplyTo, ...mail.references.toReversed()].map(lookupId))],
      messageId: mail.messageId === null ? null : lookupId(mail.messageId),
    },
    mail: { ...mailTraits(mail, data.historic), isJunk: data.junk },
    subject: mail.subject,
    text: readable?.replyText ?? '',
    html: readable && htmlOf(readable, files),
    quoted: readable?.quoted ?? null,
    signature: readable?.signature ?? null,
    to: mail.to,
    cc: mail.cc,
    replyTo: mail.replyTo,
    sourceAt: mail.date,
    isAutomatic: mail.automatic !== null,
    problem: data.problem ?? (mail.problem === null ? null : { code: mail.problem, params: {} }),
    remarks: mailRemarks(mail, data.problem === null),
    files:
      readable && data.problem === null
        ? filesOf(readable, files)
        : [{ kind: 'kept', ...ORIGINAL, blob: { ...raw, sniffed: NOT_SNIFFED } }],
    clientId: null,
  };
}

/** What an unreadable mail is shown by. */
const ORIGINAL = {
  id: null,
  filename: 'original.eml',
  contentType: 'message/rfc822',
  inline: false,
  contentId: null,
} as const;

function htmlOf(mail: ParsedMail, files: readonly FileOfMail[]): string | null {
  if (mail.html === null) return null;
  return placeImages(
    mail.html,
    mail.attachments,
    files.map(({ id }) => id),
  );
}

function filesOf(mail: ParsedMail, files: readonly FileOfMail[]): IncomingFile[] {
  return mail.attachments.map(({ filename, contentType, inline, contentId }, place) => {
    const file = files[place];
    if (!file) throw new Error('A file of a mail was not kept.');
    return { kind: 'kept', id: file.id, filename, contentType, inline, contentId, blob: file.blob };
  });
}
