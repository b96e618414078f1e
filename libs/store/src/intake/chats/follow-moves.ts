import type { Tx } from '../../database/store.js';
import type { Incoming, IncomingMessage } from '../incoming.js';
import type { Entered, Fresh } from '../received.js';
import { findMoves, keyAfter, moveChat } from './move-chat.js';

/** Chats of a batch that go on under other numbers do so first, whatever else came from them. */
export async function takeMoves(tx: Tx, fresh: readonly Fresh[]): Promise<void> {
  for (const { incoming } of fresh) if (incoming.kind === 'move') await moveChat(tx, incoming.inboxId, incoming.fromChat, incoming.toChat);
}

/** What still comes from a chat under its old number belongs to the new one. */
export async function followMoves(tx: Tx, entered: Entered): Promise<Entered> {
  const all: readonly Fresh[] = [...entered.fresh, ...entered.overtaken];
  const moves = await findMoves(
    tx,
    all.flatMap(({ incoming }) => keysOf(incoming).map((key) => ({ inboxId: incoming.inboxId, chat: chatIn(key) }))),
  );
  if (moves.size === 0) return entered;
  const moved = (inboxId: string, key: string): string => {
    const to = chatIn(key) === '' ? undefined : moves.get(`${inboxId} ${chatIn(key)}`);
    return to === undefined ? key : keyAfter(key, to);
  };
  const now = new Map(entered.fresh.map((item) => [item, { ...item, incoming: at(item.incoming, moved) }]));
  return {
    fresh: [...now.values()],
    firstEdits: new Set([...entered.firstEdits].flatMap((item) => now.get(item) ?? [])),
    overtaken: entered.overtaken,
    awaited: entered.awaited,
  };
}

type Moved = (inboxId: string, externalKey: string) => string;

function at(incoming: Incoming, moved: Moved): Incoming {
  switch (incoming.kind) {
    case 'message':
      return messageAt(incoming, moved);
    case 'edit':
      return { ...incoming, message: messageAt(incoming.message, moved) };
    case 'standing':
    case 'topic':
    case 'command':
      return { ...incoming, externalKey: moved(incoming.inboxId, incoming.externalKey) };
    case 'reaction':
    case 'deletion':
    case 'move':
    case 'other':
      return incoming;
  }
}

function messageAt(message: IncomingMessage, moved: Moved): IncomingMessage {
  const { place, inboxId } = message;
  return place.kind === 'chat' ? { ...message, place: { ...place, externalKey: moved(inboxId, place.externalKey) } } : message;
}

function keysOf(incoming: Incoming): string[] {
  if (incoming.kind === 'standing' || incoming.kind === 'topic' || incoming.kind === 'command') return [incoming.externalKey];
  const place = incoming.kind === 'edit' ? incoming.message.place : incoming.kind === 'message' ? incoming.place : null;
  return place?.kind === 'chat' ? [place.externalKey] : [];
}

/** The number of a chat of the bot's own; '' for any other key. */
function chatIn(externalKey: string): string {
  return externalKey.startsWith('0:') ? (externalKey.split(':')[1] ?? '') : '';
}
