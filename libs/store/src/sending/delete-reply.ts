import { MessageChanged, ReplyRequested } from '@app/contracts';
import { DeskError } from '@app/domain';
import type { Tx } from '../database/store.js';
import { addTicketEvents } from '../tickets/timeline.js';
import type { Viewer } from '../tickets/viewer.js';
import { showWhatStands } from './failed-changes.js';
import { queuePieces } from './queue-pieces.js';
import { undoLocked, type UndoneReply } from './replies.js';
import {
  cancelChanges,
  cancelRows,
  changes,
  isInChat,
  isWaiting,
  lockReply,
  nextPart,
  refuseBlocked,
  refuseForeignReply,
  refuseWhileSending,
  type SentReply,
  type SentRow,
  sends,
} from './sent-reply.js';

/**
 * Takes an answer back: one that nobody has seen yet is undone; what was sent in Telegram is deleted in the chat, and what of it still
 * waits is not sent. The message stays, shown as deleted. Called by desk.
 *
 * @throws DeskError missing/message-missing, conflict/reply-on-its-way, forbidden/message-not-yours, conflict/message-deleted,
 *   conflict/reply-being-sent, conflict/nothing-to-delete, conflict/chat-blocked, conflict/message-too-old
 */
export async function takeBackReply(tx: Tx, messageId: string, viewer: Viewer): Promise<UndoneReply> {
  const reply = await lockReply(tx, messageId);
  if (isUndoable(reply)) return undoLocked(tx, reply);
  if (reply.channel !== 'telegram')
    throw new DeskError('conflict', 'reply-on-its-way', 'The answer is already on its way and cannot be undone.');
  await refuseForeignReply(tx, viewer, reply);
  await deleteInChat(tx, reply, viewer);
  return { undone: false, ticketGone: false };
}

/** Nothing of it ever left. In Telegram also what was not held, while it waits for those before it. */
function isUndoable(reply: SentReply): boolean {
  const rows = sends(reply);
  if (reply.kind !== 'reply' || rows.length === 0) return false;
  return rows.every((row) => row.state === 'held') || (reply.channel === 'telegram' && !reply.isTaken && rows.every(isWaiting));
}

async function deleteInChat(tx: Tx, reply: SentReply, viewer: Viewer): Promise<void> {
  if (reply.isDeleted) throw new DeskError('conflict', 'message-deleted', 'It was deleted already.');
  refuseWhileSending(reply);
  const rows = sends(reply);
  const [waiting, inChat] = [rows.filter(isWaiting), rows.filter(isInChat)];
  if (waiting.length + inChat.length === 0)
    throw new DeskError('conflict', 'nothing-to-delete', 'Nothing of it is known to be in the chat.');
  if (inChat.length > 0) refuseBlocked(reply.isBlocked);
  if (inChat.some((row) => row.isOld))
    throw new DeskError('conflict', 'message-too-old', 'Telegram deletes nothing that was sent more than 48 hours ago.');
  // Shown as deleted is what the customer saw.
  if (await cancelChanges(tx, reply))
    await showWhatStands(tx, { ...reply, rows: reply.rows.filter((row) => row.purpose === 'send' || !isWaiting(row)) });
  await cancelRows(tx, waiting);
  await tx.query(`update messages set deleted_at = now() where id = $1`, [reply.id]);
  const ids = idsInChat(reply, inChat);
  await queuePieces(
    tx,
    reply.id,
    { inboxId: reply.inboxId, channel: reply.channel, state: 'queued', purpose: 'remove' },
    ids.length === 0 ? [] : [{ recipient: reply.externalKey, part: nextPart(reply), content: { remove: ids } }],
  );
  // Of what failed nothing is there; of what is uncertain, something may be.
  const isSure = rows.every((row) => !row.isAmbiguous && (isWaiting(row) || isInChat(row) || row.state === 'failed'));
  const actor = { type: 'agent', id: viewer.agentId } as const;
  const code = isSure ? 'reply-deleted' : 'reply-deleted-in-part';
  await addTicketEvents(tx, [{ ticketId: reply.ticket.id, code, params: { message: reply.id }, actor }]);
  const { ticket, conversationId, inboxId, channel } = reply;
  tx.outbox.add(MessageChanged, { ticketId: ticket.id, number: ticket.number, teamId: ticket.teamId, messageId: reply.id });
  tx.outbox.add(ReplyRequested, { messageId: reply.id, conversationId, inboxId, channel });
}

/** Of everything that was sent of it and was not deleted since. */
function idsInChat(reply: SentReply, inChat: readonly SentRow[]): readonly string[] {
  const gone = new Set(
    changes(reply).flatMap(({ state, content }) => (state === 'accepted' && content !== null && 'remove' in content ? content.remove : [])),
  );
  return inChat.flatMap((row) => row.sentAs).filter((id) => !gone.has(id));
}
