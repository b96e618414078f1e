import type { ChatError, ChatFrameBody } from '@app/contracts';
import { asError, DeskError } from '@app/domain';
import { languageOf, type Log, words } from '@app/service';
import { type Store, visitorByToken } from '@app/store';
import type { RawData, WebSocket } from 'ws';
import { TokenBuckets } from '../visitors/token-bucket.js';
import type { VisitorIntake } from '../visitors/visitor-intake.js';
import { Connection } from './connection.js';
import type { Connections } from './connections.js';
import { clientIdIn, type Frame, readFrame } from './read-frame.js';
import type { Receipts } from './receipts.js';

/** How long a socket may stay without saying who it is (ms). */
const HELLO_MS = 10_000;
/** Frames in hand of one socket before it is not read from any more. */
const MOST_IN_HAND = 10;
const FRAME_RATE = { burst: 600, perSecond: 50 };

/** Codes of RFC 6455 and of our own (4000 to 4999). */
export const CLOSE = { flood: 1008, restart: 1012, unknown: 4401, silent: 4408 } as const;

export type SessionPorts = {
  readonly store: Store;
  readonly connections: Connections;
  readonly intake: VisitorIntake;
  readonly receipts: Receipts;
  readonly log: Log;
};

/** One socket's talk: its frames are handled one after another, and what is wrong with one is answered, never fatal to others. */
export class VisitorSession {
  private connection: Connection | null = null;
  private turn: Promise<void> = Promise.resolve();
  private inHand = 0;
  private readonly frames = new TokenBuckets(FRAME_RATE);
  private readonly silence: NodeJS.Timeout;

  constructor(
    private readonly socket: WebSocket,
    private readonly language: string,
    private readonly ports: SessionPorts,
  ) {
    this.silence = setTimeout(() => socket.close(CLOSE.silent), HELLO_MS);
    socket.on('message', (data, isBinary) => this.enqueue(data, isBinary));
    socket.on('close', () => this.end());
    // A connection that breaks is an event of every day: 'close' follows.
    socket.on('error', () => undefined);
  }

  private enqueue(data: RawData, isBinary: boolean): void {
    const bytes = Buffer.isBuffer(data) ? data : Buffer.concat(Array.isArray(data) ? data : [Buffer.from(data)]);
    if (this.frames.take('', performance.now()) > 0) return this.socket.close(CLOSE.flood);
    this.inHand += 1;
    if (this.inHand >= MOST_IN_HAND) this.socket.pause();
    this.turn = this.turn.then(async () => {
      await this.handle(bytes, isBinary);
      this.inHand -= 1;
      if (this.inHand === 0 && this.socket.isPaused) this.socket.resume();
    });
  }

  private async handle(data: Buffer, isBinary: boolean): Promise<void> {
    try {
      await this.answer(readFrame(data, isBinary));
    } catch (error) {
      this.tell(this.told(error, clientIdIn(data)));
      if (error instanceof DeskError && error.code === 'visitor-unknown') this.socket.close(CLOSE.unknown);
    }
  }

  private async answer(frame: Frame): Promise<void> {
    if (frame.name === 'hello') return this.hello(frame.body);
    if (frame.name === 'ping') return this.socket.send('{"pong":{}}');
    const { connection } = this;
    if (connection === null) throw new DeskError('forbidden', 'hello-first', 'The first frame says who you are: hello.');
    switch (frame.name) {
      case 'send':
        await this.ports.intake.take(connection.visitor, frame.body);
        return connection.send({ stored: { clientId: frame.body.clientId } });
      case 'got':
      case 'read':
        if (connection.conversationId !== null) this.ports.receipts.note(connection.conversationId, frame.name, frame.body.position);
        return;
      case 'typing':
        return;
      case 'identify':
      case 'logout':
      case 'address':
      case 'transcript':
        throw new DeskError('invalid', 'not-supported', `This web chat does not do ${frame.name} yet.`, { params: { what: frame.name } });
    }
  }

  private async hello({ token, after }: ChatFrameBody<'hello'>): Promise<void> {
    const visitor = await visitorByToken(this.ports.store, token);
    clearTimeout(this.silence);
    if (this.connection) this.ports.connections.remove(this.connection);
    this.connection = new Connection(visitor, BigInt(after ?? 0), this.socket);
    // The socket may have gone while we looked.
    if (this.connection.isOpen) this.ports.connections.add(this.connection);
  }

  private end(): void {
    clearTimeout(this.silence);
    if (this.connection) this.ports.connections.remove(this.connection);
  }

  private told(error: unknown, clientId: string | null): ChatError {
    if (!(error instanceof DeskError)) this.ports.log.error('visitor frame failed', asError(error));
    const reason = error instanceof DeskError ? error.reason : { code: 'bug', params: {} };
    const text = words(languageOf(this.connection?.visitor.locale ?? this.language)).reason(reason);
    const retryAfterMs = retryAfter(error);
    return { code: reason.code, text, ...(clientId !== null && { clientId }), ...(retryAfterMs !== null && { retryAfterMs }) };
  }

  private tell(error: ChatError): void {
    if (this.socket.readyState === this.socket.OPEN) this.socket.send(JSON.stringify({ error }));
  }
}

/** When to send it again; null: it will not be taken. What we cannot explain is no reason for a visitor to lose their words. */
function retryAfter(error: unknown): number | null {
  if (!(error instanceof DeskError)) return 30_000;
  if (error.fault !== 'unavailable') return null;
  const { retryAfterSeconds } = error.params;
  return typeof retryAfterSeconds === 'number' ? retryAfterSeconds * 1_000 : 3_000;
}
