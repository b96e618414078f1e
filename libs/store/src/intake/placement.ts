import { afterInbound, type Standing } from '@app/domain';
import { randomUUIDv7 as newId } from 'node:crypto';
import type { ConversationRow } from './conversations.js';
import type { IncomingMessage } from './incoming.js';
import type { PlacedMessage } from './messages.js';
import type { StandingChange, TicketRow } from '../tickets/tickets.js';
import { SYSTEM, type Actor } from '../tickets/timeline.js';

/** A message whose conversation is known, and whose ticket is not yet. */
export type LocatedMessage = Omit<PlacedMessage, 'ticketId' | 'ticketVersion' | 'position'> & {
  /** Null: the contact. */
  readonly openedBy: Actor | null;
};

/** A ticket to be opened. */
export type NewTicket = {
  readonly id: string;
  readonly inboxId: string;
  readonly contactId: string;
  readonly channel: IncomingMessage['channel'];
  readonly subject: string;
  readonly language: string | null;
  /** The closed ticket that it continues. */
  readonly follows: string | null;
  /** Default: the contact. */
  readonly openedBy?: Actor;
  /** Of imported history: when its mail came. It is closed from the first, and nobody hears of it. */
  readonly historicAt?: Date;
  /** The mail server says so; default: no. */
  readonly spam?: boolean;
};

const SUBJECT_LENGTH = 80;

/** Says which ticket each message of a batch goes to: the conversation's, while it lives, else a new one. Decides in memory on locked rows. */
export class Placement {
  readonly opened: NewTicket[] = [];
  private readonly contacts = new Map<string, string>();
  private readonly current = new Map<string, string>();
  private readonly standings = new Map<string, Standing>();
  private readonly moved = new Map<string, StandingChange>();
  private readonly pointed = new Map<string, string>();

  constructor(
    conversations: ReadonlyMap<string, ConversationRow>,
    private readonly tickets: ReadonlyMap<string, TicketRow>,
  ) {
    for (const one of conversations.values()) {
      this.contacts.set(one.id, one.contactId);
      if (one.currentTicketId !== null) this.current.set(one.id, one.currentTicketId);
    }
    for (const ticket of tickets.values()) this.standings.set(ticket.id, ticket);
  }

  /** @returns the id of the ticket that the message goes to */
  place(message: LocatedMessage): string {
    const ticketId = this.current.get(message.conversationId) ?? null;
    const before = ticketId === null ? null : (this.standings.get(ticketId) ?? null);
    const after = before && afterInbound(before, message.isAutomatic || isHistoric(message));
    if (ticketId === null || after === null) return this.open(message, ticketId);
    this.standings.set(ticketId, after);
    const ticket = this.tickets.get(ticketId);
    if (ticket)
      this.moved.set(ticketId, {
        ticket,
        to: after,
        actor: message.contactId === null ? SYSTEM : { type: 'contact', id: message.contactId },
      });
    return ticketId;
  }

  get changes(): readonly StandingChange[] {
    return [...this.moved.values()];
  }

  /** Where the next message of a conversation goes, of those whose ticket is a new one. */
  get pointers(): ReadonlyMap<string, string> {
    return this.pointed;
  }

  private open({ incoming, contactId, conversationId, ...message }: LocatedMessage, follows: string | null): string {
    const id = newId();
    const historic = isHistoric({ incoming });
    // Whoever joined a conversation does not take it over.
    const owner = this.contacts.get(conversationId) ?? contactId;
    if (owner === null) throw new Error('A report began a conversation.');
    this.opened.push({
      id,
      inboxId: incoming.inboxId,
      contactId: owner,
      channel: incoming.channel,
      subject: subjectOf(incoming),
      language: incoming.sender.language,
      follows,
      ...(message.openedBy ? { openedBy: message.openedBy } : {}),
      ...(historic ? { historicAt: incoming.receivedAt } : {}),
      spam: incoming.mail?.isJunk ?? false,
    });
    this.contacts.set(conversationId, owner);
    this.current.set(conversationId, id);
    this.pointed.set(conversationId, id);
    this.standings.set(id, { state: historic ? 'closed' : 'new', assigneeId: null });
    return id;
  }
}

/** Imported history asks for nothing. */
export function isHistoric({ incoming }: Pick<LocatedMessage, 'incoming'>): boolean {
  return incoming.mail?.historic ?? false;
}

/** A chat has no subject: its first words stand for one. */
function subjectOf({ subject, text, files }: IncomingMessage): string {
  if (subject?.trim()) return subject.trim();
  const firstLine = text.trim().split('\n')[0] ?? '';
  if (firstLine !== '') return firstLine.length > SUBJECT_LENGTH ? `${firstLine.slice(0, SUBJECT_LENGTH - 1).trimEnd()}…` : firstLine;
  return files.find((file) => file.kind !== 'uploaded')?.filename ?? '';
}
