import { afterInbound, afterOwnAnswer, type Standing } from '@app/domain';
import { randomUUIDv7 as newId } from 'node:crypto';
import type { ConversationRow } from './conversations.js';
import type { IncomingMessage } from './incoming.js';
import { isOwn, type PlacedMessage } from './messages.js';
import { inBrief } from './in-brief.js';
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
  /** Default, and where there is no such team: the inbox's. */
  readonly teamId?: string | null;
};

const SUBJECT_LENGTH = 80;

/** Says which ticket each message of a batch goes to: the conversation's, while it lives, else a new one. Decides in memory on locked rows. */
export class Placement {
  readonly opened: NewTicket[] = [];
  private readonly contacts = new Map<string, string>();
  private readonly current = new Map<string, string>();
  private readonly standings = new Map<string, Standing>();
  private readonly moved = new Map<string, StandingChange>();
  private readonly answered = new Set<string>();
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

  /** @returns the id of the ticket that the message goes to; null: nobody has asked what we said, past us */
  place(message: LocatedMessage): string | null {
    const ticketId = this.current.get(message.conversationId) ?? null;
    if (isOwn(message) && ticketId === null) return null;
    const before = ticketId === null ? null : (this.standings.get(ticketId) ?? null);
    const after = before && (isOwn(message) ? afterOwnAnswer(before) : afterInbound(before, message.isAutomatic || isHistoric(message)));
    if (ticketId === null || after === null) return this.open(message, ticketId);
    this.standings.set(ticketId, after);
    if (isOwn(message)) this.answered.add(ticketId);
    const ticket = this.tickets.get(ticketId);
    if (ticket) this.moved.set(ticketId, { ...this.changeOf(ticket, after), actor: actorOf(message) });
    return ticketId;
  }

  /** Of tickets that this batch opened, and that were answered in it already. */
  changesOf(opened: ReadonlyMap<string, TicketRow>): readonly StandingChange[] {
    return [...opened.values()].flatMap((ticket) =>
      this.answered.has(ticket.id) ? [{ ...this.changeOf(ticket, this.standings.get(ticket.id) ?? ticket), actor: SYSTEM }] : [],
    );
  }

  /** Where the next message of a conversation would go, with what the ticket is then; null: it has none. */
  standingOf(conversationId: string): { readonly ticketId: string; readonly standing: Standing } | null {
    const ticketId = this.current.get(conversationId);
    const standing = ticketId === undefined ? undefined : this.standings.get(ticketId);
    return ticketId === undefined || standing === undefined ? null : { ticketId, standing };
  }

  get changes(): readonly StandingChange[] {
    return [...this.moved.values()];
  }

  /** Where the next message of a conversation goes, of those whose ticket is a new one. */
  get pointers(): ReadonlyMap<string, string> {
    return this.pointed;
  }

  private changeOf(ticket: TicketRow, to: Standing): Omit<StandingChange, 'actor'> {
    return { ticket, to, ...(this.answered.has(ticket.id) ? { by: 'reply', isResponse: true } : {}) };
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
      teamId: incoming.form?.teamId ?? null,
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

function actorOf({ contactId }: LocatedMessage): Actor {
  return contactId === null ? SYSTEM : { type: 'contact', id: contactId };
}

/** A chat has no subject: what its form is about, or its first words, stand for one. */
function subjectOf(incoming: IncomingMessage): string {
  if (incoming.form) return incoming.form.subject;
  if (incoming.subject?.trim()) return incoming.subject.trim();
  const firstLine = inBrief(incoming).split('\n')[0] ?? '';
  return firstLine.length > SUBJECT_LENGTH ? `${firstLine.slice(0, SUBJECT_LENGTH - 1).trimEnd()}…` : firstLine;
}
