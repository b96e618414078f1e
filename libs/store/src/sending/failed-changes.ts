import { MessageChanged } from '@app/contracts';
import type { Reason } from '@app/domain';
import type { Tx } from '../database/store.js';
import type { TicketRow } from '../tickets/tickets.js';
import { addTicketEvents, SYSTEM } from '../tickets/timeline.js';
import { cancelRows, isWaiting, readReply, type SentReply, showInLists, standingTexts } from './sent-reply.js';

/** A change or deletion of what was sent that the chat will never show. */
export type FailedChange = {
  readonly messageId: string;
  readonly ticketId: string;
  readonly purpose: 'change' | 'remove';
  readonly reason: Reason;
};

/**
 * Lets messages say again what the chat shows, where a change of them failed for good; the timeline tells why. What else was to be changed
 * with it is left as it is.
 *
 * Called by the deliveries module; the tickets must be locked.
 */
export async function undoChanges(tx: Tx, failed: readonly FailedChange[], tickets: ReadonlyMap<string, TicketRow>): Promise<void> {
  await addTicketEvents(
    tx,
    failed.map(({ ticketId, messageId, purpose, reason }) => ({
      ticketId,
      code: purpose === 'remove' ? 'reply-removal-failed' : 'reply-change-failed',
      params: { ...reason.params, message: messageId, reason: reason.code },
      actor: SYSTEM,
    })),
  );
  for (const { messageId, ticketId } of new Map(failed.map((one) => [one.messageId, one])).values()) {
    const ticket = tickets.get(ticketId);
    if (!ticket) continue;
    const reply = await readReply(tx, messageId, ticket);
    await cancelRows(
      tx,
      reply.rows.filter((row) => row.purpose !== 'send' && isWaiting(row)),
    );
    await showWhatStands(tx, { ...reply, rows: reply.rows.filter((row) => row.purpose === 'send' || !isWaiting(row)) });
    tx.outbox.add(MessageChanged, { ticketId: ticket.id, number: ticket.number, teamId: ticket.teamId, messageId });
  }
}

/** Where the chat shows an earlier version, that one with its looks; where it shows parts of several, their plain text. */
export async function showWhatStands(tx: Tx, reply: SentReply): Promise<void> {
  const text = standingTexts(reply)
    .flatMap(({ part }) => part?.text ?? [])
    .join('\n');
  const versions = await tx.query<{ id: string; text: string; html: string | null }>(
    `select id, text, html from message_edits where message_id = $1 order by edited_at, id`,
    [reply.id],
  );
  const at = versions.findLastIndex((version) => isSame(version.text, text));
  const version = versions[at];
  if (version) {
    const later = versions.slice(at).map(({ id }) => id);
    await tx.query(`delete from message_edits where id = any($1)`, [later]);
  }
  const now = version ?? (isSame(reply.text, text) ? null : { text, html: null });
  await tx.query(
    `update messages m set deleted_at = null, text = coalesce($2, text), html = case when $2::text is null then html else $3 end,
       edited = exists (select from message_edits e where e.message_id = m.id) where id = $1`,
    [reply.id, now?.text ?? null, now?.html ?? null],
  );
  await showInLists(tx, reply.id);
}

/** The blanks at the seams of parts are not in the chat. */
function isSame(a: string, b: string): boolean {
  return inOneLine(a) === inOneLine(b);
}

function inOneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}
