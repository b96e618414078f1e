import { DeskError } from '@app/domain';
import { randomUUIDv7 as newId } from 'node:crypto';
import type { Tx } from '../database/store.js';
import { lockConversations, pointToTickets } from '../intake/conversations.js';
import { insertTickets } from '../intake/new-tickets.js';
import { refuseBlocked } from '../sending/sent-reply.js';
import { readContact } from './contact-list.js';
import { LIVE, PRIVATE_CHAT } from './private-chats.js';
import { assignFirst, lockActiveAgent } from './start-ticket.js';
import { VISIBLE, viewerParams, type Viewer } from './viewer.js';

export type FirstWordInChat = {
  readonly viewer: Viewer;
  /** Of Telegram, and one that the viewer may write from. */
  readonly inboxId: string;
  readonly contactId: string;
  readonly subject: string;
  readonly assigneeId: string | null;
};

/**
 * Opens a ticket for an agent who writes first in a chat that the bot knows: a bot cannot write to who never wrote to it. The customer's
 * next message comes to this ticket. Called by desk.
 *
 * @throws DeskError missing/contact-missing, missing/agent-missing, missing/chat-unknown, conflict/chat-blocked, conflict/chat-has-ticket
 *   with its number, conflict/chat-in-other-hands
 */
export async function openTicketInChat(
  tx: Tx,
  word: FirstWordInChat,
): Promise<{ ticketId: string; number: number; conversationId: string }> {
  const { viewer, inboxId, contactId, subject, assigneeId } = word;
  if (assigneeId !== null) await lockActiveAgent(tx, assigneeId);
  const { language } = await readContact(tx, viewer, contactId);
  const conversationId = await lockPrivateChat(tx, inboxId, contactId);
  await refuseLiveTicket(tx, viewer, conversationId);
  const ticketId = newId();
  const actor = { type: 'agent', id: viewer.agentId } as const;
  const opened = await insertTickets(tx, [
    { id: ticketId, inboxId, contactId, channel: 'telegram', subject, language, follows: null, openedBy: actor },
  ]);
  await pointToTickets(tx, [[conversationId, ticketId]]);
  await assignFirst(tx, ticketId, assigneeId, actor);
  const number = opened.get(ticketId)?.number;
  if (number === undefined) throw new Error('A ticket was opened and not found.');
  return { ticketId, number, conversationId };
}

/** The one that was spoken in last, where there are several. */
async function lockPrivateChat(tx: Tx, inboxId: string, contactId: string): Promise<string> {
  const [chat] = await tx.query<{ id: string; isBlocked: boolean }>(
    `select v.id, v.blocked_at is not null as "isBlocked" from conversations v join inboxes i on i.id = v.inbox_id
     where v.inbox_id = $1 and v.contact_id = $2 and ${PRIVATE_CHAT}
     order by (select max(m.position) from messages m where m.conversation_id = v.id) desc nulls last, v.id limit 1 for no key update of v`,
    [inboxId, contactId],
  );
  if (!chat) throw new DeskError('missing', 'chat-unknown', 'The customer never wrote to this bot, and a bot cannot write first.');
  refuseBlocked(chat.isBlocked);
  return chat.id;
}

/** The conversation must be locked: no other ticket comes into it meanwhile. */
async function refuseLiveTicket(tx: Tx, viewer: Viewer, conversationId: string): Promise<void> {
  const current = (await lockConversations(tx, [conversationId])).get(conversationId)?.currentTicketId ?? null;
  const [live] = await tx.query<{ number: number; isVisible: boolean }>(
    `select t.number::int as number, ${VISIBLE} as "isVisible" from tickets t where t.id = $3 and ${LIVE}`,
    [...viewerParams(viewer), current],
  );
  if (!live) return;
  if (!live.isVisible) throw new DeskError('conflict', 'chat-in-other-hands', 'Another team is writing with this customer in this chat.');
  throw new DeskError('conflict', 'chat-has-ticket', `Ticket ${live.number} is open in this chat: answer it.`, {
    params: { number: live.number },
  });
}
