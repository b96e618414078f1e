import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { CHAT_LIMITS } from '@app/contracts';
import { Config } from '@app/service';
import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { WebSocketServer } from 'ws';
import { ChatSocket } from './chat-socket.js';
import { SessionPorts } from './session-ports.js';
import { VisitorSession } from './visitor-session.js';

const PATH = '/chat/v1/live';
/** A socket that has not answered one ping when the next is due is gone (ms). */
const PING_MS = 30_000;
/** Of a process that stops: its visitors' frames may take so long, and then the closing of their sockets. */
const IN_HAND_MS = 5_000;
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
  private readonly sessions = new Set<VisitorSession>();
  private readonly answered = new WeakSet<object>();
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly http: HttpAdapterHost,
    private readonly config: Config,
    private readonly ports: SessionPorts,
  ) {}

  onApplicationBootstrap(): void {
    const server = this.http.httpAdapter.getHttpServer() as Server;
    server.on('upgrade', (request, socket, head) => this.upgrade(request, socket, head));
    this.timer = setInterval(() => this.ping(), PING_MS).unref();
  }

  /** Who comes now goes to another process; who is here is answered what is in hand, and then told to come back. */
  async beforeApplicationShutdown(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    const closed = new Promise<void>((resolve) => this.sockets.close(() => resolve()));
    const left = Promise.all([...this.sessions].map((session) => session.leave()));
    await Promise.race([left, wait(IN_HAND_MS, undefined, { ref: false })]);
    for (const session of this.sessions) session.drop();
    const slow = setTimeout(() => this.sockets.clients.forEach((socket) => socket.terminate()), CLOSING_MS);
    await closed;
    clearTimeout(slow);
  }

  /** Only the frame's own page: a browser tells truly where a page is from. */
  private upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy());
    // As it came: what is asked for may be no address at all.
    if (request.url?.split('?', 1)[0] !== PATH) return refuse(socket, '404 Not Found');
    if (request.headers.origin !== new URL(this.config.PUBLIC_SITE_URL).origin) return refuse(socket, '403 Forbidden');
    this.sockets.handleUpgrade(request, socket, head, (opened) => {
      this.answered.add(opened);
      opened.on('pong', () => this.answered.add(opened));
      opened.acceptLanguage = request.headers['accept-language'] ?? '';
      const session = new VisitorSession(opened, opened.acceptLanguage, this.ports);
      this.sessions.add(session);
      opened.on('close', () => void session.finished().then(() => this.sessions.delete(session)));
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
