import type { MailAddress } from './head/mail-address.js';
import type { ForwardedMail } from './reply/forwarded-mail.js';

/** Why a mail is not a person's own writing: it changes no state and gets no answer (RFC 3834). */
export type AutomaticSign = {
  readonly kind: 'auto-reply' | 'bulk' | 'bounce' | 'receipt' | 'complaint';
  /** The header that says so, e.g. `auto-submitted`; `text` where only the words do. */
  readonly sign: string;
};

/** The mail that a report is about, as far as the report names it. */
export type ReportedMail = {
  /** With angle brackets: from the returned part, or the report's own headers. */
  readonly originalMessageId: string | null;
  /** Our tokens in its Message-ID, its envelope's id and the address to answer to: they name the delivery. */
  readonly originalReplyTokens: readonly string[];
  /** Tokens of earlier mails of ours in its References: they name the conversation alone. */
  readonly originalThreadTokens: readonly string[];
  /** Addresses that it was delivered to on its way, before an alias or a forward; plain. */
  readonly originalPassed: readonly string[];
};

/** What became of a mail of ours, as a mail server reports it (RFC 3464, or in its own words). */
export type Bounce = ReportedMail & {
  /** One for each recipient that is named; where none is, one whose address is '' tells what became of the mail. */
  readonly recipients: readonly BouncedRecipient[];
};

/** A mail of ours arrived, as a mail server says, or was shown to its reader, as the reader's program does (RFC 8098). */
export type Receipt = ReportedMail & {
  /** Whom it reached, by the server; empty where nobody is named. */
  readonly recipients: readonly BouncedRecipient[];
  /** The author of the receipt has opened it; false for one that was deleted unread, and where only words say it. */
  readonly isRead: boolean;
};

/** A reader calls a mail of ours spam, and the reader's provider tells us (ARF, RFC 5965). */
export type Complaint = ReportedMail & {
  /** `abuse`, `fraud`, `virus`, `opt-out`...; `auth-failure` and `not-spam` are reports that nobody objects by. */
  readonly type: string;
  /** Who complains, where the provider tells it; plain addresses. */
  readonly recipients: readonly string[];
};

export type BouncedRecipient = {
  /** As `MailAddress.address`: the one we wrote to (Original-Recipient before Final-Recipient). */
  readonly address: string;
  /** Other addresses that the report has for the same recipient: behind an alias or a forward, or before it. */
  readonly aliases?: readonly string[];
  /** `failed`: the server has given up, for whatever reason; `delayed`: it goes on trying. Whether the address is dead says the status. */
  readonly outcome: 'failed' | 'delayed' | 'delivered' | 'relayed';
  /** RFC 3463, e.g. `5.1.1`: the report's own, or what the server's reply code and words mean; null when it says neither. */
  readonly status: string | null;
  /** What the server said, for people; at most 500 characters, '' when nothing. */
  readonly reason: string;
  /** Until when the server goes on trying, where it says so (Will-Retry-Until). */
  readonly until?: Date;
};

/** What the header says. It is read from the raw bytes in linear time, so there is one for every mail. */
export type MailHead = {
  /** The first author; null when there is no From, or nothing in it. */
  readonly from: MailAddress | null;
  readonly otherFrom: readonly MailAddress[];
  readonly replyTo: readonly MailAddress[];
  readonly to: readonly MailAddress[];
  readonly cc: readonly MailAddress[];
  /** Where the server says it was delivered: Delivered-To, X-Original-To, Envelope-To. */
  readonly deliveredTo: readonly string[];
  readonly subject: string;
  /** The author's clock; null when unusable. Never used for order. */
  readonly date: Date | null;
  /** Ids keep their angle brackets. */
  readonly messageId: string | null;
  readonly inReplyTo: readonly string[];
  /** Oldest first, as RFC 5322 3.6.4 has it. */
  readonly references: readonly string[];
  readonly automatic: AutomaticSign | null;
  /** A mail server on its way took it for spam, and says so in a header. */
  readonly isMarkedSpam: boolean;
};

export type MailFile = {
  /** Safe to show and to save under: no path, no control characters, never empty. */
  readonly filename: string;
  readonly contentType: string;
  /** Bytes. */
  readonly size: number;
  /** Of the content, hex. */
  readonly sha256: string;
  /** Shown inside the HTML rather than listed below it. */
  readonly inline: boolean;
  /** Without angle brackets, as `cid:` links name it. */
  readonly contentId: string | null;
};

export type MailAttachment = MailFile & FileContent;

/** The bytes of a file, or where they were written. */
export type FileContent = { readonly content: Uint8Array } | { readonly path: string };

/** Keeps a file of a mail, whose memory goes with the mail. What it throws is nothing about the mail. */
export type KeepFile = (content: Buffer) => FileContent;

/** How a mail was signed or encrypted by its author: named and kept, never opened. */
export type Protection = 'pgp-encrypted' | 'pgp-signed' | 'smime-encrypted' | 'smime-signed';

export type ParsedMail = MailHead & {
  readonly problem: null;
  /** The plain part, or made from the HTML; lines end with \n. */
  readonly text: string;
  /** Sanitised: allow-listed elements, `cid:` images, remote images only as `data-remote-src`. Null when there is none. */
  readonly html: string | null;
  /** What the author wrote this time. The whole text where nothing would be left. */
  readonly replyText: string;
  readonly quoted: string | null;
  readonly signature: string | null;
  /** The first 200. */
  readonly attachments: readonly MailAttachment[];
  /** Files beyond those: only in the original, listed here. */
  readonly leftOut: readonly MailFile[];
  readonly protection: Protection | null;
  /** The mail that it hands on, where its subject or the command `@fwd` says that it does. */
  readonly forwarded: ForwardedMail | null;
  /** Set exactly when `automatic.kind` is `bounce`. */
  readonly bounce: Bounce | null;
  /** Set exactly when `automatic.kind` is `complaint`. */
  readonly complaint: Complaint | null;
  /** Set exactly when `automatic.kind` is `receipt`. */
  readonly receipt: Receipt | null;
  /** What had to be repaired or left out; all of it is in the original. */
  readonly repairs: readonly MailRepair[];
};

export type MailRepair =
  /** A multipart without its boundary: it was guessed, or all of it became text. */
  | 'boundary-missing'
  /** Text or HTML longer than 1 MB was cut. */
  | 'text-cut'
  /** More than 5,000 parts, or more than 100 within one another: the others are only in the original. */
  | 'parts-left-out'
  /** More than 200 attachments: the others are only in the original. */
  | 'attachments-left-out'
  /** A header longer than 256 kB was cut. */
  | 'header-cut';

/** A mail whose body could not be read. Its head could; the original is all that can be shown of the rest. */
export type UnreadableMail = MailHead & {
  /**
   * `mail-too-hard`: it took more CPU than a mail may have. `mail-too-large`: more than 64 MB. `mail-unreadable`: the parser
   * refused it, or died of it.
   */
  readonly problem: 'mail-too-hard' | 'mail-too-large' | 'mail-unreadable';
};
