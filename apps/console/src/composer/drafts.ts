import { useSyncExternalStore } from 'react';
import type { Message } from '../api/shapes.js';
import type { Draft, DraftFile, DraftId, Mode, Partner } from './draft.js';
import { keepDraft, keptDraft } from './kept-drafts.js';

const EMPTY: Draft = {
  mode: 'reply',
  reply: '',
  note: '',
  files: [],
  recipients: null,
  suggestion: null,
  signature: true,
  quote: null,
  replyTo: null,
  choices: [],
  asWritten: false,
  partner: null,
  inbox: null,
  subject: '',
  key: '',
};

const drafts = new Map<DraftId, Draft>();
const listeners = new Set<() => void>();
/** Drafts that the browser would not keep: they are gone with the page. */
const unkept = new Set<DraftId>();

export function draftOf(id: DraftId): Draft {
  const known = drafts.get(id);
  if (known) return known;
  const draft = { ...EMPTY, ...keptDraft(id) };
  drafts.set(id, draft);
  return draft;
}

/** Changes a draft. Whatever changes, it is another thing to send, and gets another key. */
export function changeDraft(id: DraftId, change: (draft: Draft) => Partial<Draft>): void {
  const before = draftOf(id);
  const draft = { ...before, ...change(before), key: crypto.randomUUID() };
  drafts.set(id, draft);
  if (keepDraft(id, isEmpty(draft) ? null : draft)) unkept.delete(id);
  else unkept.add(id);
  tell();
}

/** Somebody has signed in: their drafts are those that are kept. */
export function takeKeptDrafts(): void {
  drafts.clear();
  tell();
}

/** Another page of this agent has changed a draft. What this page is uploading stays its own. */
export function takeKeptDraft(id: DraftId): void {
  const uploading = draftOf(id).files.filter((file) => file.state !== 'done');
  drafts.delete(id);
  const kept = draftOf(id);
  drafts.set(id, { ...kept, files: [...kept.files, ...uploading] });
  tell();
}

/** After sending: the words of that mode go, the other's stay. */
export function clearDraft(id: DraftId, mode: Mode): void {
  changeDraft(id, ({ note }) => (mode === 'reply' ? { ...EMPTY, note } : { note: '', mode: 'reply' }));
}

/**
 * An undone message is a draft again, before whatever has been begun since.
 *
 * @param text as it was written: of a formatted one with its marks
 */
export function restoreDraft(id: DraftId, message: Message, text = message.text): void {
  changeDraft(id, (draft) => restored(draft, message, text));
}

/** An undone message that had started its ticket is a new message again. */
export function restoreStart(message: Message, inbox: string | null, partner: Partner | null = null, text = message.text): void {
  changeDraft('new', (draft) => ({
    ...restored(draft, message, text),
    subject: message.subject ?? draft.subject,
    inbox: inbox ?? draft.inbox,
    partner,
  }));
}

function restored(draft: Draft, message: Message, text: string): Partial<Draft> {
  return {
    mode: 'reply',
    reply: [text, draft.reply].filter(Boolean).join('\n\n'),
    choices: message.choices.length > 0 ? message.choices : draft.choices,
    replyTo: message.answers?.message ?? draft.replyTo,
    files: [...message.attachments.map(uploaded), ...draft.files],
    ...(message.to.length > 0
      ? { recipients: { to: message.to, cc: message.cc, bcc: message.bcc }, signature: message.signature !== null }
      : {}),
  };
}

function uploaded({ id, filename, size }: Message['attachments'][number]): DraftFile {
  return { localId: id, name: filename, size, state: 'done', share: 1, id };
}

function isEmpty({ reply, note, subject, files, recipients, replyTo, choices, partner }: Draft): boolean {
  return (
    [reply, note, subject].every((text) => text.trim() === '') &&
    files.length + choices.length === 0 &&
    [recipients, replyTo, partner].every((one) => one === null)
  );
}

/** Whether leaving the page would lose something: a file on its way, or what the browser would not keep. */
export function losesOnLeaving(): boolean {
  return unkept.size > 0 || [...drafts.values()].some(({ files }) => files.some((file) => file.state !== 'done'));
}

export function useDraft(id: DraftId): Draft {
  return useSyncExternalStore(listen, () => draftOf(id));
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function tell(): void {
  for (const listener of listeners) listener();
}
