import type { Channel } from '@app/contracts';
import type { AutomaticKind, Reason } from '@app/domain';
import type { Kept, KeptFile } from '../files/blobs.js';
import type { MailAddress } from '../sending/due-messages.js';

/** Something that came in, understood: the one shape of all channels. */
export type Incoming = IncomingMessage | IncomingEdit | IncomingOther;

type Came = {
  readonly inboxId: string;
  /** Unique in the inbox for ever (`model.md` 2). */
  readonly externalId: string;
  readonly receivedAt: Date;
  /** The original, as it came. */
  readonly raw: Kept;
};

/** A customer's message. */
export type IncomingMessage = Came & {
  readonly kind: 'message';
  readonly channel: Channel;
  readonly way: 'email' | 'telegram' | 'widget';
  /** Who wants something by it. */
  readonly sender: Sender;
  /** Of a mail whose author is somebody else than `sender`: the author, as it is shown. */
  readonly from?: MailAddress;
  /** Of a mail. */
  readonly mail?: MailTraits;
  /** Null where there is nothing to doubt, or nothing was looked at. */
  readonly authentication: MailAuthentication | null;
  readonly place: Place;
  readonly subject: string | null;
  readonly text: string;
  readonly html: string | null;
  readonly quoted: string | null;
  readonly signature: string | null;
  readonly to: readonly MailAddress[];
  readonly cc: readonly MailAddress[];
  readonly replyTo: readonly MailAddress[];
  /** By the author's own clock; shown, never used for order. */
  readonly sourceAt: Date | null;
  readonly isAutomatic: boolean;
  /** Why the text is not the message's own. */
  readonly problem: Reason | null;
  /** What an agent should know before believing or answering it. */
  readonly remarks: readonly Reason[];
  readonly files: readonly IncomingFile[];
  /** Of a web chat: the client's own id. */
  readonly clientId: string | null;
};

/** What only mails have, and what becomes of them depends on. */
export type MailTraits = {
  /** Null: a person wrote it. */
  readonly automatic: AutomaticKind | null;
  /** A header or a part says so, not its words alone. */
  readonly isCertain: boolean;
  /** A mailing list, a group or a gateway put its mark on it: that alone does not make a person's answer automatic. */
  readonly isMarkedOnTheWay: boolean;
  /** Imported history: it asks for nothing, and nobody is told. */
  readonly historic: boolean;
  /** It lay in the junk folder: a ticket that it opens begins as spam. */
  readonly isJunk?: boolean;
  /** The token of its own Message-ID, if that looks like one of ours. */
  readonly ownToken: string | null;
  /** The mail that it passes on, if that is what it does. */
  readonly forwarded: ForwardedMail | null;
  /** Of a bounce that names our mail. */
  readonly bounced: BouncedMail | null;
};

export type ForwardedMail = {
  readonly author: MailAddress;
  readonly subject: string | null;
  readonly text: string;
  /** What the one who forwards it says about it; '' when nothing. */
  readonly comment: string;
};

export type BouncedMail = {
  /** Ours, of the mail that came back. */
  readonly tokens: readonly string[];
  /** Only those for whom the server has given up; '' where it does not say for whom. */
  readonly recipients: readonly { readonly address: string; readonly status: string | null; readonly reason: string }[];
};

/**
 * What SPF, DKIM and DMARC say of a mail (RFC 7208, 6376, 9989), in the words of RFC 8601: `pass`, `fail`, `none`, `neutral`, `softfail`,
 * `policy`, `permerror`. Null: not known, or it could not be found out in time.
 */
export type MailAuthentication = {
  readonly spf: string | null;
  readonly dkim: string | null;
  readonly dmarc: string | null;
  /** The sender is who the address says: DMARC passed, or a signature of the author's own domain did. */
  readonly proved: boolean;
};

export type Sender = {
  /** E-mail: lower case, '' when there is none. Telegram: user id. Web chat: visitor id. */
  readonly address: string;
  readonly name: string;
  readonly language: string | null;
  /** How the channel proves the sender; null: anybody could have written this (what proves a mail is its `authentication`). */
  readonly proved: 'telegram' | 'visitor-token' | null;
};

/** Where it belongs: a chat is named by its key, a mail finds its thread. */
export type Place =
  | { readonly kind: 'chat'; readonly externalKey: string }
  | {
      readonly kind: 'thread';
      /** Our reply tokens found in addresses and ids, most trusted first. */
      readonly tokens: readonly string[];
      /** Ids of In-Reply-To and References, nearest ancestor first, with angle brackets. */
      readonly ancestors: readonly string[];
      readonly messageId: string | null;
    };

export type IncomingFile =
  | {
      readonly kind: 'kept';
      /** By which the message's HTML names it; null: whatever. */
      readonly id: string | null;
      readonly filename: string;
      readonly contentType: string;
      readonly inline: boolean;
      readonly contentId: string | null;
      readonly blob: KeptFile;
    }
  /** A channel app has still to fetch it. */
  | {
      readonly kind: 'waiting';
      readonly filename: string;
      readonly contentType: string;
      readonly size: number;
      readonly source: Readonly<Record<string, string | number>>;
    }
  /** Uploaded before by this visitor. */
  | { readonly kind: 'uploaded'; readonly attachmentId: string };

/** A message was changed by its author. Its history is kept. */
export type IncomingEdit = Came & {
  readonly kind: 'edit';
  /** The external id of the message that it changes. */
  readonly of: string;
  readonly text: string;
  readonly html: string | null;
};

/** Something that is no message; its original is kept beside the ledger. */
export type IncomingOther = Came & {
  readonly kind: 'other';
  /** e.g. `update-unknown`, `service-message`. */
  readonly outcome: string;
};
