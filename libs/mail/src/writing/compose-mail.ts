import { DeskError } from '@app/domain';
import MailComposer from 'nodemailer/lib/mail-composer';
import { plainAddress } from '../head/addresses.js';
import { safeFileName } from '../mime/file-name.js';
import { htmlOfText } from '../html/html-text.js';
import type { MailAddress } from '../parsed-mail.js';
import { storable, stripControls } from '../head/plain-characters.js';
import { messageIdOf, plusAddress } from './reply-token.js';

/** Of a long thread's ids the first and the last ones are named (RFC 5322 3.6.4 sets no limit, servers do). */
const MAX_REFERENCES = 20;

export type OutgoingMail = {
  /** The inbox: its address is the author, its domain that of the Message-ID. */
  readonly from: MailAddress;
  readonly to: readonly MailAddress[];
  readonly cc: readonly MailAddress[];
  readonly subject: string;
  /** Of this mail for ever (`makeReplyToken` of @app/store): a resend is the same bytes. */
  readonly token: string;
  /** The mail that this one answers, and its thread, oldest first. */
  readonly inReplyTo: string | null;
  readonly references: readonly string[];
  readonly text: string;
  /** Null: made of the text. */
  readonly html: string | null;
  readonly attachments: readonly OutgoingFile[];
  readonly date: Date;
  /** `replied`: an acknowledgement, which asks for no answer by machines. `generated`: a notice. Null: a person's answer. */
  readonly automatic: 'replied' | 'generated' | null;
};

export type OutgoingFile = { readonly filename: string; readonly contentType: string; readonly content: Buffer };

/**
 * Builds the mail as it goes over the wire. The same input gives the same bytes.
 *
 * Nothing of what people wrote can become a header or a second mail (`threat:E1`, `threat:A14`): values lose their control
 * characters, addresses are plain or refused, lines end with CRLF only.
 *
 * @throws DeskError invalid/address-unusable
 */
export async function composeMail(mail: OutgoingMail): Promise<Buffer> {
  const composer = new MailComposer({
    from: named(mail.from),
    to: mail.to.map(named),
    cc: mail.cc.map(named),
    replyTo: { name: stripControls(mail.from.name), address: plusAddress(checked(mail.from.address), mail.token) },
    subject: stripControls(mail.subject),
    messageId: messageIdOf(mail.token, domainOf(mail.from.address)),
    ...threadOf(mail),
    date: mail.date,
    headers: automaticHeaders(mail.automatic),
    ...bodyOf(mail),
    attachments: mail.attachments.map(toFile),
    baseBoundary: mail.token,
    newline: 'win',
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return await composer.compile().build();
}

/** `Re: ` and the subject, unless it begins so in one of the ways that mail programs have. */
export function replySubject(subject: string): string {
  return /^\s*(re|aw|sv|vs|antw|ответ|отв|ha|ynt|回复)\s*(\[\d+\])?\s*[:：]/iu.test(subject)
    ? subject.trim()
    : `Re: ${subject.trim()}`.trim();
}

function named({ name, address }: MailAddress): { name: string; address: string } {
  return { name: stripControls(name), address: checked(address) };
}

function checked(address: string): string {
  const plain = plainAddress(address);
  if (plain === '') throw new DeskError('invalid', 'address-unusable', 'An address is not plainly local@domain, so no mail is sent to it.');
  return plain;
}

function domainOf(address: string): string {
  return checked(address).slice(address.lastIndexOf('@') + 1);
}

function threadOf(mail: OutgoingMail): { inReplyTo?: string; references?: string[] } {
  const inReplyTo = mail.inReplyTo !== null && MESSAGE_ID.test(mail.inReplyTo) ? mail.inReplyTo : null;
  const ids = [...new Set([...mail.references, ...(inReplyTo === null ? [] : [inReplyTo])])].filter((id) => MESSAGE_ID.test(id));
  const references = ids.length > MAX_REFERENCES ? [...ids.slice(0, 1), ...ids.slice(1 - MAX_REFERENCES)] : ids;
  return { ...(inReplyTo === null ? {} : { inReplyTo }), ...(references.length === 0 ? {} : { references }) };
}

const MESSAGE_ID = /^<[^<>\s\p{Cc}]{1,996}>$/u;

/** What keeps other machines from answering (`fail:L1`). */
function automaticHeaders(automatic: OutgoingMail['automatic']): Record<string, string> {
  if (automatic === null) return {};
  const bulk = automatic === 'replied' ? { Precedence: 'bulk' } : {};
  return { 'Auto-Submitted': `auto-${automatic}`, 'X-Auto-Response-Suppress': 'All', ...bulk };
}

/** The composer leaves an empty text out: a file alone goes with an empty line, so that there is a body to show it under. */
function bodyOf({ text, html }: OutgoingMail): { text: string; html?: string } {
  const isEmpty = text.trim() === '' && html === null;
  return isEmpty ? { text: '\n' } : { text: plainLines(text), html: plainLines(html ?? htmlOfText(text)) };
}

/** A bare CR or LF is a line end to some servers and none to others, which is how one mail becomes two. */
function plainLines(text: string): string {
  return storable(text).replace(/\r\n?/g, '\n');
}

function toFile(file: OutgoingFile, index: number): { filename: string; contentType: string; content: Buffer } {
  const contentType = /^[a-z0-9.+_-]+\/[a-z0-9.+_-]+$/i.test(file.contentType) ? file.contentType : 'application/octet-stream';
  return { filename: safeFileName(file.filename, contentType, index + 1), contentType, content: file.content };
}
