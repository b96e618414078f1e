import { Bus, type Tail } from '@app/bus';
import { type EventOf, MessageAdded, ReplyReported, ReplyTyping, VisitorChanged } from '@app/contracts';
import { DeskError, isStillTyping } from '@app/domain';
import { Log, WakeLoop } from '@app/service';
import { readHistories, Store, visitorsOfConversations } from '@app/store';
import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { VisitorViews } from '../visitors/visitor-views.js';
import type { Connection } from './connection.js';
import { LiveFacts } from './live-facts.js';

/** Connections read for in one statement, and messages of each. */
const CONNECTIONS_AT_ONCE = 500;
const MESSAGES_AT_ONCE = 100;
/** Sockets of one visitor: tabs. */
const MOST_OF_VISITOR = 20;
/** The safety net under events that were lost on the way (ms). */
const SWEEP_MS = 30_000;
/** How soon a socket that was behind is looked at again: by then a good one has taken what it was given (ms). */
const CONGESTION_MS = 100;

type Woken = EventOf<typeof MessageAdded | typeof ReplyReported | typeof ReplyTyping | typeof VisitorChanged>;

/**
 * All open sockets of this process, kept up to date from the database.
 *
 * Events only say which conversation to look at. What is found there after a connection's cursor is given to it, so that an
 * event that comes twice, late or never changes nothing but the hour.
 */
@Injectable()
export class Connections implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly byVisitor = new Map<string, Set<Connection>>();
  /** Who is to be woken by what happens in a conversation. */
  private readonly byConversation = new Map<string, Set<Connection>>();
  /** Those that visitors of this process ever wrote to. */
  private readonly inboxes = new Set<string>();
  /** Conversations of our inboxes that none of our visitors is known to have. */
  private readonly strange = new Set<string>();
  private readonly stale = new Set<Connection>();
  private readonly loop: WakeLoop;
  private tail: Tail | null = null;
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly store: Store,
    private readonly bus: Bus,
    private readonly views: VisitorViews,
    private readonly facts: LiveFacts,
    log: Log,
  ) {
    this.loop = new WakeLoop({ name: 'webchat connections', log, run: () => this.readOnce(), maxBackoffMs: 5_000 });
  }

  async onApplicationBootstrap(): Promise<void> {
    this.loop.start();
    this.timer = setInterval(() => this.refreshAll(), SWEEP_MS).unref();
    this.tail = await this.bus.tail([MessageAdded, ReplyReported, ReplyTyping, VisitorChanged], (events) => this.hear(events));
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    await this.tail?.close();
    await this.loop.stop();
  }

  get size(): number {
    let size = 0;
    for (const connections of this.byVisitor.values()) size += connections.size;
    return size;
  }

  /**
   * Takes a connection in; it is ready when it has been given everything after its cursor.
   *
   * @throws DeskError conflict/too-many-connections
   */
  add(connection: Connection): void {
    const { id, inboxId } = connection.visitor;
    this.inboxes.add(inboxId);
    const present = this.byVisitor.get(id) ?? new Set();
    if (present.size >= MOST_OF_VISITOR) {
      throw new DeskError('conflict', 'too-many-connections', `The chat is open in ${present.size} places already.`);
    }
    // First here, then read: what is written in between is in what is read, or wakes it.
    this.byVisitor.set(id, present.add(connection));
    this.refresh(connection);
  }

  remove(connection: Connection): void {
    this.stale.delete(connection);
    this.facts.forget(connection);
    takeOut(this.byVisitor, connection.visitor.id, connection);
    for (const id of connection.conversationIds) takeOut(this.byConversation, id, connection);
  }

  private hear(events: readonly Woken[]): void {
    if (this.byVisitor.size === 0) return;
    for (const event of events) {
      if (event.type === VisitorChanged.type) {
        this.turn(event.data);
        continue;
      }
      const { conversationId } = event.data;
      const known = this.byConversation.get(conversationId);
      if (event.type === ReplyTyping.type) tellTyping(known ?? [], event.at);
      else if (known) known.forEach((connection) => this.refresh(connection));
      // Answers come to conversations that we know; only a first word makes a new one.
      else if (event.type === MessageAdded.type && event.data.kind === 'inbound' && this.inboxes.has(event.data.inboxId))
        this.strange.add(conversationId);
    }
    if (this.strange.size > 0) this.loop.wake();
  }

  /** More belongs to a visitor's history; and who comes with a token that has ended is let go. */
  private turn({ visitorId, formerId, ended }: EventOf<typeof VisitorChanged>['data']): void {
    this.refreshVisitor(visitorId);
    for (const connection of this.byVisitor.get(formerId) ?? []) {
      if (ended.includes(connection.tokenHash)) connection.end();
    }
  }

  private refreshVisitor(id: string): void {
    for (const connection of this.byVisitor.get(id) ?? []) this.refresh(connection);
  }

  private refresh(connection: Connection): void {
    this.stale.add(connection);
    this.loop.wake();
  }

  private refreshAll(): void {
    for (const id of this.byVisitor.keys()) this.refreshVisitor(id);
  }

  /** @returns ms until the next turn, null when there is nothing to do */
  private async readOnce(): Promise<number | null> {
    await this.meetStrangers();
    const waiting = [...this.stale];
    const turn = waiting.filter((connection) => !connection.isCongested).slice(0, CONNECTIONS_AT_ONCE);
    for (const connection of turn) this.stale.delete(connection);
    try {
      await this.giveTo(turn);
    } catch (error) {
      for (const connection of turn) if (connection.isOpen) this.stale.add(connection);
      throw error;
    }
    if (this.stale.size === 0) return null;
    return turn.length === 0 ? CONGESTION_MS : 0;
  }

  private async giveTo(turn: readonly Connection[]): Promise<void> {
    const wanted = turn.map(({ visitor, from }) => ({ inboxId: visitor.inboxId, visitorId: visitor.id, after: from }));
    const histories = await readHistories(this.store, wanted, MESSAGES_AT_ONCE);
    for (const [index, connection] of turn.entries()) {
      const history = histories[index] ?? null;
      const left = connection.give(history, this.views);
      if (!this.byVisitor.get(connection.visitor.id)?.has(connection)) continue;
      for (const id of connection.conversationIds) this.byConversation.set(id, (this.byConversation.get(id) ?? new Set()).add(connection));
      if (connection.isReady) this.facts.refresh(connection);
      if (left === 'more') this.stale.add(connection);
    }
  }

  /** Most first words are of other channels or of visitors who are connected elsewhere. */
  private async meetStrangers(): Promise<void> {
    const ids = [...this.strange];
    if (ids.length === 0) return;
    const found = await visitorsOfConversations(this.store, ids);
    for (const id of ids) this.strange.delete(id);
    for (const { visitorId } of found) this.refreshVisitor(visitorId);
  }
}

function tellTyping(connections: Iterable<Connection>, at: string): void {
  if (!isStillTyping(at, Date.now())) return;
  for (const connection of connections) if (!connection.isCongested) connection.send({ typing: {} });
}

function takeOut(sets: Map<string, Set<Connection>>, key: string, connection: Connection): void {
  const set = sets.get(key);
  set?.delete(connection);
  if (set?.size === 0) sets.delete(key);
}
