import type { Channel } from '@app/contracts';
import { DeskError } from '@app/domain';
import { randomUUIDv7 as newId } from 'node:crypto';
import { recordAssignments } from '../routing/assignments.js';
import { findContacts } from '../intake/contacts.js';
import { insertConversations } from '../intake/conversations.js';
import type { MailAddress } from '../sending/due-messages.js';
import { insertTickets } from '../intake/new-tickets.js';
import type { Sql } from '../database/sql.js';
import type { Tx } from '../database/store.js';
import { assigned, changeStandings, lockTickets } from './tickets.js';
import { viewerParams, type Viewer, WRITES_FROM } from './viewer.js';

export type FirstWord = {
  readonly viewer: Viewer;
  readonly inboxId: string;
  /** A contact, written to at the address they were heard from last, or an address. */
  readonly to: { readonly contact: string } | MailAddress;
  readonly subject: string;
  readonly assigneeId: string | null;
};

export type OpenedTicket = {
  readonly ticketId: string;
  readonly number: number;
  readonly conversationId: string;
  readonly to: MailAddress;
};

/**
 * Opens a conversation and its ticket for an agent who writes a mail first. Called by desk.
 *
 * @throws DeskError missing/contact-missing, missing/agent-missing
 */
export async function openTicketFor(tx: Tx, { viewer, inboxId, to, subject, assigneeId }: FirstWord): Promise<OpenedTicket> {
  if (assigneeId !== null) await lockActiveAgent(tx, assigneeId);
  const address = 'contact' in to ? await mailAddressOf(tx, viewer, to.contact) : to;
  const sender = { address: address.address.toLowerCase(), name: address.name, language: null, proved: null };
  const contactOf = await findContacts(tx, [{ channel: 'email', sender }]);
  const contactId = contactOf('email', sender.address);
  const [conversationId, ticketId] = [newId(), newId()];
  const actor = { type: 'agent', id: viewer.agentId } as const;
  const opened = await insertTickets(tx, [
    { id: ticketId, inboxId, contactId, channel: 'email', subject, language: null, follows: null, openedBy: actor },
  ]);
  await insertConversations(tx, [{ id: conversationId, inboxId, externalKey: newId(), contactId, currentTicketId: ticketId }]);
  await assignFirst(tx, ticketId, assigneeId, actor);
  const number = opened.get(ticketId)?.number;
  if (number === undefined) throw new Error('A ticket was opened and not found.');
  return { ticketId, number, conversationId, to: address };
}

/** Who is to have a ticket that was just opened. The agent must be locked. */
export async function assignFirst(tx: Tx, ticketId: string, assigneeId: string | null, by: { type: 'agent'; id: string }): Promise<void> {
  if (assigneeId === null) return;
  const ticket = (await lockTickets(tx, [ticketId])).get(ticketId);
  if (!ticket) throw new Error('A ticket was opened and not found.');
  const [after] = await changeStandings(tx, [assigned(ticket, assigneeId, by, 'agent')]);
  const reason = { code: 'assigned-by-agent', params: { by: by.id } };
  if (after) await recordAssignments(tx, [{ ticketId, version: after.version, agentId: assigneeId, by: 'agent', reason }]);
}

/** @throws DeskError missing/agent-missing */
export async function lockActiveAgent(tx: Tx, id: string): Promise<void> {
  const rows = await tx.query(`select from agents where id = $1 and active for no key update`, [id]);
  if (rows.length === 0) throw new DeskError('missing', 'agent-missing', 'There is no such agent, or no longer.');
}

/**
 * By which channel an agent would write first.
 *
 * @throws DeskError missing/inbox-missing, invalid/channel-cannot-start
 */
export async function startingChannel(sql: Sql, viewer: Viewer, inboxId: string): Promise<'email' | 'telegram'> {
  const [inbox] = await sql.query<{ channel: Channel }>(`select i.channel from inboxes i where i.id = $3 and ${WRITES_FROM}`, [
    ...viewerParams(viewer),
    inboxId,
  ]);
  if (!inbox) throw new DeskError('missing', 'inbox-missing', 'There is no such inbox, or it is not one of your teams.');
  if (inbox.channel === 'webchat') throw new DeskError('invalid', 'channel-cannot-start', 'In the chat of a site the customer begins.');
  return inbox.channel;
}

async function mailAddressOf(tx: Tx, viewer: Viewer, contactId: string): Promise<MailAddress> {
  const [row] = await tx.query<MailAddress>(
    `select d.address, c.name from identities d join contacts c on c.id = d.contact_id
     where d.contact_id = $1 and d.channel = 'email' and d.address <> ''
       and ($2::boolean or exists (select from tickets t where t.contact_id = c.id
         and (t.assignee_id = $3 or t.team_id in (select m.team_id from team_members m where m.agent_id = $3))))
     order by d.proved_at desc nulls last, d.created_at desc limit 1`,
    [contactId, viewer.role === 'admin', viewer.agentId],
  );
  if (!row) throw new DeskError('missing', 'contact-missing', 'There is no such contact with a mail address, or you may not see it.');
  return row;
}
