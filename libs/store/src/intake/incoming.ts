import type { Channel, MessageContent } from '@app/contracts';
import type { AutomaticKind, Reason } from '@app/domain';
import type { Kept, KeptFile } from '../files/blobs.js';
import type { MailAddress } from '../sending/due-messages.js';

/** Something that came in, understood: the one shape of all channels. */
export type Incoming =
  | IncomingMessage
  | IncomingEdit
  | IncomingReaction
  | IncomingDeletion
  | IncomingStanding
  | IncomingTopic
  | IncomingMove
  | IncomingCommand
  | IncomingOther;

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
  /** Of a chat with somebody's own messenger (Telegram). */
  readonly chat?: ChatTraits;
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
  /** Of a web chat: what its visitor was asked before it. */
  readonly form?: AskedForm;
};

/** A form that was answered before a chat. */
export type AskedForm = {
  readonly content: Extract<MessageContent, { kind: 'form' }>;
  /** What a ticket is called that opens with it. */
  readonly subject: string;
  /** Whose that ticket is, while there is such a team; null: the inbox's own team's. */
  readonly teamId: string | null;
};

/** What only mails have, and what becomes of them depends on. */
export type MailTraits = {
  /** Null: a person wrote it. */
  readonly automatic: AutomaticKind | null;
  /** A header or a part says so, not its words alone. */
  readonly isCertain: boolean;
  /** A mailing list, a group or a gateway put its mark on it: that alone does not make a person's answer automatic. */
  readonly isMarkedOnTheWay: boolean;
  /** A mail server on its way took it for spam: it is a ticket like any other, and its author is told nothing. */
  readonly isMarkedSpam: boolean;
  /** Imported history: it asks for nothing, and nobody is told. */
  readonly historic: boolean;
  /** It lay in the junk folder: a ticket that it opens begins as spam. */
  readonly isJunk?: boolean;
  /** The token of its own Message-ID, if that looks like one of ours. */
  readonly ownToken: string | null;
  /** The mail that it passes on, if that is what it does. */
  readonly forwarded: ForwardedMail | null;
  /** Of a bounce, complaint or receipt: what it says of a mail of ours. */
  readonly reported: MailReport | null;
};

export type ForwardedMail = {
  readonly author: MailAddress;
  readonly subject: string | null;
  readonly text: string;
  /** What the one who forwards it says about it; '' when nothing. */
  readonly comment: string;
};

export type MailReport = {
  /** Ours, surest first: the mail that it is about is the first one that is known. */
  readonly tokens: readonly string[];
  /** Addresses that the mail was delivered to on its way, in lower case. */
  readonly passed: readonly string[];
  readonly recipients: readonly ReportedRecipient[];
  /** Of a complaint that somebody objects by: its type, e.g. `abuse`. */
  readonly complaint: string | null;
};

export type ReportedRecipient = {
  /** What the report calls them, in lower case, the one that we wrote to first; empty where it names nobody. */
  readonly names: readonly string[];
  readonly outcome: 'failed' | 'delayed' | 'relayed' | 'delivered' | 'read' | 'complained';
  /** Null where nothing went wrong. */
  readonly reason: Reason | null;
  /** Mail to it will come back tomorrow, too. */
  readonly isDead: boolean;
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
  | { readonly kind: 'uploaded'; readonly attachmentId: string; readonly filename?: string };

/** What only messages of chats have. */
export type ChatTraits = {
  readonly about: ChatAbout;
  readonly content: MessageContent | null;
  /** The external id of the message that it replies to (null: of another chat), and what is quoted of it. */
  readonly answers: { readonly of: string | null; readonly text: string } | null;
  readonly forwarded: { readonly from: string; readonly at: Date | null } | null;
  /** Messages that share it are one. */
  readonly album: string | null;
  /** When its author last changed it; null: never. */
  readonly editedAt: Date | null;
  /** The organisation said it itself, from its own phone: an answer, and nobody's question. */
  readonly isOwn: boolean;
  /**
   * False: said in a group, and not to us; or a command, as an edit has it. It is kept, and taken only as a part of what was said to us (an
   * album, an edit).
   */
  readonly isAddressed: boolean;
};

/** What a chat says of itself. */
export type ChatAbout = {
  readonly kind: 'private' | 'group' | 'channel';
  readonly title: string | null;
  readonly username: string | null;
  readonly business: boolean;
  /** Of a topic of a forum: what it is called; null: not known. */
  readonly topic: string | null;
};

/** A message is now as its author changed it. Its history is kept. */
export type IncomingEdit = Came & {
  readonly kind: 'edit';
  /** As it is now, under the external id of the message that it changes: taken in as that where the message itself never came. */
  readonly message: IncomingMessage;
};

/** How a customer's reactions to a message are now. */
export type IncomingReaction = Came & {
  readonly kind: 'reaction';
  /** The external id of the message, theirs or ours. */
  readonly of: string;
  /** Whose they are, as `Sender.address`; '' where nobody is named. In a group each has a set of their own. */
  readonly person: string;
  readonly emoji: readonly string[];
};

/** A customer deleted messages. */
export type IncomingDeletion = Came & { readonly kind: 'deletion'; readonly of: readonly string[] };

/** A customer blocked the bot, or lets it write again: in all topics of the chat. */
export type IncomingStanding = Came & { readonly kind: 'standing'; readonly externalKey: string; readonly blocked: boolean };

/** A topic is called so from now on. */
export type IncomingTopic = Came & { readonly kind: 'topic'; readonly externalKey: string; readonly title: string };

/** A chat of the bot's own goes on under another number, all of its topics with it. */
export type IncomingMove = Came & { readonly kind: 'move'; readonly fromChat: string; readonly toChat: string };

/** Something that a customer asks of the bot itself. */
export type IncomingCommand = Came & {
  readonly kind: 'command';
  readonly command: 'start' | 'help' | 'status' | 'new' | 'close';
  /** What follows it; ''. */
  readonly payload: string;
  readonly sender: Sender;
  readonly externalKey: string;
  readonly about: ChatAbout;
};

/** Something that is no message; its original is kept beside the ledger. */
export type IncomingOther = Came & {
  readonly kind: 'other';
  /** e.g. `update-unknown`, `service-message`. */
  readonly outcome: string;
};
