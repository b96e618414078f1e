import {
  ChangeTicket,
  MarkRead,
  ROUTES,
  StartTicket,
  type Ticket,
  type TicketCounts,
  type TicketDetail,
  TicketQuery,
  TimelineQuery,
} from '@app/contracts';
import type { Words } from '@app/service';
import {
  Blobs,
  countTickets,
  editTicket,
  type IdempotencyKey,
  listTickets,
  markRead,
  once,
  readConversations,
  readTicket,
  readTimeline,
  Store,
  visibleTicketId,
  type Caller,
} from '@app/store';
import { Body, Controller, Param, Query } from '@nestjs/common';
import { CalledBy } from '../http/called-by.js';
import { IfMatch } from '../http/if-match.js';
import { OnceKey } from '../http/once-key.js';
import { TicketNumber } from '../http/path-params.js';
import { Serves } from '../http/serves.js';
import { Speaks } from '../http/speaks.js';
import { conversationAnswer } from './conversation-answer.js';
import { startOf } from './start-ticket.js';
import { ticketAnswer } from './ticket-answer.js';
import { TimelineAnswers } from './timeline-answers.js';

@Controller()
export class TicketsController {
  constructor(
    private readonly store: Store,
    private readonly answers: TimelineAnswers,
    private readonly blobs: Blobs,
  ) {}

  @Serves(ROUTES.listTickets)
  async list(@Query({ schema: TicketQuery }) query: TicketQuery, @CalledBy() caller: Caller, @Speaks() catalog: Words) {
    const { data, next } = await listTickets(this.store, caller, query);
    return { data: data.map((ticket) => ticketAnswer(ticket, catalog)), next };
  }

  @Serves(ROUTES.countTickets)
  count(@CalledBy() caller: Caller): Promise<TicketCounts> {
    return countTickets(this.store, caller);
  }

  @Serves(ROUTES.startTicket)
  async start(
    @Body({ schema: StartTicket }) asked: StartTicket,
    @CalledBy() caller: Caller,
    @Speaks() catalog: Words,
    @OnceKey() key: IdempotencyKey | null,
  ): Promise<Ticket> {
    const start = await startOf(this.store, this.blobs, caller, asked);
    return once(this.store, key, async (tx) => ticketAnswer(await readTicket(tx, caller, await start(tx)), catalog));
  }

  @Serves(ROUTES.getTicket)
  async get(
    @Param('number', { schema: TicketNumber }) number: number,
    @CalledBy() caller: Caller,
    @Speaks() catalog: Words,
  ): Promise<TicketDetail> {
    const ticket = await readTicket(this.store, caller, number);
    const [conversations, timeline] = await Promise.all([
      readConversations(this.store, ticket.id, caller.agentId),
      readTimeline(this.store, ticket.id, { limit: 100 }),
    ]);
    return {
      ...ticketAnswer(ticket, catalog),
      conversations: conversations.map(conversationAnswer),
      timeline: timeline.data.map((item) => this.answers.item(item, catalog)),
      timelinePrevious: timeline.previous,
    };
  }

  @Serves(ROUTES.getTimeline)
  async timeline(
    @Param('number', { schema: TicketNumber }) number: number,
    @Query({ schema: TimelineQuery }) query: TimelineQuery,
    @CalledBy() caller: Caller,
    @Speaks() catalog: Words,
  ) {
    const id = await visibleTicketId(this.store, caller, number);
    const { data, previous } = await readTimeline(this.store, id, query);
    return { data: data.map((item) => this.answers.item(item, catalog)), previous };
  }

  @Serves(ROUTES.changeTicket)
  change(
    @Param('number', { schema: TicketNumber }) number: number,
    @Body({ schema: ChangeTicket }) change: ChangeTicket,
    @IfMatch() version: number | null,
    @CalledBy() caller: Caller,
    @Speaks() catalog: Words,
  ): Promise<Ticket> {
    return this.store.transaction(async (tx) => {
      await editTicket(tx, { viewer: caller, number, patch: change, expectedVersion: version });
      // An agent may give a ticket away, and sees it this last time.
      return ticketAnswer(await readTicket(tx, { ...caller, role: 'admin' }, number), catalog);
    });
  }

  @Serves(ROUTES.markRead)
  async markRead(
    @Param('number', { schema: TicketNumber }) number: number,
    @Body({ schema: MarkRead }) { position }: MarkRead,
    @CalledBy() caller: Caller,
  ): Promise<void> {
    const id = await visibleTicketId(this.store, caller, number);
    await this.store.transaction((tx) => markRead(tx, caller.agentId, id, position));
  }
}
