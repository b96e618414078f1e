import type { ChatAnswer, ChatFrame } from '@app/contracts';
import { backoffMs } from './backoff.js';

/** How long nothing may come before the server is asked whether it is there, and how long it may take to say so (ms). */
const QUIET_MS = 20_000;
const PATIENCE_MS = 10_000;

export type LinkState = 'none' | 'connecting' | 'online' | 'offline';

export type LiveSocketOptions = {
  readonly url: string;
  /** Called before each try; what it throws counts as a failed one, null ends the trying. */
  readonly prepare: () => Promise<ChatFrame | null>;
  readonly onAnswer: (answer: ChatAnswer) => void;
  readonly onState: (state: LinkState) => void;
};

/**
 * One WebSocket that is opened again for as long as it takes.
 *
 * Tries are spaced with growing, random pauses; a network that comes back or a page that is looked at again ends the pause.
 */
export class LiveSocket {
  private socket: WebSocket | null = null;
  private failures = 0;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private watch: ReturnType<typeof setTimeout> | undefined;
  private state: LinkState = 'none';
  private trying = false;

  constructor(private readonly options: LiveSocketOptions) {
    addEventListener('online', () => this.nudge());
    addEventListener('offline', () => this.drop());
    document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && this.nudge());
  }

  get isOnline(): boolean {
    return this.state === 'online';
  }

  start(): void {
    if (this.state === 'none') void this.connect();
  }

  /** @returns false when there is no connection: nothing was sent */
  send(frame: ChatFrame): boolean {
    if (!this.isOnline || !this.socket) return false;
    this.socket.send(JSON.stringify(frame));
    return true;
  }

  /** Something suggests that now is the time: try at once, or look whether the connection is alive. */
  nudge(): void {
    if (this.state === 'none') return;
    if (this.isOnline) return this.ask();
    this.failures = 0;
    void this.connect();
  }

  /** Gives the connection up and makes another: what was sent on it was not answered. */
  drop(): void {
    const lost = this.socket;
    this.socket = null;
    clearTimeout(this.watch);
    lost?.close();
    if (this.state !== 'none') this.again();
  }

  private async connect(): Promise<void> {
    if (this.trying || this.isOnline) return;
    this.trying = true;
    clearTimeout(this.retry);
    if (this.state === 'none') this.become('connecting');
    try {
      const hello = await this.options.prepare();
      if (hello === null) return this.become('none');
      this.open(hello);
    } catch {
      this.again();
    } finally {
      this.trying = false;
    }
  }

  private open(hello: ChatFrame): void {
    this.socket?.close();
    const socket = new WebSocket(this.options.url);
    this.socket = socket;
    this.waitAtMost(PATIENCE_MS);
    socket.onopen = () => socket.send(JSON.stringify(hello));
    socket.onmessage = ({ data }) => {
      if (socket === this.socket) this.hear(JSON.parse(String(data)) as ChatAnswer);
    };
    socket.onclose = () => {
      if (socket === this.socket) this.drop();
    };
  }

  private hear(answer: ChatAnswer): void {
    if ('ready' in answer) {
      this.failures = 0;
      this.become('online');
    }
    clearTimeout(this.watch);
    this.watch = setTimeout(() => this.ask(), QUIET_MS);
    this.options.onAnswer(answer);
  }

  private ask(): void {
    this.send({ ping: {} });
    this.waitAtMost(PATIENCE_MS);
  }

  /** Half-open connections look alive and carry nothing: silence ends them. */
  private waitAtMost(ms: number): void {
    clearTimeout(this.watch);
    this.watch = setTimeout(() => this.drop(), ms);
  }

  private again(): void {
    this.become('offline');
    this.failures += 1;
    clearTimeout(this.retry);
    this.retry = setTimeout(() => void this.connect(), backoffMs(this.failures, Math.random()));
  }

  private become(state: LinkState): void {
    if (state === this.state) return;
    this.state = state;
    this.options.onState(state);
  }
}
