import { DeskError } from '@app/domain';
import MailComposer from 'nodemailer/lib/mail-composer';
import { plainAddress } from '../head/addresses.js';
import type { MailAddress } from '../head/mail-address.js';
import { stripControls } from '../head/plain-characters.js';
import { outgoingFileName } from './outgoing-file-name.js';
import { bodiesOf, type OutgoingWords } from './outgoing-body.js';
import { needsSmtpUtf8 } from './recipients.js';
import { messageIdOf, plusAddress } from './reply-token.js';

/** Of a long thread's ids the first and the last ones are named (RFC 5322 3.6.4 sets no limit, servers do). */
const MAX_REFERENCES = 20;

export type OutgoingMail = OutgoingWords & {
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
  readonly attachments: readonly OutgoingFile[];
  readonly date: Date;
  /** `replied`: an acknowledgement, which asks for no answer by machines. `generated`: a notice. Null: a person's answer. */
  readonly automatic: 'replied' | 'generated' | null;
  /** Whether the server that it leaves by takes addresses in letters of any script (default false). */
  readonly smtpUtf8?: boolean | undefined;
};

export type OutgoingFile = {
  readonly filename: string;
  readonly contentType: string;
  readonly content: Buffer;
  /** As the HTML names it (`data-attachment`), with the id it has in the mail, without brackets: shown in its place, not below. */
  readonly shown?: { readonly id: string; readonly contentId: string } | undefined;
};

/**
 * Builds the mail as it goes over the wire. The same input gives the same bytes.
 *
 * Nothing of what people wrote can become a header or a second mail (`threat:E1`, `threat:A14`): values lose their control
 * characters, addresses are plain or refused, lines end with CRLF only.
 *
 * @throws DeskError invalid/address-unusable, invalid/recipient-needs-smtputf8
 */
export async function composeMail(mail: OutgoingMail): Promise<Buffer> {
  if (mail.smtpUtf8 !== true) refuseBeyondAscii(mail);
  const bodies = bodiesOf(mail, contentIdsOf(mail.attachments));
  const composer = new MailComposer({
    from: named(mail.from),
    to: mail.to.map(named),
    cc: mail.cc.map(named),
    replyTo: { name: oneLine(mail.from.name), address: plusAddress(checked(mail.from.address), mail.token) },
    subject: oneLine(mail.subject),
    messageId: messageIdOf(mail.token, domainOf(mail.from.address)),
    ...threadOf(mail),
    date: mail.date,
    headers: automaticHeaders(mail.automatic),
    ...encoded(bodies),
    attachments: mail.attachments.map(toFile),
    baseBoundary: mail.token,
    newline: 'win',
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return await composer.compile().build();
}

function named({ name, address }: MailAddress): { name: string; address: string } {
  return { name: oneLine(name), address: checked(address) };
}

/**
 * A text in one line of the header. What looks like an encoded word (RFC 2047) is text too: with a letter that is not ASCII behind it the
 * whole is encoded, or its reader would decode what nobody has encoded.
 */
function oneLine(text: string): string {
  const line = stripControls(text).trim();
  return line.includes('=?') ? `${line}\u00a0` : line;
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

type Encoded = { content: string; contentTransferEncoding: 'quoted-printable' | 'base64' };

/**
 * Never as it is: a server may not take long lines, and would break the `-- ` of a signature. What is mostly ASCII stays readable, all
 * else is shortest in base64.
 */
function encoded({ text, html }: { text: string; html?: string }): { text: Encoded; html?: Encoded } {
  const sample = text.slice(0, 10_000);
  const isAscii = sample.replace(/[\0-\x7f]/g, '').length * 4 <= sample.length;
  const body = (content: string): Encoded => ({
    content: content.replaceAll('\n', '\r\n'),
    contentTransferEncoding: isAscii ? 'quoted-printable' : 'base64',
  });
  return { text: body(text), ...(html === undefined ? {} : { html: body(html) }) };
}

function refuseBeyondAscii({ from, to, cc }: OutgoingMail): void {
  const beyond = [from, ...to, ...cc].find(({ address }) => needsSmtpUtf8(address));
  if (beyond === undefined) return;
  const params = { addresses: checked(beyond.address), count: 1 };
  throw new DeskError('invalid', 'recipient-needs-smtputf8', 'The sending server takes ASCII local parts only.', { params });
}

function contentIdsOf(files: readonly OutgoingFile[]): ReadonlyMap<string, string> {
  return new Map(files.flatMap(({ shown }) => (shown && CONTENT_ID.test(shown.contentId) ? [[shown.id, shown.contentId] as const] : [])));
}

const CONTENT_ID = /^[\w.+-]{1,100}@[\w.-]{1,255}$/;

type File = { filename: string; contentType: string; content: Buffer; cid?: string; contentDisposition?: 'inline' };

function toFile({ filename, contentType: given, content, shown }: OutgoingFile, index: number): File {
  const contentType = fileType(given);
  const file = { filename: outgoingFileName(filename, contentType, index + 1), contentType, content };
  return shown && CONTENT_ID.test(shown.contentId) ? { ...file, cid: shown.contentId, contentDisposition: 'inline' } : file;
}

/** A mail within a mail, or several parts, could not be encoded, and would be read as part of ours: as a file they stay whole. */
function fileType(given: string): string {
  return /^(?!message\/|multipart\/)[a-z0-9.+_-]+\/[a-z0-9.+_-]+$/i.test(given) ? given.toLowerCase() : 'application/octet-stream';
}
