import { Bus, makeEvent } from '@app/bus';
import { ContactTyping } from '@app/contracts';
import { asError } from '@app/domain';
import { Log } from '@app/service';
import { conversationsOfVisitor, readVisitorTickets, Store, type Visitor, type VisitorTicket } from '@app/store';
import { Injectable } from '@nestjs/common';
import { TokenBuckets } from '../visitors/token-bucket.js';
import type { Connection } from './connection.js';
import { LiveFacts } from './live-facts.js';

/** Once in four seconds a ticket: the console shows it for five. */
const RATE = { burst: 1, perSecond: 0.25 };

/** Passes on that visitors write, to whoever looks at their ticket. Nothing depends on it: what is lost is lost. */
@Injectable()
export class VisitorTyping {
  private readonly said = new TokenBuckets(RATE);
  private readonly asked = new TokenBuckets(RATE);

  constructor(
    private readonly store: Store,
    private readonly facts: LiveFacts,
    private readonly bus: Bus,
    private readonly log: Log,
  ) {}

  /** @param connection that says so; null: a call, of which nothing is known yet */
  async say(visitor: Visitor, connection: Connection | null): Promise<void> {
    if (connection) return this.tell(connection.conversationIds, this.facts.ticketOf(connection));
    if (this.asked.take(visitor.id, performance.now()) > 0) return;
    const conversationIds = await conversationsOfVisitor(this.store, visitor);
    const [ticket] = await readVisitorTickets(this.store, [conversationIds]);
    this.tell(conversationIds, ticket ?? null);
  }

  private tell([conversationId]: readonly string[], ticket: VisitorTicket | null): void {
    if (!ticket || conversationId === undefined || this.said.take(ticket.ticketId, performance.now()) > 0) return;
    const { ticketId, number, teamId } = ticket;
    // Not waited for: a bus that is away must not keep anybody from writing.
    this.bus
      .publish([makeEvent(ContactTyping, { ticketId, number, teamId, conversationId })])
      .catch((error: unknown) => this.log.warn('that a visitor types could not be told', { reason: asError(error).message }));
  }
}
