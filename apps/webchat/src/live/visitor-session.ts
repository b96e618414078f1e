import { setTimeout as wait } from 'node:timers/promises';
import type { ChatError, ChatFrameBody } from '@app/contracts';
import { asError, DeskError } from '@app/domain';
import { languageOf, words } from '@app/service';
import { tokenMark, type Visitor } from '@app/store';
import type { RawData, WebSocket } from 'ws';
import { TokenBuckets } from '../visitors/token-bucket.js';
import { Connection } from './connection.js';
import { clientIdIn, type Frame, readFrame } from './read-frame.js';
import type { SessionPorts } from './session-ports.js';
import { isSaid } from './visitor-words.js';

/** How long a socket may stay without saying who it is (ms). */
const HELLO_MS = 10_000;
/** Frames in hand of one socket before it is not read from any more. */
const MOST_IN_HAND = 10;
const FRAME_RATE = { burst: 600, perSecond: 50 };
/** Of one socket: more than these, and it is read from only as fast as they come back. An honest browser makes few mistakes. */
const MISTAKE_RATE = { burst: 60, perSecond: 1 };
/** One a socket, and one after each logout. */
const HELLO_RATE = { burst: 10, perSecond: 0.2 };

/** Codes of RFC 6455 and of our own (4000 to 4999). */
export const CLOSE = { flood: 1008, restart: 1012, unknown: 4401, silent: 4408 } as const;

/** One socket's talk: its frames are handled one after another, and what is wrong with one is answered, never fatal to others. */
export class VisitorSession {
  private connection: Connection | null = null;
  private token = '';
  private turn: Promise<void> = Promise.resolve();
  private inHand = 0;
  /** `leaving`: of what is there all is answered, and nothing more taken. `gone`: nothing of it is begun any more. */
  private state: 'here' | 'leaving' | 'gone' = 'here';
  private readonly frames = new TokenBuckets(FRAME_RATE);
  private readonly mistakes = new TokenBuckets(MISTAKE_RATE);
  private readonly hellos = new TokenBuckets(HELLO_RATE);
  private silence: NodeJS.Timeout;

  constructor(
    private readonly socket: WebSocket,
    private readonly language: string,
    private readonly ports: SessionPorts,
  ) {
    this.silence = this.expectHello();
    socket.on('message', (data, isBinary) => this.enqueue(data, isBinary));
    socket.on('close', () => this.end());
    // A connection that breaks is an event of every day: 'close' follows.
    socket.on('error', () => undefined);
  }

  /** The process stops: what is in hand is answered; what comes now is not taken, so its sender keeps it for another process. */
  async leave(): Promise<void> {
    this.state = 'leaving';
    await this.finished();
    this.socket.close(CLOSE.restart);
  }

  /** There is no more time: what was not begun its sender sends again. */
  drop(): void {
    this.state = 'gone';
  }

  /** What is in hand is answered; a socket may be gone before. */
  async finished(): Promise<void> {
    await this.turn;
  }

  private enqueue(data: RawData, isBinary: boolean): void {
    const bytes = Buffer.isBuffer(data) ? data : Buffer.concat(Array.isArray(data) ? data : [Buffer.from(data)]);
    if (this.state !== 'here') return;
    if (this.frames.take('', performance.now()) > 0) return this.refuseFlood();
    this.inHand += 1;
    if (this.inHand >= MOST_IN_HAND) this.socket.pause();
    this.turn = this.turn.then(async () => {
      if (this.state !== 'gone') await this.handle(bytes, isBinary);
      this.inHand -= 1;
      if (this.inHand === 0 && this.socket.isPaused) this.socket.resume();
    });
  }

  /** What was in hand is answered still; nothing more is taken from it. */
  private refuseFlood(): void {
    this.state = 'leaving';
    this.tell(this.told(new DeskError('unavailable', 'too-many-requests', 'Too many frames at once.'), null));
    this.socket.close(CLOSE.flood);
  }

  private async handle(data: Buffer, isBinary: boolean): Promise<void> {
    try {
      await this.answer(readFrame(data, isBinary));
    } catch (error) {
      this.tell(this.told(error, clientIdIn(data)));
      if (error instanceof DeskError && error.code === 'visitor-unknown') this.socket.close(CLOSE.unknown);
      // Whoever sends on and on what is not taken waits for it, and nobody else does.
      const waitMs = this.mistakes.take('', performance.now());
      if (waitMs > 0) await wait(waitMs, undefined, { ref: false });
    }
  }

  private async answer(frame: Frame): Promise<void> {
    if (frame.name === 'hello') return this.hello(frame.body);
    if (frame.name === 'ping') return this.socket.send('{"pong":{}}');
    const { connection } = this;
    if (connection === null) throw new DeskError('forbidden', 'hello-first', 'The first frame says who you are: hello.');
    if (isSaid(frame)) {
      const told = await this.ports.words.take(connection.visitor, frame, connection);
      return told === null ? undefined : connection.send(told);
    }
    switch (frame.name) {
      case 'got':
      case 'read':
        for (const id of connection.conversationIds) this.ports.receipts.note(id, frame.name, frame.body.position);
        return;
      case 'identify':
        return this.identify(connection, frame.body.identity);
      case 'logout':
        return this.logOut(connection);
    }
  }

  private async hello({ token, after }: ChatFrameBody<'hello'>): Promise<void> {
    if (this.hellos.take('', performance.now()) > 0)
      throw new DeskError('unavailable', 'too-many-requests', 'Hello was said too often on this socket.');
    const visitor = await this.visitorOf(token);
    if (this.connection) this.ports.connections.remove(this.connection);
    this.become(this.connectionOf(visitor, token, BigInt(after ?? 0)), token);
  }

  /** Who has said hello is not silent, however many are looked up before. */
  private async visitorOf(token: string): Promise<Visitor> {
    clearTimeout(this.silence);
    try {
      return await this.ports.hellos.visitorOf(token);
    } catch (error) {
      if (!this.connection) this.silence = this.expectHello();
      throw error;
    }
  }

  /** From here on the socket is the named visitor's, with the newest of their history. What is wrong with an identity changes nothing. */
  private async identify(connection: Connection, identity: string): Promise<void> {
    const { visitor } = connection;
    // Its token may end by this: the socket is not to be let go with it.
    this.ports.connections.remove(connection);
    try {
      const browser = { visitorId: visitor.id, token: this.token };
      const known = await this.ports.identities.identify({ inboxId: visitor.inboxId, browser, identity, locale: visitor.locale });
      const next = this.connectionOf(known.visitor, known.token, null);
      next.send({ identified: { token: known.token, visitor: known.visitor.id, user: known.user } });
      this.become(next, known.token);
    } catch (error) {
      // Where it is not known what became of it, the browser comes back and learns it.
      if (error instanceof DeskError && error.fault !== 'unavailable') this.become(connection, this.token);
      else this.socket.close(CLOSE.restart);
      throw error;
    }
  }

  /** The socket stays, and is nobody's until the next hello. */
  private async logOut(connection: Connection): Promise<void> {
    this.ports.connections.remove(connection);
    this.connection = null;
    await this.ports.identities.forget(connection.visitor, this.token);
    this.silence = this.expectHello();
    connection.send({ loggedOut: {} });
  }

  /** @param after null: the newest are wanted */
  private connectionOf(visitor: Visitor, token: string, after: bigint | null): Connection {
    return new Connection(visitor, after, this.socket, tokenMark(token));
  }

  private become(next: Connection, token: string): void {
    clearTimeout(this.silence);
    this.token = token;
    this.connection = next;
    // The socket may have gone while we looked.
    if (next.isOpen) this.ports.connections.add(next);
  }

  private expectHello(): NodeJS.Timeout {
    return setTimeout(() => this.socket.close(CLOSE.silent), HELLO_MS);
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
