import { type FeedEvent, type FeedPart, type LiveFrame, LiveRequest } from '@app/contracts';
import type { Caller } from '@app/store';
import type { RawData, WebSocket } from 'ws';

/** Close codes of our own (RFC 6455 7.4.2); the console signs in again at 4401 and loads anew at 4410. */
const CLOSE_CODES: Readonly<Record<string, number>> = {
  'sign-in-needed': 4401,
  'cursor-expired': 4410,
  'cursor-invalid': 4410,
  stopping: 1012,
};
/** A console that reads slower than this is cut off; it comes back with its cursor. */
const MOST_UNSENT_BYTES = 4 * 1024 * 1024;
const MOST_WAITING_PARTS = 1_000;

/**
 * One live connection.
 *
 * What happens while it catches up waits here and follows; it may repeat what the catching up already told, never miss anything:
 * events are merged by id.
 */
export class Watcher {
  readonly agentId: string;
  readonly credentialId: string;
  private state: 'silent' | 'catching-up' | 'live' = 'silent';
  private waiting: FeedPart[] = [];
  private isAlive = true;

  constructor(
    private readonly socket: WebSocket,
    caller: Caller,
    private readonly onSubscribe: (after: string | null) => Promise<void>,
  ) {
    this.agentId = caller.agentId;
    this.credentialId = caller.credentialId;
    socket.on('message', (data, isBinary) => this.hear(data, isBinary));
    socket.on('pong', () => {
      this.isAlive = true;
    });
  }

  ready(cursor: string): void {
    this.send({ ready: cursor });
  }

  catchUp(next: string, data: FeedEvent[]): void {
    if (data.length > 0) this.send({ data, next });
  }

  goLive(): void {
    this.state = 'live';
    for (const part of this.waiting) this.send(part);
    this.waiting = [];
  }

  tell(next: string, data: FeedEvent[]): void {
    if (data.length === 0 || this.state === 'silent') return;
    if (this.state === 'live') return this.send({ data, next });
    this.waiting.push({ data, next });
    if (this.waiting.length > MOST_WAITING_PARTS) this.socket.terminate();
  }

  /** Ends a connection that did not answer before. The frame is for pages, which do not see the protocol's own ping. */
  ping(): void {
    if (!this.isAlive) return this.socket.terminate();
    this.isAlive = false;
    this.socket.ping();
    this.send({ ping: {} });
  }

  end(code: string): void {
    this.send({ error: { code, text: code } });
    this.socket.close(CLOSE_CODES[code] ?? 1011, code);
  }

  private hear(data: RawData, isBinary: boolean): void {
    const request = isBinary ? null : requestOf(data);
    if (request === null) return this.send({ error: { code: 'frame-invalid', text: 'frame-invalid' } });
    if ('pong' in request) return;
    if (this.state !== 'silent') return this.send({ error: { code: 'subscribed-already', text: 'subscribed-already' } });
    this.state = 'catching-up';
    void this.onSubscribe(request.subscribe.after);
  }

  private send(frame: LiveFrame): void {
    if (this.socket.readyState !== this.socket.OPEN) return;
    if (this.socket.bufferedAmount > MOST_UNSENT_BYTES) return this.socket.terminate();
    this.socket.send(JSON.stringify(frame));
  }
}

function requestOf(data: RawData): LiveRequest | null {
  try {
    const parsed = LiveRequest.safeParse(JSON.parse(Buffer.isBuffer(data) ? data.toString('utf8') : ''));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
