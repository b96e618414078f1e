import { once } from 'node:events';
import type { ChatAnswer, ChatError, ChatFrame, ChatMessage } from '@app/contracts';
import { until } from '@app/testing';
import { WebSocket } from 'ws';

/** A machine that does much else at the same time may take so long; nothing that holds is ever waited for. */
const PATIENCE = { timeoutMs: 30_000 };

/** A visitor's browser as the gateway meets it: one socket, and all it was told. */
export class VisitorClient {
  readonly answers: ChatAnswer[] = [];
  closedWith: number | null = null;

  private constructor(readonly socket: WebSocket) {
    socket.on('message', (data: Buffer) => this.answers.push(JSON.parse(data.toString()) as ChatAnswer));
    socket.on('close', (code) => {
      this.closedWith = code;
    });
    socket.on('error', () => undefined);
  }

  /** @param origin of the page that opens it; null: none is sent */
  static async connect(site: string, origin: string | null = site): Promise<VisitorClient> {
    const socket = new WebSocket(`${site.replace('http', 'ws')}/chat/v1/live`, origin === null ? {} : { origin });
    await once(socket, 'open');
    return new VisitorClient(socket);
  }

  static async hello(site: string, token: string, after: number | null = null): Promise<VisitorClient> {
    const client = await VisitorClient.connect(site);
    client.send({ hello: { token, after } });
    await client.ready();
    return client;
  }

  get messages(): ChatMessage[] {
    return this.answers.flatMap((answer) => ('message' in answer ? answer.message : []));
  }

  get texts(): string[] {
    return this.messages.map((message) => message.text);
  }

  get errors(): ChatError[] {
    return this.answers.flatMap((answer) => ('error' in answer ? answer.error : []));
  }

  /** The last cursor it was told. */
  get cursor(): number {
    const told = this.answers.flatMap((answer) => ('ready' in answer ? answer.ready.cursor : 'message' in answer ? answer.cursor : []));
    return told.at(-1) ?? 0;
  }

  send(frame: ChatFrame): void {
    this.socket.send(JSON.stringify(frame));
  }

  async ready(): Promise<void> {
    await until('the connection is ready', () => this.answers.some((answer) => 'ready' in answer), PATIENCE);
  }

  /** Sends a message and waits until the server says that it has it. */
  async say(text: string, clientId: string = crypto.randomUUID(), more: { attachments?: string[] } = {}): Promise<string> {
    this.send({ send: { clientId, text, ...more } });
    await until(
      `stored: ${text.slice(0, 40)}`,
      () => this.answers.some((answer) => 'stored' in answer && answer.stored.clientId === clientId),
      PATIENCE,
    );
    return clientId;
  }

  async sees(text: string): Promise<ChatMessage> {
    return until(`seen: ${text.slice(0, 40)}`, () => this.messages.find((message) => message.text === text), PATIENCE);
  }

  async error(code: string): Promise<ChatError> {
    return until(`told: ${code}`, () => this.errors.find((error) => error.code === code), PATIENCE);
  }

  async closed(): Promise<number> {
    await until('closed', () => this.closedWith !== null, PATIENCE);
    return this.closedWith ?? 0;
  }

  close(): void {
    this.socket.terminate();
  }
}
