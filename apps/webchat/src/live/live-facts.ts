import { Bus, type Tail } from '@app/bus';
import { AgentChanged, type EventOf, TicketAssigned, TicketChanged, TicketOpened, TicketSeen } from '@app/contracts';
import { Clock, Log, WakeLoop } from '@app/service';
import {
  expectedFirstResponses,
  type ExpectedResponses,
  queuePlaces,
  readVisitorTickets,
  seenPositions,
  Store,
  type VisitorTicket,
} from '@app/store';
import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { WidgetInboxes } from '../site/widget-inboxes.js';
import { chatOffice } from '../visitors/visitor-views.js';
import type { Connection } from './connection.js';
import { ToldFacts } from './told-facts.js';

/** Connections read for in one statement. */
const CONNECTIONS_AT_ONCE = 500;
/** What comes meanwhile is read together (ms): these are no messages. */
const REST_MS = 200;
/** Places of all who wait move when one leaves: they are counted no more often than this (ms). */
const QUEUE_MS = 3_000;
const OFFICE_MS = 5_000;
/** How long customers of a team wait is a matter of days (ms). */
const EXPECTED_MS = 60_000;
const CONGESTION_MS = 1_000;

type OfTicket = EventOf<typeof TicketOpened | typeof TicketChanged | typeof TicketAssigned | typeof TicketSeen>;
type Woken = OfTicket | EventOf<typeof AgentChanged>;

/**
 * Tells visitors what holds beside their messages: who has their ticket, their place in the queue, what an agent has looked at, whether
 * somebody is there.
 *
 * A connection is told all of it when it is ready, and what changes from then on. Events only say whom to read for; one that is lost costs
 * no more than the next reading of the connection's messages.
 */
@Injectable()
export class LiveFacts implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly known = new Map<Connection, ToldFacts>();
  private readonly byTicket = new Map<string, Set<ToldFacts>>();
  private readonly stale = new Set<ToldFacts>();
  private readonly queues = { moved: false, readAt: Number.NEGATIVE_INFINITY, teams: new Set<string>() };
  private expected: { readonly at: number; readonly teams: ReadonlySet<string>; readonly byTeam: ExpectedResponses } | null = null;
  private officesReadAt = performance.now();
  private restUntil = 0;
  private readonly loop: WakeLoop;
  private tail: Tail | null = null;

  constructor(
    private readonly store: Store,
    private readonly bus: Bus,
    private readonly inboxes: WidgetInboxes,
    private readonly clock: Clock,
    log: Log,
  ) {
    this.loop = new WakeLoop({ name: 'webchat facts', log, run: () => this.turn(), restMs: OFFICE_MS, maxBackoffMs: 5_000 });
  }

  async onApplicationBootstrap(): Promise<void> {
    this.loop.start();
    this.tail = await this.bus.tail([TicketOpened, TicketChanged, TicketAssigned, TicketSeen, AgentChanged], (events) => this.hear(events));
  }

  async onApplicationShutdown(): Promise<void> {
    await this.tail?.close();
    await this.loop.stop();
  }

  /** Reads for a connection that is ready, or whose messages have changed. */
  refresh(connection: Connection): void {
    const facts = this.known.get(connection) ?? new ToldFacts(connection);
    this.known.set(connection, facts);
    this.stale.add(facts);
    this.loop.wake();
  }

  forget(connection: Connection): void {
    const facts = this.known.get(connection);
    if (!facts) return;
    this.known.delete(connection);
    this.stale.delete(facts);
    this.place(facts, null);
  }

  /** The ticket that the visitor is in, as it was read last. */
  ticketOf(connection: Connection): VisitorTicket | null {
    return this.known.get(connection)?.ticket ?? null;
  }

  private hear(events: readonly Woken[]): void {
    if (this.known.size === 0) return;
    for (const event of events) {
      for (const facts of this.concernedBy(event)) this.stale.add(facts);
      if (event.type !== AgentChanged.type && this.movesQueue(event)) this.queues.moved = true;
    }
    if (this.stale.size > 0 || this.queues.moved) this.loop.wake();
  }

  private concernedBy(event: Woken): Iterable<ToldFacts> {
    if (event.type !== AgentChanged.type) return this.byTicket.get(event.data.ticketId) ?? [];
    const { agentId, changed } = event.data;
    // Of an agent visitors see a name and a picture.
    if (!changed.includes('name') && !changed.includes('picture')) return [];
    return Array.from(this.known.values()).filter(({ ticket }) => ticket?.agentId === agentId);
  }

  /** Whoever leaves for another team leaves the queue of one that the event does not name. */
  private movesQueue({ type, data }: OfTicket): boolean {
    if (this.queues.teams.size === 0 || type === TicketSeen.type) return false;
    return this.queues.teams.has(data.teamId) || ('changed' in data && data.changed.includes('team'));
  }

  /** @returns ms until the next turn, null when there is nothing to do */
  private async turn(): Promise<number | null> {
    const early = this.restUntil - performance.now();
    if (early > 0) return early;
    const left = await this.readStale();
    if (left === 'more') return 0;
    this.restUntil = performance.now() + REST_MS;
    const queueMs = await this.readQueues();
    await this.readOffices();
    return Math.min(queueMs, left === 'congested' ? CONGESTION_MS : OFFICE_MS);
  }

  /** A socket that is behind is told nothing: it hears what holds when it has caught up. */
  private async readStale(): Promise<'none' | 'more' | 'congested'> {
    const ready = Array.from(this.stale).filter(({ connection }) => !connection.isCongested);
    const turn = ready.slice(0, CONNECTIONS_AT_ONCE);
    for (const facts of turn) this.stale.delete(facts);
    try {
      await this.read(turn);
    } catch (error) {
      for (const facts of turn) if (this.known.has(facts.connection)) this.stale.add(facts);
      throw error;
    }
    if (ready.length > turn.length) return 'more';
    return this.stale.size > 0 ? 'congested' : 'none';
  }

  private async read(turn: readonly ToldFacts[]): Promise<void> {
    if (turn.length === 0) return;
    const conversations = turn.map(({ connection }) => connection.conversationIds);
    const tickets = await readVisitorTickets(this.store, conversations);
    const seen = await seenPositions(this.store, conversations);
    const offices = await this.offices();
    for (const [index, facts] of turn.entries()) {
      if (!this.known.has(facts.connection)) continue;
      const office = offices.get(facts.connection.visitor.inboxId);
      if (office) facts.tell({ office });
      if (facts.connection.conversationIds.length === 0) continue;
      this.tellTicket(facts, tickets[index] ?? null);
      facts.tellSeen(seen[index] ?? 0n);
    }
  }

  private tellTicket(facts: ToldFacts, ticket: VisitorTicket | null): void {
    this.place(facts, ticket);
    facts.tell({ agent: ticket?.agent ?? null });
    // Places are counted for all together.
    if (ticket?.isWaiting) this.queues.moved = true;
    else facts.tell({ queue: null });
  }

  private place(facts: ToldFacts, ticket: VisitorTicket | null): void {
    const [before, now] = [facts.ticket?.ticketId, ticket?.ticketId];
    facts.ticket = ticket;
    if (before === now) return;
    const left = before === undefined ? undefined : this.byTicket.get(before);
    left?.delete(facts);
    if (before !== undefined && left?.size === 0) this.byTicket.delete(before);
    if (now !== undefined) this.byTicket.set(now, (this.byTicket.get(now) ?? new Set()).add(facts));
  }

  /** @returns ms until it wants to be read again */
  private async readQueues(): Promise<number> {
    if (!this.queues.moved) return OFFICE_MS;
    const dueMs = this.queues.readAt + QUEUE_MS - performance.now();
    if (dueMs > 0) return dueMs;
    this.queues.moved = false;
    const waiting = Array.from(this.known.values()).flatMap((facts) => (facts.ticket?.isWaiting ? [{ facts, ticket: facts.ticket }] : []));
    this.queues.teams = new Set(waiting.map(({ ticket }) => ticket.teamId));
    if (waiting.length === 0) return OFFICE_MS;
    this.queues.readAt = performance.now();
    try {
      await this.tellQueues(waiting);
    } catch (error) {
      this.queues.moved = true;
      throw error;
    }
    return OFFICE_MS;
  }

  private async tellQueues(waiting: readonly { readonly facts: ToldFacts; readonly ticket: VisitorTicket }[]): Promise<void> {
    const places = await queuePlaces(
      this.store,
      waiting.map(({ ticket }) => ticket.ticketId),
    );
    const [expected, offices] = [await this.expectedOf(this.queues.teams), await this.offices()];
    for (const { facts, ticket } of waiting) {
      const place = places.get(ticket.ticketId);
      // One that has left is read as what it is now.
      if (place === undefined || facts.connection.isCongested) this.stale.add(facts);
      else if (this.known.has(facts.connection) && facts.ticket?.isWaiting) {
        const isOpen = offices.get(facts.connection.visitor.inboxId)?.open ?? false;
        facts.tell({ queue: { place, expected: isOpen ? minutesOf(expected, ticket.teamId) : null } });
      }
    }
    if (this.stale.size > 0) this.loop.wake();
  }

  private async expectedOf(teams: ReadonlySet<string>): Promise<ExpectedResponses> {
    const now = performance.now();
    const { expected } = this;
    if (expected && now - expected.at < EXPECTED_MS && [...teams].every((team) => expected.teams.has(team))) return expected.byTeam;
    const byTeam = await expectedFirstResponses(this.store, [...teams]);
    this.expected = { at: now, teams: new Set(teams), byTeam };
    return byTeam;
  }

  private async readOffices(): Promise<void> {
    if (this.known.size === 0 || performance.now() - this.officesReadAt < OFFICE_MS) return;
    this.officesReadAt = performance.now();
    const offices = await this.offices();
    for (const facts of this.known.values()) {
      const office = offices.get(facts.connection.visitor.inboxId);
      if (office && !this.stale.has(facts) && !facts.connection.isCongested) facts.tell({ office });
    }
  }

  private async offices(): Promise<ReadonlyMap<string, ReturnType<typeof chatOffice>>> {
    const now = this.clock.now();
    return new Map((await this.inboxes.all()).map(({ id, office }) => [id, chatOffice(office, now)]));
  }
}

function minutesOf(expected: ExpectedResponses, teamId: string): readonly [number, number] | null {
  const response = expected.get(teamId);
  return response ? [Math.max(1, Math.ceil(response.typical)), Math.max(1, Math.ceil(response.most))] : null;
}
