import { connect, createServer, type Server, type Socket } from 'node:net';
import type { Endpoint } from './dovecot.js';
import { freePort } from './free-port.js';

/** Which way bytes go. */
export type Direction = 'toServer' | 'toClient';

/**
 * Looks at each piece of bytes on its way. What it returns happens: `pass` as it came, `cut` ends both sides with a reset before the
 * piece is passed on, `passThenCut` after, `swallow` leaves it out while the connection stays (a black hole).
 */
export type FaultRule = (piece: Buffer, direction: Direction) => 'pass' | 'cut' | 'passThenCut' | 'swallow' | { readonly replace: Buffer };

/** A TCP proxy in front of a real server, whose connection can be broken at an exact place. */
export class FaultProxy {
  /** Connections so far. */
  connections = 0;
  private rule: FaultRule = () => 'pass';
  private readonly open = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    readonly endpoint: Endpoint,
  ) {}

  static async start(target: Endpoint): Promise<FaultProxy> {
    const port = await freePort();
    const server = createServer({ noDelay: true });
    const proxy = new FaultProxy(server, { host: '127.0.0.1', port });
    server.on('connection', (client) => proxy.join(client, target));
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    return proxy;
  }

  get openConnections(): number {
    return this.open.size / 2;
  }

  /** Holds from the next piece on, for all connections. */
  set(rule: FaultRule): void {
    this.rule = rule;
  }

  heal(): void {
    this.rule = () => 'pass';
  }

  /** Resets every connection. */
  cutAll(): void {
    for (const socket of this.open) socket.resetAndDestroy();
  }

  async stop(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    this.cutAll();
    await closed;
  }

  private join(client: Socket, target: Endpoint): void {
    this.connections += 1;
    const server = connect({ port: target.port, host: target.host, noDelay: true });
    const both = [client, server] as const;
    const cut = (): void => both.forEach((socket) => socket.destroyed || socket.resetAndDestroy());
    for (const socket of both) {
      this.open.add(socket);
      socket.on('error', () => cut());
      socket.on('close', () => {
        this.open.delete(socket);
        both.forEach((other) => other.destroy());
      });
    }
    client.on('data', (piece) => this.pass(piece, server, 'toServer', cut));
    server.on('data', (piece) => this.pass(piece, client, 'toClient', cut));
    client.on('end', () => server.end());
    server.on('end', () => client.end());
  }

  private pass(piece: Buffer, to: Socket, direction: Direction, cut: () => void): void {
    const verdict = this.rule(piece, direction);
    if (verdict === 'swallow') return;
    if (verdict === 'cut') return cut();
    if (verdict === 'passThenCut') {
      to.write(piece, () => setImmediate(cut));
      return;
    }
    to.write(verdict === 'pass' ? piece : verdict.replace);
  }
}
