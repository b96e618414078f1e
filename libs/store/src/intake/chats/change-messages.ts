import { FilesWanted, MessageChanged } from '@app/contracts';
import type { Tx } from '../../database/store.js';
import { lockTickets, type TicketRow } from '../../tickets/tickets.js';
import { addTicketEvents, SYSTEM } from '../../tickets/timeline.js';
import type { AlbumPart } from './albums.js';
import { type ChatMessage, withAnswered, withDeletion, withPart, withReactions, withVersion } from './chat-message.js';
import { readChatMessages } from './read-chat-messages.js';
import type { LateAnswer, MessageChange } from './message-change.js';
import { type ChangedMessage, writeChatMessages } from './write-chat-messages.js';

export type Changes = {
  readonly parts: readonly AlbumPart[];
  readonly changes: readonly MessageChange[];
  readonly answers: readonly LateAnswer[];
};

/**
 * Changes messages of chats that are here: in order, in memory, and written at once. What agents look at hears of each message once.
 *
 * @param known those that were here before this batch; the others are read now
 * @param tickets those that are locked
 */
export async function changeMessages(
  tx: Tx,
  { parts, changes, answers }: Changes,
  { known, tickets }: { readonly known: ReadonlyMap<string, ChatMessage>; readonly tickets: ReadonlyMap<string, TicketRow> },
): Promise<void> {
  const late = parts.filter((part) => part.isLate);
  if (late.length === 0 && changes.length === 0 && answers.length === 0) return;
  const ids = [...late, ...changes, ...answers].map((one) => one.messageId);
  const before = new Map([
    ...known,
    ...(await readChatMessages(
      tx,
      ids.filter((id) => !known.has(id)),
    )),
  ]);
  const after = new Map(before);
  const inboxes = new Map<string, string>();
  const become = (id: string, inboxId: string, what: (message: ChatMessage) => ChatMessage): void => {
    const message = after.get(id);
    if (!message) return;
    inboxes.set(id, inboxId);
    after.set(id, what(message));
  };
  for (const { messageId, item } of late) become(messageId, item.incoming.inboxId, (message) => withPart(message, item.incoming));
  for (const change of changes) become(change.messageId, change.item.incoming.inboxId, (message) => changed(message, change));
  for (const { messageId, inboxId, to } of answers) become(messageId, inboxId, (message) => withAnswered(message, to));
  const real = [...inboxes].flatMap(([id, inboxId]): ChangedMessage[] => {
    const [was, is] = [before.get(id), after.get(id)];
    return was && is && was !== is ? [{ before: was, after: is, inboxId }] : [];
  });
  await writeChatMessages(tx, real);
  await tell(tx, real, tickets);
}

function changed(message: ChatMessage, change: MessageChange): ChatMessage {
  switch (change.kind) {
    case 'version':
      return withVersion(message, change.version, change.editedAt);
    case 'reaction':
      return withReactions(message, change.item.incoming.person, change.item.incoming.emoji);
    case 'deletion':
      return withDeletion(message, change.item.incoming.receivedAt);
  }
}

async function tell(tx: Tx, real: readonly ChangedMessage[], locked: ReadonlyMap<string, TicketRow>): Promise<void> {
  const missing = real.flatMap(({ after }) => (locked.has(after.ticketId) ? [] : [after.ticketId]));
  const tickets = new Map([...locked, ...(await lockTickets(tx, missing))]);
  const deleted = real.filter(({ before, after }) => before.deletedAt === null && after.deletedAt !== null);
  await addTicketEvents(
    tx,
    deleted.map(({ after }) => ({ ticketId: after.ticketId, code: 'message-deleted', params: { message: after.id }, actor: SYSTEM })),
  );
  for (const { after, inboxId } of real) {
    const ticket = tickets.get(after.ticketId);
    if (!ticket) continue;
    tx.outbox.add(MessageChanged, { ticketId: ticket.id, number: ticket.number, teamId: ticket.teamId, messageId: after.id });
    if (after.newFiles.some((file) => file.kind === 'waiting')) tx.outbox.add(FilesWanted, { inboxId, messageId: after.id });
  }
}
