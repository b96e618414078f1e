import { once } from 'node:events';
import { randomUUID } from 'node:crypto';
import type { ChatAnswer, ChatFrame } from '@app/contracts';
import { beginVisitor } from '@app/store';
import { withClient } from '@app/testing';
import { WebSocket } from 'ws';

/** Sockets that are opened at once: more of them wait in the listener's queue, and some for a second. */
const OPENING_AT_ONCE = 200;

/** What visitors said and when it came where, by client id and by the message's id; ms by `performance.now`. */
export class ChatTimes {
  private readonly dueAt = new Map<string, number>();
  private readonly storedAt = new Map<string, number>();
  private readonly idOf = new Map<string, string>();
  private readonly shownAt = new Map<string, number>();

  said(clientId: string, dueAt: number): void {
    this.dueAt.set(clientId, dueAt);
  }

  stored(clientId: string): void {
    this.storedAt.set(clientId, performance.now());
  }

  came(clientId: string, messageId: string): void {
    this.idOf.set(clientId, messageId);
  }

  /** An agent's console was told of it. */
  shown(messageId: string): void {
    if (!this.shownAt.has(messageId)) this.shownAt.set(messageId, performance.now());
  }

  /** Said, and not known to be shown. */
  get missing(): number {
    return this.dueAt.size - this.untilShown().length;
  }

  /** ms from when each was due until an agent's console was told, in the order in which they were said. */
  untilShown(): number[] {
    return this.delays((clientId) => this.shownAt.get(this.idOf.get(clientId) ?? ''));
  }

  /** ms from when each was due until its sender was told that it is stored. */
  untilStored(): number[] {
    return this.delays((clientId) => this.storedAt.get(clientId));
  }

  private delays(at: (clientId: string) => number | undefined): number[] {
    return [...this.dueAt].flatMap(([clientId, dueAt]) => {
      const reached = at(clientId);
      return reached === undefined ? [] : [reached - dueAt];
    });
  }
}

/** A visitor's browser as the gateway meets it, for thousands in one process. */
export class BenchVisitor {
  /** What the gateway would not take: codes. */
  readonly refusals: string[] = [];
  cursor: number | null = null;
  private socket: WebSocket | null = null;

  /** @param localAddress of the loopback: each has ports of its own */
  constructor(
    private readonly siteUrl: string,
    private readonly token: string,
    private readonly localAddress = '127.0.0.1',
  ) {}

  /** Resolves when it was given everything that it had not. */
  async connect(times: () => ChatTimes): Promise<void> {
    const socket = new WebSocket(`${this.siteUrl.replace(/^http/, 'ws')}/chat/v1/live`, {
      origin: this.siteUrl,
      perMessageDeflate: false,
      localAddress: this.localAddress,
    });
    this.socket = socket;
    const ready = Promise.withResolvers<void>();
    // It may end before it is waited for.
    ready.promise.catch(() => undefined);
    socket.on('message', (data: Buffer) => {
      const answer = JSON.parse(data.toString()) as ChatAnswer;
      if ('ready' in answer) ready.resolve();
      this.hear(answer, times());
    });
    socket.on('error', ready.reject);
    socket.on('close', (code) => ready.reject(new Error(`The socket was closed with ${code}.`)));
    await once(socket, 'open');
    this.send({ hello: { token: this.token, after: this.cursor } });
    await ready.promise;
  }

  says(text: string, dueAt: number, times: ChatTimes): void {
    const clientId = randomUUID();
    times.said(clientId, dueAt);
    this.send({ send: { clientId, text } });
  }

  cut(): void {
    this.socket?.terminate();
  }

  private hear(answer: ChatAnswer, times: ChatTimes): void {
    if ('stored' in answer) times.stored(answer.stored.clientId);
    else if ('message' in answer) {
      if (answer.message.clientId !== null) times.came(answer.message.clientId, answer.message.id);
      this.cursor = answer.cursor;
    } else if ('ready' in answer) this.cursor = answer.ready.cursor;
    else if ('error' in answer) this.refusals.push(answer.error.code);
  }

  private send(frame: ChatFrame): void {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(frame));
  }
}

/** Visitors of the web chat, begun in the database: over HTTP only so many may come in a second. */
export async function beginVisitors(databaseUrl: string, siteUrl: string, count: number): Promise<BenchVisitor[]> {
  return await withClient(databaseUrl, async (client) => {
    const sql = {
      query: async <Row>(text: string, params: readonly unknown[] = []) => (await client.query(text, [...params])).rows as Row[],
    };
    const [inbox] = await sql.query<{ id: string }>(`select id from inboxes where channel = 'webchat'`);
    if (!inbox) throw new Error('There is no web chat.');
    const visitors: BenchVisitor[] = [];
    await client.query('begin');
    for (let n = 0; n < count; n += 1) {
      const { token } = await beginVisitor(sql, inbox.id, 'en');
      visitors.push(new BenchVisitor(siteUrl, token, `127.0.0.${1 + (n % 8)}`));
    }
    await client.query('commit');
    return visitors;
  });
}

/** Opens a socket for each; resolves when all are ready. */
export async function connectAll(visitors: readonly BenchVisitor[], times: () => ChatTimes): Promise<void> {
  const waiting = visitors.values();
  const next = async (): Promise<void> => {
    for (const visitor of waiting) await visitor.connect(times);
  };
  await Promise.all(Array.from({ length: OPENING_AT_ONCE }, next));
}
