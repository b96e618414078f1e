import type { ChatFile, ChatMessage } from '@app/contracts';
import type { Outgoing } from './outgoing.js';
import { unseen } from './thread.js';

/** One bubble of the list. */
export type Row = {
  readonly key: string;
  readonly isOwn: boolean;
  readonly author: string | null;
  readonly text: string;
  readonly at: Date;
  readonly files: readonly (
    | ChatFile
    | { readonly id: null; readonly filename: string; readonly size: number; readonly contentType: string }
  )[];
  /** Of the visitor's own. */
  readonly state: Outgoing['state'] | null;
  readonly reason: string | null;
  /** The first of a day. */
  readonly opensDay: boolean;
  /** Of the bubbles of one author that follow each other closely: the first, the last. */
  readonly opensGroup: boolean;
  readonly closesGroup: boolean;
};

type Plain = Omit<Row, 'opensDay' | 'opensGroup' | 'closesGroup'>;

const CLOSE_MS = 5 * 60_000;

/** The list as it is shown: the history, then what is on its way, marked where days and authors change. */
export function rowsOf(messages: readonly ChatMessage[], outgoing: readonly Outgoing[]): readonly Row[] {
  const plain = [...messages.map(fromMessage), ...unseen(outgoing, messages).map(fromOutgoing)];
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
  if (one.isOwn !== next.isOwn || one.author !== next.author || one.state === 'refused') return false;
  return one.at.toDateString() === next.at.toDateString() && Math.abs(next.at.getTime() - one.at.getTime()) < CLOSE_MS;
}

function fromMessage(message: ChatMessage): Plain {
  return {
    // The same key as on its way, so that the bubble stays the same element when the history takes it over.
    key: message.clientId ?? message.id,
    isOwn: message.kind === 'inbound',
    author: message.author?.name ?? null,
    text: message.text,
    at: new Date(message.at),
    files: message.attachments,
    state: message.kind === 'inbound' ? 'stored' : null,
    reason: null,
  };
}

function fromOutgoing(one: Outgoing): Plain {
  return {
    key: one.clientId,
    isOwn: true,
    author: null,
    text: one.text,
    at: new Date(one.at),
    files: one.files.map(({ name, size, type }) => ({ id: null, filename: name, size, contentType: type })),
    state: one.state,
    reason: one.reason,
  };
}
