import { MessageChanged, ReplyRequested } from '@app/contracts';
import { changeOfText, type ChatFile, DeskError, type PartChange, type Reason, telegramParts, type TextEntity } from '@app/domain';
import { randomUUIDv7 as newId } from 'node:crypto';
import type { Tx } from '../database/store.js';
import { addTicketEvents } from '../tickets/timeline.js';
import type { Viewer } from '../tickets/viewer.js';
import { showWhatStands } from './failed-changes.js';
import { queuePieces } from './queue-pieces.js';
import {
  cancelChanges,
  isInChat,
  isWaiting,
  lockReply,
  nextPart,
  refuseBlocked,
  refuseForeignReply,
  refuseWhileSending,
  showInLists,
  type SentReply,
  sends,
  standingTexts,
} from './sent-reply.js';

/** What an answer is to say, and who wants it to. */
export type ReplyChange = ChangedText & { readonly messageId: string; readonly viewer: Viewer };
export type ChangedText = { readonly text: string; readonly html: string | null; readonly entities: readonly TextEntity[] };

/**
 * Changes what an answer in Telegram says. What still waits goes out as it is now; what was sent is changed in the chat, by deliveries of
 * their own in the same queue, and the message shows its new text at once: `changing` tells until it is done.
 *
 * A text may need fewer parts than were sent, never more. Called by desk.
 *
 * @throws DeskError missing/message-missing, forbidden/message-not-yours, invalid/only-in-telegram, conflict/message-deleted,
 *   conflict/reply-being-sent, conflict/reply-not-all-sent, conflict/chat-blocked, invalid/reply-grew-too-long, invalid/reply-empty
 */
export async function changeReply(tx: Tx, { messageId, viewer, ...changed }: ReplyChange): Promise<void> {
  const reply = await lockReply(tx, messageId);
  await refuseForeignReply(tx, viewer, reply);
  refuseUnchangeable(reply);
  const files = await filesOf(tx, messageId);
  refuseEmpty(reply, changed, files);
  const sent = sends(reply);
  if (sent.every(isWaiting)) await sendInstead(tx, reply, changed, files);
  else await changeInChat(tx, reply, viewer, changed);
  const { ticket, conversationId, inboxId, channel } = reply;
  await showInLists(tx, messageId);
  tx.outbox.add(MessageChanged, { ticketId: ticket.id, number: ticket.number, teamId: ticket.teamId, messageId });
  tx.outbox.add(ReplyRequested, { messageId, conversationId, inboxId, channel });
}

function refuseUnchangeable(reply: SentReply): void {
  if (reply.channel !== 'telegram')
    throw new DeskError('invalid', 'only-in-telegram', 'Only in Telegram can be changed what was said.', { params: { field: 'text' } });
  if (reply.isDeleted) throw new DeskError('conflict', 'message-deleted', 'It was deleted: nothing of it can be changed.');
  refuseWhileSending(reply);
  const sent = sends(reply);
  if (sent.length === 0 || !sent.every((row) => isWaiting(row) || isInChat(row)))
    throw new DeskError('conflict', 'reply-not-all-sent', 'Not all of it was sent: send it again first, or write anew.');
}

/** Buttons that stand below a text would go with it. */
function refuseEmpty(reply: SentReply, { text }: ChangedText, files: readonly ChatFile[]): void {
  const hasText = standingTexts(reply).some(({ isCaption }) => !isCaption);
  if (text.trim() === '' && (files.length === 0 || (hasText && reply.choices.length > 0)))
    throw new DeskError('invalid', 'reply-empty', 'An answer needs a text or a file.');
}

function filesOf(tx: Tx, messageId: string): Promise<readonly ChatFile[]> {
  return tx.query<ChatFile>(
    `select id, filename, coalesce(sniffed_type, content_type) as type, size::float8 as size from attachments
     where message_id = $1 order by ordinal, id`,
    [messageId],
  );
}

/** Nobody has seen it yet: it is as if it had been written so. */
async function sendInstead(tx: Tx, reply: SentReply, changed: ChangedText, files: readonly ChatFile[]): Promise<void> {
  const { inboxId, channel, externalKey, choices } = reply;
  const waiting = sends(reply);
  const gone = await tx.query<{ reason: Reason | null }>(`delete from deliveries where message_id = $1 returning reason`, [reply.id]);
  await tx.query(`update messages set text = $2, html = $3 where id = $1`, [reply.id, changed.text, changed.html]);
  const parts = telegramParts(changed.text, files, { entities: changed.entities, choices });
  const notBefore = new Date(Math.max(...waiting.map((row) => row.notBefore.getTime())));
  const state = waiting.some((row) => row.state === 'held') ? 'held' : 'queued';
  // It waits for what it waited for: Telegram may ask for hours.
  const reason = gone.find((row) => row.reason !== null)?.reason ?? null;
  await queuePieces(
    tx,
    reply.id,
    { inboxId, channel, state, notBefore, reason },
    parts.map((content, at) => ({ recipient: externalKey, part: at + 1, content })),
  );
}

async function changeInChat(tx: Tx, reply: SentReply, viewer: Viewer, changed: ChangedText): Promise<void> {
  refuseBlocked(reply.isBlocked);
  const settled = { ...reply, rows: reply.rows.filter((row) => row.purpose === 'send' || !isWaiting(row)) };
  // What an earlier change would have said, nobody has seen: it is no version of this message.
  if (await cancelChanges(tx, reply)) await showWhatStands(tx, settled);
  const { entities, text } = changed;
  const parts = changeOfText(standingTexts(settled), text, { entities, choices: reply.choices });
  if (parts === null)
    throw new DeskError('invalid', 'reply-grew-too-long', 'What was sent cannot take so long a text: write the rest as another answer.');
  if (parts.length === 0) return;
  await keepVersion(tx, reply.id, changed);
  await applyToWaiting(tx, parts);
  await queuePieces(
    tx,
    reply.id,
    { inboxId: reply.inboxId, channel: reply.channel, state: 'queued', purpose: 'change' },
    parts
      .flatMap((one) => (one.kind === 'call' ? [one.part] : []))
      .map((content, at) => ({ recipient: reply.externalKey, part: nextPart(reply) + at, content })),
  );
  const actor = { type: 'agent', id: viewer.agentId } as const;
  await addTicketEvents(tx, [{ ticketId: reply.ticket.id, code: 'reply-changed', params: { message: reply.id }, actor }]);
}

async function keepVersion(tx: Tx, messageId: string, { text, html }: ChangedText): Promise<void> {
  await tx.query(`insert into message_edits (id, message_id, text, html) select $2, id, text, html from messages where id = $1`, [
    messageId,
    newId(),
  ]);
  await tx.query(`update messages set text = $2, html = $3, edited = true where id = $1`, [messageId, text, html]);
}

async function applyToWaiting(tx: Tx, parts: readonly PartChange[]): Promise<void> {
  for (const change of parts) {
    if (change.kind === 'rewrite')
      await tx.query(`update deliveries set content = $2 where id = $1`, [change.id, JSON.stringify(change.part)]);
    if (change.kind === 'drop') await tx.query(`delete from deliveries where id = $1`, [change.id]);
  }
}
