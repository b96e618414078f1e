import type { StartTicket } from '@app/contracts';
import { DeskError } from '@app/domain';
import { addReply, type Caller, openTicketInChat, type Tx } from '@app/store';
import { sendAt } from './write-reply.js';
import type { WrittenBody } from './written-body.js';

export type FirstMessage = {
  readonly caller: Caller;
  readonly asked: StartTicket;
  readonly body: WrittenBody;
  /** Who is to have the ticket; null: nobody yet. */
  readonly assigneeId: string | null;
};

/**
 * Writes first in a chat of Telegram that the bot knows: a ticket of its own, with the agent's message on its way.
 *
 * @returns the ticket's number
 * @throws DeskError invalid/chat-has-no-addresses, missing/chat-unknown and what `openTicketInChat` and `addReply` throw
 */
export async function startInChat(tx: Tx, { caller, asked, body, assigneeId }: FirstMessage): Promise<number> {
  if ([...(asked.cc ?? []), ...(asked.bcc ?? [])].length > 0)
    throw new DeskError('invalid', 'chat-has-no-addresses', 'What is said in a chat goes to the chat alone.');
  if (!('contact' in asked.to))
    throw new DeskError('missing', 'chat-unknown', 'A bot can write to a contact that wrote to it, and to no address.');
  const { ticketId, number, conversationId } = await openTicketInChat(tx, {
    viewer: caller,
    inboxId: asked.inbox,
    contactId: asked.to.contact,
    subject: asked.subject ?? firstWords(body.text),
    assigneeId,
  });
  await addReply(tx, {
    ticketId,
    conversationId,
    kind: 'reply',
    authorId: caller.agentId,
    way: caller.session ? 'console' : 'api',
    text: body.text,
    html: body.html,
    entities: body.entities,
    choices: asked.choices,
    attachmentIds: body.attachmentIds,
    next: 'pending',
    holdMs: asked.undoSeconds * 1_000,
    sendAt: sendAt(asked.sendAt),
  });
  return number;
}

/** A chat has no subject: its first words stand for one. */
function firstWords(text: string): string {
  return text.trim().split('\n')[0]?.slice(0, 120).toWellFormed() ?? '';
}
