import { connect, createServer, type Server, type Socket } from 'node:net';
import type { Endpoint } from './dovecot.js';
import { freePort } from './free-port.js';

/** Which way bytes go. */
export type Direction = 'toServer' | 'toClient';

/**
 * Looks at each piece of bytes on its way. What it returns happens: `pass` as it came, `cut` ends both sides with a reset before the
 * piece is passed on, `passThenCut` after, `swallow` leaves it out while the connection stays (a black hole). A promise
 * holds it, and what follows it, until it resolves.
 *
 * `nth`: the connection's number, from 1.
 */
export type FaultRule = (piece: Buffer, direction: Direction, nth: number) => FaultVerdict;

export type FaultVerdict = 'pass' | 'cut' | 'passThenCut' | 'swallow' | { readonly replace: Buffer } | Promise<void>;

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

  /** From now on what is open swallows everything in both directions, without a word; what is opened later works. */
  blackHole(): void {
    for (const socket of this.open) {
      socket.removeAllListeners('data');
      socket.removeAllListeners('end');
      socket.on('data', () => {});
    }
  }

  /** Resets every connection. */
  cutAll(): void {
    for (const socket of this.open) sever(socket);
  }

  async stop(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    this.cutAll();
    await closed;
  }

  private join(client: Socket, target: Endpoint): void {
    this.connections += 1;
    const nth = this.connections;
    const server = connect({ port: target.port, host: target.host, noDelay: true });
    const both = [client, server] as const;
    const cut = (): void =>
      both.forEach((socket) => {
        sever(socket);
        // A reset that fails is not followed by `close`.
        this.open.delete(socket);
      });
    for (const socket of both) {
      this.open.add(socket);
      socket.on('error', () => cut());
      socket.on('close', () => {
        this.open.delete(socket);
        both.forEach((other) => other.destroy());
      });
    }
    client.on('data', (piece) => this.pass(piece, [client, server], this.rule(piece, 'toServer', nth), cut));
    server.on('data', (piece) => this.pass(piece, [server, client], this.rule(piece, 'toClient', nth), cut));
    client.on('end', () => server.end());
    server.on('end', () => client.end());
  }

  private pass(piece: Buffer, [from, to]: readonly [Socket, Socket], verdict: FaultVerdict, cut: () => void): void {
    if (verdict === 'swallow') return;
    if (verdict === 'cut') return cut();
    if (verdict === 'passThenCut') {
      to.write(piece, () => setImmediate(cut));
      return;
    }
    if (verdict instanceof Promise) {
      from.pause();
      void verdict.then(() => {
        to.write(piece);
        from.resume();
      });
      return;
    }
    to.write(verdict === 'pass' ? piece : verdict.replace);
  }
}

/** Resets it; one that has said its end already cannot be reset, and Node would keep its connection open for ever (`uv_tcp_close_reset`). */
function sever(socket: Socket): void {
  if (socket.destroyed) return;
  if (socket.writableEnded) socket.destroy();
  else socket.resetAndDestroy();
}
