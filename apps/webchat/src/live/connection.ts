import type { ChatAnswer } from '@app/contracts';
import type { Visitor, VisitorHistory } from '@app/store';
import { WebSocket } from 'ws';
import type { VisitorViews } from '../visitors/visitor-views.js';

/** More than this waiting to be sent (bytes): it gets nothing new until it has caught up. */
const CONGESTED_BYTES = 256 * 1024;
/** More than this: it is given up, and comes back with its cursor. */
const LOST_BYTES = 2 * 1024 * 1024;

/** One open socket of a visitor who said who they are, and how much of the conversation it was given. */
export class Connection {
  /** Known once there is one. */
  conversationId: string | null = null;
  private isReady = false;
  /** Given, and after the cursor: they are read again and not given again. */
  private given: ReadonlySet<string> = new Set();

  constructor(
    readonly visitor: Visitor,
    /** The cursor: everything before it was given. */
    public after: bigint,
    private readonly socket: WebSocket,
  ) {}

  get isOpen(): boolean {
    return this.socket.readyState === WebSocket.OPEN;
  }

  get isCongested(): boolean {
    return this.socket.bufferedAmount > CONGESTED_BYTES;
  }

  send(answer: ChatAnswer): void {
    if (!this.isOpen) return;
    this.socket.send(JSON.stringify(answer));
    if (this.socket.bufferedAmount > LOST_BYTES) this.socket.terminate();
  }

  /**
   * Gives what was read after this connection's cursor; a first reading to its end makes it ready.
   *
   * @param history null: nothing was ever written
   */
  give(history: VisitorHistory | null, views: VisitorViews): void {
    if (history !== null) {
      this.conversationId = history.conversationId;
      for (const message of history.messages) {
        if (this.given.has(message.id)) continue;
        const cursor = message.position < history.cursor ? message.position : history.cursor;
        this.send({ message: views.message(message), cursor: Number(cursor) });
      }
      this.given = new Set(history.messages.filter(({ position }) => position > history.cursor).map(({ id }) => id));
      this.after = history.cursor;
    }
    if (this.isReady || history?.isCut) return;
    this.isReady = true;
    this.send({ ready: { cursor: Number(this.after) } });
  }
}
