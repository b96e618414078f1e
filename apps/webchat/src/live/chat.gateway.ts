import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { CHAT_LIMITS } from '@app/contracts';
import { Config, Log } from '@app/service';
import { Store } from '@app/store';
import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { WebSocketServer } from 'ws';
import { VisitorIntake } from '../visitors/visitor-intake.js';
import { ChatSocket } from './chat-socket.js';
import { Connections } from './connections.js';
import { Receipts } from './receipts.js';
import { CLOSE, VisitorSession } from './visitor-session.js';

const PATH = '/chat/v1/live';
/** A socket that has not answered one ping when the next is due is gone (ms). */
const PING_MS = 30_000;
const CLOSING_MS = 1_000;

/**
 * The sockets of visitors, on the HTTP server of the public listener.
 *
 * Not by Nest's WsAdapter: it reads each frame before we do, keeps an observable for each socket and logs each broken one.
 */
@Injectable()
export class ChatGateway implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly sockets = new WebSocketServer({
    noServer: true,
    maxPayload: CHAT_LIMITS.frameBytes,
    perMessageDeflate: false,
    WebSocket: ChatSocket,
  });
  private readonly answered = new WeakSet<object>();
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly http: HttpAdapterHost,
    private readonly config: Config,
    private readonly store: Store,
    private readonly connections: Connections,
    private readonly intake: VisitorIntake,
    private readonly receipts: Receipts,
    private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    const server = this.http.httpAdapter.getHttpServer() as Server;
    server.on('upgrade', (request, socket, head) => this.upgrade(request, socket, head));
    this.timer = setInterval(() => this.ping(), PING_MS).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    for (const socket of this.sockets.clients) socket.close(CLOSE.restart);
    const slow = setTimeout(() => this.sockets.clients.forEach((socket) => socket.terminate()), CLOSING_MS);
    await new Promise<void>((resolve) => this.sockets.close(() => resolve()));
    clearTimeout(slow);
  }

  /** Only the frame's own page: a browser tells truly where a page is from. */
  private upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy());
    if (new URL(request.url ?? '/', 'http://localhost').pathname !== PATH) return refuse(socket, '404 Not Found');
    if (request.headers.origin !== new URL(this.config.PUBLIC_SITE_URL).origin) return refuse(socket, '403 Forbidden');
    this.sockets.handleUpgrade(request, socket, head, (opened) => {
      this.answered.add(opened);
      opened.on('pong', () => this.answered.add(opened));
      const { store, connections, intake, receipts, log } = this;
      new VisitorSession(opened, request.headers['accept-language'] ?? '', { store, connections, intake, receipts, log });
    });
  }

  private ping(): void {
    for (const socket of this.sockets.clients) {
      if (!this.answered.delete(socket)) socket.terminate();
      else socket.ping();
    }
  }
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
