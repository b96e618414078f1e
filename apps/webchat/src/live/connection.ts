import type { ChatAnswer } from '@app/contracts';
import type { Visitor, VisitorHistory } from '@app/store';
import { WebSocket } from 'ws';
import type { VisitorViews } from '../visitors/visitor-views.js';

/** More than this waiting to be sent (bytes): it gets nothing new until it has caught up. */
const CONGESTED_BYTES = 256 * 1024;
/** More than this, by what is not held back: it is given up, and comes back with its cursor. */
const LOST_BYTES = 2 * 1024 * 1024;

/** What carries answers to a browser: a socket, or a call that waits for them. */
export type Line = {
  /** As a WebSocket's. */
  readonly readyState: number;
  /** Bytes that wait to be sent. */
  readonly bufferedAmount: number;
  send(answer: string): void;
  terminate(): void;
};

/** One open socket of a visitor who said who they are, and how much of the conversation it was given. */
export class Connection {
  /** All whose messages belong to the visitor's history; none before a first word. */
  conversationIds: readonly string[] = [];
  /** It was given everything after its cursor once. */
  isReady = false;
  /** Those that are read again and not given again, with their positions: what was given while an answer before it waited. */
  private given: ReadonlyMap<string, bigint> = new Map();
  /** Where reading goes on. Ahead of the cursor while an answer waits that is before what is there already. */
  from: bigint | null;
  /** The cursor stays there until all that is after it was read. */
  private stays: bigint | null = null;

  /** @param after the cursor: everything before it was given. Null: the newest are wanted */
  constructor(
    readonly visitor: Visitor,
    private after: bigint | null,
    private readonly line: Line,
    /** Of the token that it came with, hex: it ends with that. */
    readonly tokenHash: string,
  ) {
    this.from = after;
  }

  get isOpen(): boolean {
    return this.line.readyState === WebSocket.OPEN;
  }

  get isCongested(): boolean {
    return this.line.bufferedAmount > CONGESTED_BYTES;
  }

  /** The browser comes back, and learns what became of its token. */
  end(): void {
    this.line.terminate();
  }

  send(answer: ChatAnswer): void {
    if (!this.isOpen) return;
    if (this.line.bufferedAmount > LOST_BYTES) return this.line.terminate();
    this.line.send(JSON.stringify(answer));
  }

  /**
   * Gives what was read after this connection's cursor, as long as it is not behind; a first reading to its end makes it ready.
   *
   * @param history null: nothing was ever written
   * @returns whether there is more
   */
  give(history: VisitorHistory | null, views: VisitorViews): 'more' | 'all' {
    if (history !== null) {
      this.conversationIds = history.conversationIds;
      if (this.giveMessages(history, views) === 'more') return 'more';
    }
    if (!this.isReady) this.send({ ready: { cursor: Number(this.after ?? 0n) } });
    this.isReady = true;
    return 'all';
  }

  /** A page may be longer than what a socket can take: it goes on after the last one given. */
  private giveMessages({ messages, isCut, ...found }: VisitorHistory, views: VisitorViews): 'more' | 'all' {
    const cursor = least(found.cursor, this.stays ?? found.cursor);
    const given = new Map<string, bigint>();
    for (const message of messages) {
      if (this.isCongested) break;
      given.set(message.id, message.position);
      const reached = least(message.position, cursor);
      if (!this.given.has(message.id)) this.send({ message: views.message(message), cursor: Number(reached) });
      this.after = reached;
      this.from = message.position > (this.from ?? 0n) ? message.position : this.from;
    }
    const isPinned = messages.some(({ position }) => position > cursor);
    if (isCut || given.size < messages.length) {
      this.stays = isPinned ? cursor : this.stays;
      this.given = new Map([...this.given, ...given].filter(([, position]) => this.stays !== null || position > (this.from ?? 0n)));
      return 'more';
    }
    this.given = isPinned ? new Map([...this.given, ...given]) : given;
    this.stays = null;
    this.after = this.from = cursor;
    // What was waited for came while the rest was read.
    return cursor < found.cursor ? 'more' : 'all';
  }
}

function least(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
