import { keyOf, type Outcome, type Fresh } from '../received.js';
import type { LocatedMessage } from '../placement.js';
import type { AlbumPart } from './albums.js';
import type { LateAnswer, MessageChange } from './message-change.js';
import type { SortedOut } from './sort-out.js';

/** The organisation wrote to somebody who has written nothing yet: that is nobody's ticket. */
export const NOBODY_ASKED = 'own-unasked';

/** Changes of parts of albums are changes of the album's message. */
export function inAlbums(changes: readonly MessageChange[], parts: readonly AlbumPart[]): readonly MessageChange[] {
  const albums = new Map(parts.map(({ item, messageId }) => [item.messageId, messageId]));
  return changes.map((change) => ({ ...change, messageId: albums.get(change.messageId) ?? change.messageId }));
}

/** What replies to a part of an album replies to the album's message. */
export function answersInAlbums(answers: readonly LateAnswer[], parts: readonly AlbumPart[]): readonly LateAnswer[] {
  const albums = new Map(parts.map(({ item, messageId }) => [item.messageId, messageId]));
  return answers.map((answer) => ({ ...answer, to: albums.get(answer.to) ?? answer.to }));
}

/** The conversations of messages that are changed, of those that were here before the batch. */
export function conversationsOfChanged({ changes, known }: SortedOut): string[] {
  const ids = new Map([...known.values()].map((one) => [one.messageId, one.conversationId]));
  // What overtook its message was here before it, and may be known by that name alone.
  return changes.flatMap(({ messageId }) => ids.get(messageId) ?? []);
}

/** What a message replies to, if that is a message here, and what is quoted of it. */
export function answersOf(
  { incoming }: LocatedMessage,
  { known }: SortedOut,
  parts: readonly AlbumPart[],
): { message: string | null; text: string } | null {
  const answers = incoming.chat?.answers ?? null;
  if (answers === null) return null;
  const { of, text } = answers;
  const found = of === null ? undefined : known.get(keyOf({ inboxId: incoming.inboxId, externalId: of }));
  const album = parts.find((part) => part.item.messageId === found?.messageId);
  return { message: album?.messageId ?? found?.messageId ?? null, text };
}

/** What the ledger says of things that became no message of their own. */
export function outcomesOf(sorted: SortedOut, parts: readonly AlbumPart[], isHere: (messageId: string) => boolean): Outcome[] {
  const albums = new Map(parts.map(({ item, messageId }) => [item.messageId, messageId]));
  const stands = new Set(sorted.firstEdits.map(({ messageId }) => messageId));
  return [
    // Those that stand for an edit are known as such until their message comes.
    ...parts.flatMap(({ item, messageId }) => (stands.has(item.messageId) ? [] : [partOutcome(item, messageId, isHere)])),
    ...sorted.firstEdits.map((item) => outcomeOf(item, albums.get(item.messageId) ?? item.messageId, isHere)),
    ...uniqueItems(inAlbums(sorted.changes, parts)).map(({ item, messageId }) => outcomeOf(item, messageId, isHere)),
  ];
}

/** Edits that stand for a part of an album: their message's name leads to the album's. */
export function partsOfFirstEdits(
  { firstEdits }: SortedOut,
  parts: readonly AlbumPart[],
): { inboxId: string; externalId: string; messageId: string }[] {
  const stands = new Set(firstEdits.map(({ messageId }) => messageId));
  return parts.flatMap(({ item: { messageId: id, incoming }, messageId }) =>
    stands.has(id) ? [{ inboxId: incoming.inboxId, externalId: incoming.externalId, messageId }] : [],
  );
}

function partOutcome(item: Fresh, messageId: string, isHere: (messageId: string) => boolean): Outcome {
  return isHere(messageId) ? { item, outcome: 'album', messageId } : { item, outcome: NOBODY_ASKED, messageId: null };
}

function outcomeOf(item: Fresh, messageId: string, isHere: (messageId: string) => boolean): Outcome {
  const kind = item.incoming.kind === 'message' ? 'overtaken' : item.incoming.kind;
  return isHere(messageId) ? { item, outcome: kind, messageId } : { item, outcome: `${kind}-of-unknown`, messageId: null };
}

function uniqueItems(changes: readonly MessageChange[]): MessageChange[] {
  return [...new Map(changes.map((change) => [change.item.messageId, change])).values()];
}
