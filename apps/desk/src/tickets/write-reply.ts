import type { WriteReply } from '@app/contracts';
import { DeskError } from '@app/domain';
import { sanitizeMailHtml } from '@app/mail';
import { addReply, type Caller, lastConversation, type MailAddress, type Tx, visibleTicketId } from '@app/store';

export type ReplyOrder = {
  readonly caller: Caller;
  readonly number: number;
  readonly reply: WriteReply;
  /** The version of the ticket that the agent saw; null: whatever it is now. */
  readonly expectedVersion: number | null;
};

/**
 * Answers a ticket in the conversation asked for, else in the one that the customer wrote in last.
 *
 * @returns the message's id
 */
export async function writeReply(tx: Tx, { caller, number, reply, expectedVersion }: ReplyOrder): Promise<string> {
  const ticketId = await visibleTicketId(tx, caller, number);
  const conversationId = await lastConversation(tx, ticketId, reply.conversation ?? null);
  const { messageId } = await addReply(tx, {
    ticketId,
    conversationId,
    kind: 'reply',
    authorId: caller.agentId,
    way: caller.session ? 'console' : 'api',
    text: reply.text,
    html: reply.html === undefined ? null : sanitizeMailHtml(reply.html),
    to: addresses(reply.to),
    cc: addresses(reply.cc),
    bcc: addresses(reply.bcc),
    attachmentIds: reply.attachments ?? [],
    next: reply.then,
    holdMs: reply.undoSeconds * 1_000,
    sendAt: sendAt(reply),
    expectedVersion,
  });
  return messageId;
}

export function addresses(given: readonly { address: string; name?: string | undefined }[] = []): MailAddress[] {
  return given.map(({ address, name }) => ({ address, name: name ?? '' }));
}

function sendAt({ sendAt: wanted }: WriteReply): Date | null {
  if (wanted === undefined) return null;
  const at = new Date(wanted);
  const YEAR_MS = 366 * 86_400_000;
  if (at.getTime() > Date.now() + YEAR_MS) throw new DeskError('invalid', 'send-at-too-far', 'A reply can wait for a year at most.');
  return at;
}
