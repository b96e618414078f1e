import { backoffMs } from './backoff.js';
import { type Frame, frameOf, type LiveEvent } from './frame.js';

/** The server says something at least every 20 s: after so long without a word the line is dead. */
const SILENCE_MS = 50_000;

export type LiveState = 'connecting' | 'live' | 'cut';

type Listener = {
  onEvents: (events: readonly LiveEvent[]) => void;
  onState: (state: LiveState) => void;
  /** Events may have been missed (the first connection, or one that was away too long): fetch again. */
  onGap: () => void;
  /** Several attempts failed: it may be the session and not the line. */
  onDoubt: () => void;
};

/**
 * The line over which the server says what changed.
 *
 * After a cut it connects again by itself and goes on after the last cursor, so that nothing is missed; what comes twice
 * carries the same id.
 */
export class LiveFeed {
  #socket: WebSocket | null = null;
  #cursor: string | null = null;
  #failures = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #url: string;
  readonly #network: EventTarget;
  readonly #listener: Listener;

  /**
   * @param url of the server's live feed, `ws:` or `wss:`
   * @param network tells with `online` that the connection is back (the window)
   */
  constructor(url: string, network: EventTarget, listener: Listener) {
    this.#url = url;
    this.#network = network;
    this.#listener = listener;
  }

  start(): void {
    this.#network.addEventListener('online', this.#connectNow);
    this.#connect();
  }

  stop(): void {
    this.#network.removeEventListener('online', this.#connectNow);
    clearTimeout(this.#timer);
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
  }

  readonly #connectNow = (): void => {
    if (this.#socket?.readyState === WebSocket.OPEN) return;
    this.#failures = 0;
    this.#connect();
  };

  #connect(): void {
    clearTimeout(this.#timer);
    this.#socket?.close();
    const socket = new WebSocket(this.#url);
    this.#socket = socket;
    socket.onopen = () => socket.send(JSON.stringify({ subscribe: { after: this.#cursor } }));
    socket.onmessage = (message) => socket === this.#socket && this.#take(frameOf(message.data));
    socket.onclose = () => socket === this.#socket && this.#retry();
    this.#expectWord();
  }

  #take(frame: Frame | null): void {
    this.#expectWord();
    if (frame === null) return;
    if ('ping' in frame) this.#socket?.send(JSON.stringify({ pong: frame.ping }));
    else if ('data' in frame) this.#pass(frame.data, frame.next);
    else if ('ready' in frame) this.#ready(frame.ready);
    else if (frame.error.code === 'cursor-expired') this.#cursor = null;
  }

  #pass(events: readonly LiveEvent[], next: string): void {
    this.#cursor = next;
    this.#listener.onEvents(events);
  }

  #ready(cursor: string): void {
    this.#failures = 0;
    const hadCursor = this.#cursor !== null;
    this.#cursor = cursor;
    this.#listener.onState('live');
    if (!hadCursor) this.#listener.onGap();
  }

  #retry(): void {
    this.#socket = null;
    this.#listener.onState('cut');
    if (this.#failures % 6 === 2) this.#listener.onDoubt();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#connect(), backoffMs(this.#failures++, Math.random()));
  }

  /** A line that has gone dead (a sleeping laptop, a dropped NAT entry) is never closed by itself. */
  #expectWord(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#connect(), SILENCE_MS);
  }
}
