import type { StartTicket } from '@app/contracts';
import { sanitizeMailHtml } from '@app/mail';
import { addReply, type Caller, openTicketFor, type Tx } from '@app/store';
import { addresses } from './write-reply.js';

/**
 * Writes to a customer first: a conversation and a ticket of its own, with the agent's message on its way.
 *
 * @returns the ticket's number
 */
export async function startTicket(tx: Tx, caller: Caller, body: StartTicket): Promise<number> {
  const assigneeId = body.assignee === undefined || body.assignee === 'me' ? caller.agentId : body.assignee;
  const opened = await openTicketFor(tx, {
    viewer: caller,
    inboxId: body.inbox,
    to: 'contact' in body.to ? body.to : { address: body.to.address, name: body.to.name ?? '' },
    subject: body.subject,
    assigneeId,
  });
  await addReply(tx, {
    ticketId: opened.ticketId,
    conversationId: opened.conversationId,
    kind: 'reply',
    authorId: caller.agentId,
    way: caller.session ? 'console' : 'api',
    text: body.text,
    html: body.html === undefined ? null : sanitizeMailHtml(body.html),
    to: [opened.to],
    cc: addresses(body.cc),
    attachmentIds: body.attachments ?? [],
    next: 'pending',
  });
  return opened.number;
}
