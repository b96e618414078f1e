import { useSyncExternalStore } from 'react';
import type { Message } from '../api/shapes.js';
import type { DraftFile } from './draft-file.js';

export type Mode = 'reply' | 'note';

/** What is being written on a ticket. A reply and a note are kept apart, so that neither is ever sent as the other. */
export type Draft = {
  readonly mode: Mode;
  readonly reply: string;
  readonly note: string;
  readonly files: readonly DraftFile[];
  /** Names one attempt to send this very text: the same when it is tried again after a cut, another for another text. */
  readonly key: string;
};

const EMPTY: Draft = { mode: 'reply', reply: '', note: '', files: [], key: '' };

const drafts = new Map<number, Draft>();
const listeners = new Set<() => void>();

export function draftOf(number: number): Draft {
  return drafts.get(number) ?? EMPTY;
}

/** Changes a draft. Whatever changes, it is another thing to send, and gets another key. */
export function changeDraft(number: number, change: (draft: Draft) => Partial<Draft>): void {
  const before = draftOf(number);
  drafts.set(number, { ...before, ...change(before), key: crypto.randomUUID() });
  for (const listener of listeners) listener();
}

/** After sending: the words of that mode go, the other's stay. */
export function clearDraft(number: number, mode: Mode): void {
  changeDraft(number, () => (mode === 'reply' ? { reply: '', files: [] } : { note: '', mode: 'reply' }));
}

/** An undone reply is a draft again, before whatever has been begun since. */
export function restoreDraft(number: number, message: Message): void {
  changeDraft(number, (draft) => ({
    mode: 'reply',
    reply: [message.text, draft.reply].filter(Boolean).join('\n\n'),
    files: [...message.attachments.map(uploaded), ...draft.files],
  }));
}

function uploaded({ id, filename, size }: Message['attachments'][number]): DraftFile {
  return { localId: id, name: filename, size, state: 'done', share: 1, id };
}

/** Drafts of a reply or note that were never sent. */
export function hasUnsent(): boolean {
  return [...drafts.values()].some((draft) => draft.reply.trim() !== '' || draft.note.trim() !== '' || draft.files.length > 0);
}

export function useDraft(number: number): Draft {
  return useSyncExternalStore(listen, () => draftOf(number));
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
