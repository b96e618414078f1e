import type { Tx } from '../../database/store.js';
import type { TicketRow } from '../../tickets/tickets.js';
import { lockConversations } from '../conversations.js';
import { type Fresh, keyOf, type MessageName, noteOutcomes, type SentName } from '../received.js';
import type { IncomingReaction } from '../incoming.js';
import { changeMessages } from './change-messages.js';
import type { ChatMessage } from './chat-message.js';
import { chatsRaced } from './move-chat.js';
import { readChatMessages } from './read-chat-messages.js';
import type { LateAnswer, MessageChange } from './message-change.js';
import { takeWaiting, type Waiting, type WaitingChange } from './waiting.js';

type Applied = { readonly changes: readonly MessageChange[]; readonly answers: readonly LateAnswer[] };

/**
 * What waited for messages, as changes of them and of what replies to them.
 *
 * @param messages by their names' `keyOf`
 */
export function inTheirPlaces(messages: ReadonlyMap<string, { readonly messageId: string }>, waiting: Waiting): Applied {
  const idsOf = (name: MessageName): string[] => {
    const messageId = messages.get(keyOf(name))?.messageId;
    return messageId === undefined ? [] : [messageId];
  };
  return {
    changes: waiting.changes.flatMap(({ of, item }) => idsOf(of).map((messageId) => changeBy(item, messageId))),
    answers: waiting.answers.flatMap(({ of, ...answer }) => idsOf(of).map((to) => ({ ...answer, inboxId: of.inboxId, to }))),
  };
}

/** What waited for messages of ours: their conversations are locked, their tickets are to be. */
export type Waited = Applied & { readonly known: ReadonlyMap<string, ChatMessage> };

/**
 * Takes what waited for messages of ours whose names were entered just now, and locks the conversations that it concerns.
 *
 * @throws DeskError unavailable/chats-raced when a conversation went into another one meanwhile
 */
export async function takeWhatWaited(tx: Tx, sent: readonly SentName[]): Promise<Waited> {
  const applied = inTheirPlaces(new Map(sent.map((one) => [keyOf(one), one])), await takeWaiting(tx, sent));
  const ids = [...applied.changes, ...applied.answers].map(({ messageId }) => messageId);
  if (ids.length === 0) return { ...applied, known: new Map() };
  const rows = await tx.query<{ id: string }>(`select distinct conversation_id as id from messages where id = any($1)`, [ids]);
  const locked = await lockConversations(
    tx,
    rows.map(({ id }) => id),
  );
  if (rows.some(({ id }) => !locked.has(id))) throw chatsRaced();
  return { ...applied, known: await readChatMessages(tx, ids) };
}

/** @param tickets of the messages, locked */
export async function applyWhatWaited(tx: Tx, waited: Waited, tickets: ReadonlyMap<string, TicketRow>): Promise<void> {
  await changeMessages(tx, { parts: [], ...waited }, { known: waited.known, tickets });
  await noteOutcomes(
    tx,
    waited.changes.map(({ item, kind, messageId }) => ({ item, outcome: kind, messageId })),
  );
}

function changeBy(item: WaitingChange['item'], messageId: string): MessageChange {
  return isReaction(item) ? { kind: 'reaction', messageId, item } : { kind: 'deletion', messageId, item };
}

function isReaction(item: WaitingChange['item']): item is Fresh<IncomingReaction> {
  return item.incoming.kind === 'reaction';
}
