import type { ChatAbout, ChatFormAnswers, ChatMessage } from '@app/contracts';

/** A form that was answered before the first message: as it is sent, and in the words that the visitor saw. */
export type OutgoingForm = { readonly sent: ChatFormAnswers; readonly shown: NonNullable<ChatMessage['form']> };

/** A file that the visitor chose, on its way into a message. */
export type OutgoingFile = {
  readonly key: string;
  readonly name: string;
  readonly size: number;
  readonly type: string;
  /** Its bytes, until its message is stored: an upload whose message never came is forgotten by the server. */
  readonly blob: Blob | null;
  /** The server's id, once it has its bytes. */
  readonly id: string | null;
};

/** What the visitor says: words, files, or the answers of a form. */
export type Said = {
  readonly text: string;
  readonly files: readonly OutgoingFile[];
  readonly form: OutgoingForm | null;
  /** The address of the site's page. */
  readonly page: string | null;
  /** What the site told by then. */
  readonly about?: ChatAbout | null;
};

/**
 * A message of the visitor's that is not yet seen in the history.
 *
 * `waiting`: to be sent, or sent and not acknowledged · `stored`: safe with the server · `refused`: will not be taken as it is
 */
export type Outgoing = Said & {
  readonly clientId: string;
  /** ISO 8601, by the visitor's clock: shown until the server's is known. */
  readonly at: string;
  /** Grows with each message of this browser, whatever its clock says. */
  readonly order: number;
  /** As whom it was first sent; null: never, as far as is known. */
  readonly visitor: string | null;
  readonly state: 'waiting' | 'stored' | 'refused';
  /** Why it was refused: the server's code. */
  readonly reason: string | null;
  /** The server's words for it. */
  readonly words?: string | null;
};
