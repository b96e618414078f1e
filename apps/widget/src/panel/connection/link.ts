import type { ChatAnswer, ChatFrame } from '@app/contracts';
import { backoffMs } from './backoff.js';
import { LiveSocket } from './live-socket.js';
import { LongPoll } from './long-poll.js';

/** So many sockets in a row were not let through: the chat goes on by calls, while sockets are still tried. */
const BLOCKED_AFTER = 2;

export type LinkState = 'none' | 'connecting' | 'online' | 'offline';

export type LinkOptions = {
  readonly url: string;
  /** Called before each try: who we are is found out; what it throws counts as a failed one, false ends the trying. */
  readonly prepare: () => Promise<boolean>;
  /** Who we are, and the cursor. */
  readonly token: () => string | null;
  readonly cursor: () => number;
  readonly onAnswer: (answer: ChatAnswer) => void;
  readonly onState: (state: LinkState) => void;
};

/**
 * The connection with the server, made again for as long as it takes: a socket, or calls where sockets are not let through.
 *
 * Tries are spaced with growing, random pauses; a network that comes back or a page that is looked at again ends the pause.
 */
export class Link {
  private socket: LiveSocket | null = null;
  private poll: LongPoll | null = null;
  private failures = 0;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private state: LinkState = 'none';
  private isTrying = false;
  /** Grows when what is under way is no longer wanted. */
  private visit = 0;

  constructor(private readonly options: LinkOptions) {
    addEventListener('online', () => this.nudge());
    addEventListener('offline', () => this.drop());
    addEventListener('focus', () => this.nudge());
    addEventListener('pageshow', ({ persisted }) => persisted && this.nudge());
    // A page that was frozen goes on as if nothing had been, and what its connection missed meanwhile nobody says.
    document.addEventListener('resume', () => this.drop());
    document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && this.nudge());
  }

  get isOnline(): boolean {
    return this.state === 'online';
  }

  start(): void {
    if (this.state === 'none') void this.connect();
  }

  /** @returns false when there is no connection, or none that carries this: nothing was sent */
  send(frame: ChatFrame): boolean {
    if (!this.socket?.isReady) return this.poll?.send(frame) ?? false;
    this.socket.send(frame);
    return true;
  }

  /** Who we are has changed: at once as whoever we are now. */
  restart(): void {
    this.stop();
    this.start();
  }

  /** Until the next `start`. */
  stop(): void {
    clearTimeout(this.retry);
    this.failures = 0;
    this.visit += 1;
    this.isTrying = false;
    this.end();
  }

  /** Something suggests that now is the time: try at once, or see what the connection has kept back. */
  nudge(): void {
    if (this.state === 'none') return;
    if (this.socket) return this.socket.sync();
    this.failures = 0;
    void this.connect();
  }

  /** Gives the connection up and makes another: what was sent on it was not answered. */
  drop(): void {
    if (this.state === 'none') return;
    this.closePoll();
    this.lost(false);
  }

  private async connect(): Promise<void> {
    if (this.isTrying || this.socket?.isReady) return;
    this.isTrying = true;
    clearTimeout(this.retry);
    if (this.state === 'none') this.become('connecting');
    const { visit } = this;
    const found = await this.options.prepare().catch(() => null);
    // It was stopped meanwhile, and perhaps started anew.
    if (visit !== this.visit) return;
    this.isTrying = false;
    if (found === null) this.lost(false);
    else if (found) this.open();
    else this.end();
  }

  private open(): void {
    this.socket?.close();
    const { url, onAnswer } = this.options;
    this.socket = new LiveSocket({
      url,
      hello: () => {
        const token = this.options.token();
        return token === null ? null : { hello: { token, after: this.options.cursor() } };
      },
      onAnswer,
      onReady: () => {
        this.failures = 0;
        this.closePoll();
        this.become('online');
      },
      onEnd: (wasSilent) => this.lost(wasSilent),
    });
  }

  /** A socket ended, or none could be tried. A poll that carries goes on: there is a connection. */
  private lost(wasSilent: boolean): void {
    this.socket?.close();
    this.socket = null;
    this.failures += 1;
    if (!this.poll?.isReady) this.become('offline');
    if (wasSilent || this.failures >= BLOCKED_AFTER) this.openPoll();
    this.again();
  }

  private openPoll(): void {
    if (this.poll || this.options.token() === null) return;
    const { token, cursor, onAnswer } = this.options;
    const { visit } = this;
    this.poll = new LongPoll({
      token,
      cursor,
      // What somebody said who is here no longer is answered to nobody.
      onAnswer: (answer) => visit === this.visit && onAnswer(answer),
      onReady: () => this.become('online'),
      onEnd: () => {
        this.poll = null;
        if (!this.socket?.isReady) this.become('offline');
      },
    });
  }

  private closePoll(): void {
    this.poll?.close();
    this.poll = null;
  }

  private again(): void {
    clearTimeout(this.retry);
    this.retry = setTimeout(() => void this.connect(), backoffMs(this.failures, Math.random()));
  }

  private end(): void {
    this.socket?.close();
    this.socket = null;
    this.closePoll();
    this.become('none');
  }

  private become(state: LinkState): void {
    if (state === this.state) return;
    this.state = state;
    this.options.onState(state);
  }
}
