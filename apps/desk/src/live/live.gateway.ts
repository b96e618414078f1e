import type { IncomingMessage } from 'node:http';
import { asError, DeskError } from '@app/domain';
import { Log } from '@app/service';
import { type Caller, goodCredentials, SESSION_IDLE_HOURS, Store } from '@app/store';
import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import { type OnGatewayConnection, type OnGatewayInit, WebSocketGateway } from '@nestjs/websockets';
import type { WebSocket, WebSocketServer } from 'ws';
import { Authentication } from '../http/authentication.js';
import { isOwnOrigin } from '../http/forgery.js';
import { API } from '../http/serves.js';
import { LiveFeed, type LogPage } from './live-feed.js';
import { audience, shownTo } from './seen-by.js';
import { Watcher } from './watcher.js';

const PING_EVERY_MS = 20_000;
const MOST_BYTES_IN = 64 * 1024;

/** Live updates: who may connect, and who hears what. */
@WebSocketGateway({ path: `/${API}/live`, maxPayload: MOST_BYTES_IN })
export class LiveGateway
  implements OnGatewayInit<WebSocketServer>, OnGatewayConnection<WebSocket>, OnApplicationBootstrap, OnApplicationShutdown
{
  private readonly admitted = new WeakMap<IncomingMessage, Caller>();
  private readonly watchers = new Set<Watcher>();
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly authentication: Authentication,
    private readonly feed: LiveFeed,
    private readonly store: Store,
    private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.check(), PING_EVERY_MS);
    this.timer.unref();
  }

  onApplicationShutdown(): void {
    if (this.timer) clearInterval(this.timer);
    for (const watcher of this.watchers) watcher.end('stopping');
  }

  /** Refused before the handshake: no frame of a stranger is ever read. */
  afterInit(server: WebSocketServer): void {
    server.options.verifyClient = ({ req }, done) => {
      void this.admit(req).then(
        (status) => done(status === 101, status),
        (error: unknown) => {
          this.log.error('live connection could not be checked', error);
          done(false, 503);
        },
      );
    };
  }

  handleConnection(socket: WebSocket, request: IncomingMessage): void {
    const caller = this.admitted.get(request);
    if (!caller) return socket.terminate();
    const watcher = new Watcher(socket, caller, (after) => this.catchUp(watcher, after));
    this.watchers.add(watcher);
    this.feed.read((page) => this.tell(page));
    socket.on('close', () => {
      this.watchers.delete(watcher);
      if (this.watchers.size === 0) this.feed.read(null);
    });
  }

  private async admit(request: IncomingMessage): Promise<101 | 401 | 403> {
    const { origin, host, authorization } = request.headers;
    // A browser sends its cookie with any page's handshake: only the console's own page may use it.
    const needsOrigin = authorization === undefined;
    if (needsOrigin && (origin === undefined || !isOwnOrigin(origin, host, this.authentication.ownOrigin))) return 403;
    const caller = await this.authentication.callerOf(request.headers);
    if (!caller) return 401;
    this.admitted.set(request, caller);
    return 101;
  }

  /** Pages of the log after the watcher's cursor, up to now; what comes meanwhile waits in the watcher. */
  private async catchUp(watcher: Watcher, after: string | null): Promise<void> {
    try {
      const now = await this.feed.now();
      watcher.ready(after ?? now);
      for (let cursor = after; cursor !== null; ) {
        const page = await this.feed.after(cursor);
        watcher.catchUp(page.next, shownTo(await audience(this.store, [watcher.agentId], page.events), watcher.agentId, page.events));
        cursor = page.more ? page.next : null;
      }
      watcher.goLive();
    } catch (error) {
      if (!(error instanceof DeskError)) this.log.error('live connection could not catch up', asError(error));
      watcher.end(error instanceof DeskError ? error.code : 'bug');
    }
  }

  private async tell(page: LogPage): Promise<void> {
    if (page.events.some(({ event }) => event.type === 'agent.changed')) await this.dropUnwelcome();
    const watchers = [...this.watchers];
    const seen = await audience(
      this.store,
      watchers.map((watcher) => watcher.agentId),
      page.events,
    );
    for (const watcher of watchers) watcher.tell(page.next, shownTo(seen, watcher.agentId, page.events));
  }

  private async check(): Promise<void> {
    try {
      await this.dropUnwelcome();
      for (const watcher of this.watchers) watcher.ping();
    } catch (error) {
      this.log.warn('live connections could not be checked', { reason: asError(error).message });
    }
  }

  /** Ends the connections of those who signed out, were deactivated, or whose session is over. */
  private async dropUnwelcome(): Promise<void> {
    const watchers = [...this.watchers];
    const good = await goodCredentials(
      this.store,
      watchers.map((watcher) => watcher.credentialId),
      SESSION_IDLE_HOURS,
    );
    for (const watcher of watchers) if (!good.has(watcher.credentialId)) watcher.end('sign-in-needed');
  }
}
