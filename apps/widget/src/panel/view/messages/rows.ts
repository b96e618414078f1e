import type { ChatAgent, ChatFile, ChatMessage } from '@app/contracts';
import type { Outgoing } from '../../state/outgoing.js';
import { unseen } from '../../state/thread.js';

/** `sent`: safe with the server · `delivered`: in the history · `read`: somebody has looked at it */
export type OwnState = 'waiting' | 'sent' | 'delivered' | 'read' | 'refused';

/** One bubble of the list. */
export type Row = {
  readonly key: string;
  readonly isOwn: boolean;
  readonly author: ChatAgent | null;
  readonly text: string;
  /** What was answered before the first message. */
  readonly form: ChatMessage['form'];
  readonly byMail: boolean;
  readonly at: Date;
  readonly files: readonly (
    | ChatFile
    | { readonly id: null; readonly filename: string; readonly size: number; readonly contentType: string }
  )[];
  /** Of the visitor's own: what became of it. */
  readonly state: OwnState | null;
  /** Why it was refused: the server's code, and its words. */
  readonly reason: string | null;
  readonly words: string | null;
  /** The first of a day. */
  readonly opensDay: boolean;
  /** Of the bubbles of one author that follow each other closely: the first, the last. */
  readonly opensGroup: boolean;
  readonly closesGroup: boolean;
};

type Plain = Omit<Row, 'opensDay' | 'opensGroup' | 'closesGroup'>;

const CLOSE_MS = 5 * 60_000;

/**
 * The list as it is shown: the history, then what is on its way, marked where days and authors change.
 *
 * @param seenPosition up to where somebody has looked at it
 */
export function rowsOf(messages: readonly ChatMessage[], outgoing: readonly Outgoing[], seenPosition: number): readonly Row[] {
  const plain = [...messages.map((message) => fromMessage(message, seenPosition)), ...unseen(outgoing, messages).map(fromOutgoing)];
  return plain.map((row, at) => {
    const before = plain[at - 1];
    const after = plain[at + 1];
    return {
      ...row,
      opensDay: !before || before.at.toDateString() !== row.at.toDateString(),
      opensGroup: !before || !belongTogether(before, row),
      closesGroup: !after || !belongTogether(row, after),
    };
  });
}

function belongTogether(one: Plain, next: Plain): boolean {
  if (one.isOwn !== next.isOwn || one.author?.name !== next.author?.name || one.byMail !== next.byMail) return false;
  if (one.state === 'refused') return false;
  return one.at.toDateString() === next.at.toDateString() && Math.abs(next.at.getTime() - one.at.getTime()) < CLOSE_MS;
}

function fromMessage(message: ChatMessage, seenPosition: number): Plain {
  const isOwn = message.kind === 'inbound';
  return {
    // The same key as on its way, so that the bubble stays the same element when the history takes it over.
    key: message.clientId ?? message.id,
    isOwn,
    author: message.author,
    text: message.text,
    form: message.form,
    byMail: message.byMail,
    at: new Date(message.at),
    files: message.attachments,
    state: isOwn ? (message.position <= seenPosition ? 'read' : 'delivered') : null,
    reason: null,
    words: null,
  };
}

function fromOutgoing(one: Outgoing): Plain {
  return {
    key: one.clientId,
    isOwn: true,
    author: null,
    text: one.text,
    form: one.form?.shown ?? null,
    byMail: false,
    at: new Date(one.at),
    files: one.files.map(({ name, size, type }) => ({ id: null, filename: name, size, contentType: type })),
    state: one.state === 'stored' ? 'sent' : one.state,
    reason: one.reason,
    words: one.words ?? null,
  };
}
