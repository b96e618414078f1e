import type { ChatAnswer, ChatFrame } from '@app/contracts';

/** How long nothing may come before the server is asked whether it is there, and how long it may take to say so (ms). */
const QUIET_MS = 10_000;
const PATIENCE_MS = 10_000;
/** Whoever looks at the chat again, on a connection that may have died while the machine slept, waits less (ms). */
const SHORT_PATIENCE_MS = 5_000;
/** How often it is asked for what is after the cursor: what got lost on a connection that looks alive comes then (ms). */
const SYNC_MS = 30_000;
/** Several signs of the same return to the page are one (ms). */
const ONCE_IN_MS = 1_000;

export type LiveSocketOptions = {
  readonly url: string;
  /** Who we are, and where we were. */
  readonly hello: () => ChatFrame | null;
  readonly onAnswer: (answer: ChatAnswer) => void;
  readonly onReady: () => void;
  /** Once; never after `close`. `wasSilent`: it looked alive, and nothing came. */
  readonly onEnd: (wasSilent: boolean) => void;
};

/** One WebSocket, from its opening until it ends, closes or falls silent: half-open connections look alive and carry nothing. */
export class LiveSocket {
  isReady = false;
  private syncedAt = 0;
  private readonly socket: WebSocket;
  private watch: ReturnType<typeof setTimeout> | undefined;
  private readonly syncing: ReturnType<typeof setInterval>;

  constructor(private readonly options: LiveSocketOptions) {
    this.socket = new WebSocket(options.url);
    this.waitAtMost(PATIENCE_MS);
    this.socket.onopen = () => this.sayHello();
    this.socket.onmessage = ({ data }) => this.hear(JSON.parse(String(data)) as ChatAnswer);
    this.socket.onclose = () => this.end(false);
    this.syncing = setInterval(() => document.visibilityState === 'visible' && this.sync(PATIENCE_MS), SYNC_MS);
  }

  send(frame: ChatFrame): void {
    this.socket.send(JSON.stringify(frame));
  }

  /** Asks for everything after the cursor, as on a new connection. */
  sync(patienceMs = SHORT_PATIENCE_MS): void {
    const now = performance.now();
    if (!this.isReady || now - this.syncedAt < ONCE_IN_MS) return;
    this.syncedAt = now;
    this.sayHello();
    this.waitAtMost(patienceMs);
  }

  close(): void {
    clearTimeout(this.watch);
    clearInterval(this.syncing);
    this.isReady = false;
    this.socket.onopen = this.socket.onmessage = this.socket.onclose = null;
    this.socket.close();
  }

  private sayHello(): void {
    const hello = this.options.hello();
    if (hello) this.send(hello);
  }

  private hear(answer: ChatAnswer): void {
    clearTimeout(this.watch);
    this.watch = setTimeout(() => this.ask(), QUIET_MS);
    const isFirst = 'ready' in answer && !this.isReady;
    this.isReady ||= isFirst;
    this.options.onAnswer(answer);
    if (isFirst) this.options.onReady();
  }

  private ask(): void {
    if (this.isReady) this.send({ ping: {} });
    this.waitAtMost(PATIENCE_MS);
  }

  private waitAtMost(ms: number): void {
    clearTimeout(this.watch);
    this.watch = setTimeout(() => this.end(true), ms);
  }

  private end(wasSilent: boolean): void {
    this.close();
    this.options.onEnd(wasSilent);
  }
}
