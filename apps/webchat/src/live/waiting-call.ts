import type { ChatAnswer } from '@app/contracts';
import { WebSocket } from 'ws';
import type { Line } from './connection.js';

/** How long a database that is slow may take (ms). */
const FIRST_READING_MS = 5_000;
/** What else there is comes by itself to every new connection: it is no news, and goes along with what is. */
const NEWS: readonly string[] = ['message', 'typing', 'identified', 'loggedOut', 'error'];

/** A call that is answered when there is something to tell, or its time is up. */
export class WaitingCall implements Line {
  readonly bufferedAmount = 0;
  readyState: number = WebSocket.OPEN;
  private readonly told: ChatAnswer[] = [];
  private isReady = false;
  private isDue = false;
  private timer: NodeJS.Timeout;
  private readonly ended = Promise.withResolvers<void>();

  /** @param waitMs after the first reading; 0: answered with what that finds */
  constructor(
    private readonly waitMs: number,
    private readonly onReady: () => void,
  ) {
    this.timer = setTimeout(() => this.terminate(), FIRST_READING_MS);
  }

  send(answer: string): void {
    const told = JSON.parse(answer) as ChatAnswer;
    this.told.push(told);
    if ('ready' in told) this.become();
    this.isDue ||= this.waitMs === 0 || NEWS.some((name) => name in told);
    // What is told in the same breath goes along.
    if (this.isReady && this.isDue) setImmediate(() => this.terminate());
  }

  terminate(): void {
    clearTimeout(this.timer);
    this.readyState = WebSocket.CLOSED;
    this.ended.resolve();
  }

  /** @returns what was told until it ended */
  async answers(): Promise<readonly ChatAnswer[]> {
    await this.ended.promise;
    return this.told;
  }

  private become(): void {
    this.isReady = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.terminate(), this.waitMs);
    this.onReady();
  }
}
