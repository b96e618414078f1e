import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { ChatAnswer, ChatFrame, ChatMessage, ChatPage, ChatSession } from '@app/contracts';
import { WebSocket } from 'ws';

/** Pause between two tries to connect, ms: shorter than a browser's, so that a test sees the product's own time to recover. */
const RECONNECT_MS = 250;
/** What is not answered for so long is asked for again on a new connection, as the widget does, ms. */
const PATIENCE_MS = 10_000;

type Unsent = { readonly clientId: string; readonly text: string };

/**
 * A visitor of a web chat without a browser: speaks `/chat/v1` as the widget does (`api.md` 4).
 *
 * What was said is kept until the server says that it is stored. After a cut it is sent again, with the same client id and in
 * the same order; answers go on after the cursor.
 */
export class ChatVisitor {
  private readonly outbox: Unsent[] = [];
  private readonly byId = new Map<string, ChatMessage>();
  private readonly life: Promise<void>;
  private session: ChatSession | null = null;
  private cursor: number | null = null;
  private socket: WebSocket | null = null;
  private isReady = false;
  private isClosed = false;
  private retry: NodeJS.Timeout | undefined;
  /** What the server would not take for good: the code of each. */
  readonly refusals: string[] = [];

  /** Connects in the background, and again after every cut until `close`. */
  constructor(
    private readonly siteUrl: string,
    private readonly inboxId: string,
  ) {
    this.life = this.live();
  }

  /** Sent when what was said before it is stored. */
  says(text: string): void {
    this.outbox.push({ clientId: randomUUID(), text });
    if (this.outbox.length === 1) this.sendFirst();
  }

  /** What the server has not said to be stored. */
  get unsent(): number {
    return this.outbox.length;
  }

  /** What came over the socket, each message once, in the order of positions. */
  get seen(): readonly ChatMessage[] {
    return [...this.byId.values()].sort((a, b) => a.position - b.position);
  }

  /** The newest messages as a browser that is opened again is given them. */
  async history(): Promise<readonly ChatMessage[]> {
    return (await this.openSession()).messages;
  }

  async close(): Promise<void> {
    this.isClosed = true;
    clearTimeout(this.retry);
    this.socket?.terminate();
    await this.life;
  }

  private async live(): Promise<void> {
    while (!this.isClosed) {
      try {
        this.session ??= await this.openSession();
        await this.connection(this.session.token);
      } catch {
        // The web chat is away.
      }
      if (!this.isClosed) await wait(RECONNECT_MS);
    }
  }

  /** As the frame does: its page says the nonce with which a session may be opened. */
  private async openSession(): Promise<ChatSession> {
    const page = await (await this.fetch(`/widget/${this.inboxId}`)).text();
    const data = /data-page="([^"]*)"/.exec(page)?.[1];
    if (data === undefined) throw new Error(`the page of the frame has no data-page: ${page}`);
    const { nonce } = JSON.parse(unescapeHtml(data)) as ChatPage;
    const asked = { inbox: this.inboxId, nonce, token: this.session?.token ?? null, locale: 'ru', page: null };
    return (await (await this.fetch('/chat/v1/sessions', JSON.stringify(asked))).json()) as ChatSession;
  }

  private async fetch(path: string, body?: string): Promise<Response> {
    const headers = { origin: this.siteUrl, 'content-type': 'application/json' };
    const sent = body === undefined ? {} : { method: 'POST', body, headers };
    const response = await fetch(`${this.siteUrl}${path}`, { ...sent, signal: AbortSignal.timeout(PATIENCE_MS) });
    if (!response.ok) throw new Error(`${path} was answered ${response.status}: ${await response.text()}`);
    return response;
  }

  /** One socket's life. */
  private connection(token: string): Promise<void> {
    return new Promise((resolve) => {
      const socket = new WebSocket(`${this.siteUrl.replace(/^http/, 'ws')}/chat/v1/live`, {
        origin: this.siteUrl,
        handshakeTimeout: PATIENCE_MS,
      });
      this.socket = socket;
      socket.on('open', () => this.send({ hello: { token, after: this.cursor } }));
      socket.on('message', (data: Buffer) => this.hear(JSON.parse(data.toString()) as ChatAnswer));
      socket.on('error', () => undefined);
      socket.on('close', () => {
        this.isReady = false;
        clearTimeout(this.retry);
        resolve();
      });
      if (this.isClosed) socket.terminate();
    });
  }

  private hear(answer: ChatAnswer): void {
    if ('ready' in answer) {
      this.isReady = true;
      this.cursor = answer.ready.cursor;
      this.sendFirst();
    } else if ('stored' in answer) {
      if (answer.stored.clientId === this.outbox[0]?.clientId) this.outbox.shift();
      this.sendFirst();
    } else if ('message' in answer) {
      this.byId.set(answer.message.id, answer.message);
      this.cursor = answer.cursor;
      if (answer.message.kind !== 'inbound') this.send({ got: { position: answer.message.position } });
    } else if ('error' in answer) this.refused(answer.error);
  }

  private refused({ code, clientId, retryAfterMs }: { code: string; clientId?: string; retryAfterMs?: number }): void {
    clearTimeout(this.retry);
    if (clientId === undefined) return this.socket?.close();
    if (retryAfterMs !== undefined) {
      this.retry = setTimeout(() => this.sendFirst(), retryAfterMs);
      return;
    }
    this.refusals.push(code);
    if (clientId === this.outbox[0]?.clientId) this.outbox.shift();
    this.sendFirst();
  }

  private sendFirst(): void {
    const [first] = this.outbox;
    clearTimeout(this.retry);
    if (first === undefined || !this.isReady) return;
    this.retry = setTimeout(() => this.socket?.terminate(), PATIENCE_MS);
    this.send({ send: { ...first, attachments: [], page: null } });
  }

  private send(frame: ChatFrame): void {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(frame));
  }
}

const ENTITIES: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" };

function unescapeHtml(text: string): string {
  return text.replaceAll(/&(?:amp|lt|gt|quot|#39);/g, (entity) => ENTITIES[entity] ?? entity);
}
