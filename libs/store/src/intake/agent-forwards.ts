import type { Tx } from '../database/store.js';
import { addNote } from '../tickets/notes.js';
import type { IncomingMessage } from './incoming.js';
import type { PlacedMessage } from './messages.js';
import type { Fresh } from './received.js';

type Mail = Fresh<IncomingMessage>;

/** An agent who forwarded a customer's mail, by the id that the mail's message has here. */
export type Forwarders = ReadonlyMap<string, { readonly agentId: string; readonly comment: string }>;

/**
 * A customer's mail that an agent forwards to an inbox is the customer's: the ticket is theirs, and so is the answer. What the agent
 * says about it becomes a note.
 *
 * Everybody can write an agent's address into From. Where DMARC says that it is not the agent, the mail is an ordinary one; where nothing
 * says anything, the message is marked as unproved, and all that a forger wins is a ticket in somebody's name, which he gets by writing
 * From that name as well; his comment is shown in the message and not as an agent's note (`threat:A1`, `fail:T17`).
 */
export async function turnForwards(tx: Tx, mails: readonly Mail[]): Promise<{ mails: readonly Mail[]; forwarders: Forwarders }> {
  const candidates = mails.filter(({ incoming: { mail, authentication } }) => mail?.forwarded && authentication?.dmarc !== 'fail');
  if (candidates.length === 0) return { mails, forwarders: new Map() };
  const agents = await tx.query<{ id: string; name: string; email: string }>(
    `select id, name, email from agents where active and email = any($1)`,
    [candidates.map(({ incoming }) => incoming.sender.address)],
  );
  const byAddress = new Map(agents.map((agent) => [agent.email, agent]));
  const forwarders = new Map<string, { agentId: string; comment: string }>();
  const turned = mails.map((item) => {
    const { mail, authentication, sender } = item.incoming;
    const agent = byAddress.get(sender.address);
    if (!mail?.forwarded || !agent || authentication?.dmarc === 'fail') return item;
    const isProved = authentication?.proved ?? false;
    forwarders.set(item.messageId, { agentId: agent.id, comment: isProved ? mail.forwarded.comment : '' });
    return { ...item, incoming: asCustomers(item.incoming, mail.forwarded, { name: agent.name, isProved }) };
  });
  return { mails: turned, forwarders };
}

function asCustomers(
  incoming: IncomingMessage,
  { author, subject, text, comment }: NonNullable<NonNullable<IncomingMessage['mail']>['forwarded']>,
  agent: { name: string; isProved: boolean },
): IncomingMessage {
  const { from: _, ...rest } = incoming;
  return {
    ...rest,
    sender: { ...incoming.sender, address: author.address.toLowerCase(), name: author.name, proved: null },
    authentication: incoming.authentication && { ...incoming.authentication, proved: false },
    subject: subject ?? incoming.subject,
    text: agent.isProved || comment === '' ? text : `${comment}\n\n${text}`,
    // Its HTML is the agent's mail around it; the original keeps that.
    html: null,
    quoted: null,
    signature: null,
    replyTo: [],
    to: [],
    cc: [],
    remarks: [
      ...incoming.remarks,
      { code: agent.isProved ? 'mail-forwarded-by-agent' : 'mail-forwarded-unproved', params: { name: agent.name } },
    ],
  };
}

/** Writes what agents said about the mails that they forwarded. */
export async function noteForwards(tx: Tx, placed: readonly PlacedMessage[], forwarders: Forwarders): Promise<void> {
  for (const { messageId, ticketId } of placed) {
    const forwarder = forwarders.get(messageId);
    if (forwarder && forwarder.comment !== '')
      await addNote(tx, { ticketId, authorId: forwarder.agentId, text: forwarder.comment, mentions: [] });
  }
}
