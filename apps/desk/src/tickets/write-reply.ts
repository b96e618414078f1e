import type { WriteReply } from '@app/contracts';
import { DeskError, isPast } from '@app/domain';
import { addReply, type Caller, lastConversation, type MailAddress, type Tx, visibleTicketId } from '@app/store';
import { mailParts } from './mail-parts.js';
import { addPictures, type WrittenBody } from './written-body.js';

export type ReplyOrder = {
  readonly caller: Caller;
  readonly number: number;
  readonly reply: WriteReply;
  readonly body: WrittenBody;
  /** The version of the ticket that the agent saw; null: whatever it is now. */
  readonly expectedVersion: number | null;
};

/**
 * Answers a ticket in the conversation asked for, else in the one that the customer wrote in last.
 *
 * @returns the message's id
 */
export async function writeReply(tx: Tx, { caller, number, reply, body, expectedVersion }: ReplyOrder): Promise<string> {
  const ticketId = await visibleTicketId(tx, caller, number);
  const conversationId = await lastConversation(tx, ticketId, reply.conversation ?? null);
  await addPictures(tx, body, caller.agentId);
  const parts = await mailParts(tx, {
    conversationId,
    ticketId,
    agentId: caller.agentId,
    body,
    to: reply.to === undefined ? null : addresses(reply.to),
    cc: reply.cc === undefined ? null : addresses(reply.cc),
    bcc: addresses(reply.bcc),
    replyAll: reply.replyAll,
    signature: reply.signature,
    quote: reply.quote ?? null,
  });
  const { messageId } = await addReply(tx, {
    ...parts,
    ticketId,
    conversationId,
    kind: 'reply',
    authorId: caller.agentId,
    way: caller.session ? 'console' : 'api',
    text: body.text,
    html: body.html,
    attachmentIds: body.attachmentIds,
    shownIds: body.shownIds,
    entities: body.entities,
    answers: reply.replyTo,
    choices: reply.choices,
    next: reply.then,
    holdMs: reply.undoSeconds * 1_000,
    sendAt: sendAt(reply.sendAt),
    expectedVersion,
  });
  return messageId;
}

export function addresses(given: readonly { address: string; name?: string | undefined }[] = []): MailAddress[] {
  return given.map(({ address, name }) => ({ address, name: name ?? '' }));
}

/** @throws DeskError invalid/send-at-past, invalid/send-at-too-far */
export function sendAt(wanted: string | undefined): Date | null {
  if (wanted === undefined) return null;
  const at = new Date(wanted);
  if (isPast(at, new Date())) throw new DeskError('invalid', 'send-at-past', `A reply waits until a time that is to come, not ${wanted}.`);
  const YEAR_MS = 366 * 86_400_000;
  if (at.getTime() > Date.now() + YEAR_MS) throw new DeskError('invalid', 'send-at-too-far', 'A reply can wait for a year at most.');
  return at;
}
