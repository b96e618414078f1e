import type { Recipients } from '../recipients/person.js';

export type Mode = 'reply' | 'note';

/** A ticket's number; `new` is the message that starts a conversation. */
export type DraftId = number | 'new';

/** A contact with whom a chat can be started. */
export type Partner = { readonly id: string; readonly name: string };

/** What is being written on a ticket. A reply and a note are kept apart, so that neither is ever sent as the other. */
export type Draft = {
  readonly mode: Mode;
  readonly reply: string;
  readonly note: string;
  readonly files: readonly DraftFile[];
  /** As the agent has made them; null: as the server suggests. */
  readonly recipients: Recipients | null;
  /** Whom the server suggested when the agent made them, as `suggestionOf` says it. */
  readonly suggestion: string | null;
  /** Whether the signature of the team goes below. */
  readonly signature: boolean;
  /** Whether what was said before goes along as a quote; null: as the inbox is set. */
  readonly quote: boolean | null;
  /** The message of a chat that is replied to. */
  readonly replyTo: string | null;
  /** Labels of the buttons that go below an answer in a chat. */
  readonly choices: readonly string[];
  /** Whether marks such as `**` go out as they are, and not as formatting. */
  readonly asWritten: boolean;
  /** Whom a chat is started with; null: it goes by mail, or nobody is chosen. */
  readonly partner: Partner | null;
  /** Of a conversation that is started; null where none is chosen. */
  readonly inbox: string | null;
  readonly subject: string;
  /** Names one attempt to send this very text: the same when it is tried again after a cut, another for another text. */
  readonly key: string;
};

/** A file of a draft: on its way to the server, there, or refused. */
export type DraftFile = {
  readonly localId: string;
  readonly name: string;
  readonly size: number;
  readonly state: 'sending' | 'done' | 'failed';
  /** Sent, 0 to 1. */
  readonly share: number;
  /** The server's id, once it is there. */
  readonly id?: string;
  readonly problem?: Error;
};
