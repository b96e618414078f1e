import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import type { Endpoint } from './dovecot.js';
import { freePort } from './free-port.js';

export type Direction = 'to-server' | 'to-client';

export type Cut = {
  readonly direction: Direction;
  /** Cuts when this many bytes have gone through in this direction, or when this text has. They still arrive; their answer does not. */
  readonly after: number | string;
  /** How many connections it happens to (default 1): the attempt after that goes through. */
  readonly times?: number;
};

/** Starts a proxy before a server that passes everything on until it is told to misbehave. */
export async function startTcpFaultProxy(to: Endpoint): Promise<TcpFaultProxy> {
  const proxy = new TcpFaultProxy(to, await freePort());
  await proxy.listen();
  return proxy;
}

export class TcpFaultProxy {
  /** Connections that were ever opened through it. */
  opened = 0;
  /** Bytes that `blackHole` has taken. */
  swallowedBytes = 0;
  private server: Server | null = null;
  private readonly links = new Set<Link>();
  private rules: Rules = NO_RULES;

  constructor(
    private readonly to: Endpoint,
    private readonly port: number,
  ) {}

  /** Where clients connect. */
  get endpoint(): Endpoint {
    return { host: '127.0.0.1', port: this.port };
  }

  /** Connections that are open now. */
  get open(): number {
    return this.links.size;
  }

  /** The next connection to reach the mark is reset on the client's side, and nothing more comes from the server. */
  cutAfter(cut: Cut): void {
    this.rules = { ...this.rules, cut: { ...cut, left: cut.times ?? 1 } };
    for (const link of this.links) link.forgetMarks();
  }

  /** Bytes are kept back, the connections stay; `heal` lets them through. */
  stall(...directions: Direction[]): void {
    this.rules = { ...this.rules, stalled: new Set(directions) };
    this.applyStall();
  }

  /** Bytes vanish in one direction while the connections look alive. */
  blackHole(direction: Direction): void {
    this.rules = { ...this.rules, swallowed: direction };
  }

  /** Resets (RST) all open connections; new ones go through. */
  reset(): void {
    for (const link of this.links) link.reset();
  }

  /** Resets all open connections and refuses new ones (ECONNREFUSED) until `heal`. */
  async refuse(): Promise<void> {
    const closed = this.server && once(this.server, 'close');
    this.server?.close();
    this.server = null;
    this.reset();
    await closed;
  }

  /** Back to passing everything on. What was swallowed stays lost. */
  async heal(): Promise<void> {
    this.rules = NO_RULES;
    this.applyStall();
    if (!this.server) await this.listen();
  }

  async stop(): Promise<void> {
    await this.refuse();
  }

  async listen(): Promise<void> {
    this.server = createServer({ allowHalfOpen: true }, (client) => this.accept(client)).listen(this.port, '127.0.0.1');
    await once(this.server, 'listening');
  }

  private accept(client: Socket): void {
    this.opened += 1;
    const server = connect({ ...this.to, allowHalfOpen: true });
    const link: Link = new Link(client, server, {
      rules: () => this.rules,
      onSwallowed: (bytes) => {
        this.swallowedBytes += bytes;
      },
      onClosed: () => this.links.delete(link),
    });
    this.links.add(link);
    link.holdBack(this.rules.stalled);
  }

  private applyStall(): void {
    for (const link of this.links) link.holdBack(this.rules.stalled);
  }
}

type Rules = {
  readonly cut: (Cut & { left: number }) | null;
  readonly stalled: ReadonlySet<Direction>;
  readonly swallowed: Direction | null;
};

const NO_RULES: Rules = { cut: null, stalled: new Set(), swallowed: null };

/** One client with its connection to the server. */
class Link {
  /** What went through in each direction since the last cut was ordered, as one character a byte. */
  private readonly passed: Record<Direction, string> = { 'to-server': '', 'to-client': '' };
  private severed = false;

  constructor(
    private readonly client: Socket,
    private readonly server: Socket,
    private readonly proxy: { readonly rules: () => Rules; onSwallowed(bytes: number): void; onClosed(): void },
  ) {
    this.carry(client, server, 'to-server');
    this.carry(server, client, 'to-client');
    let sides = 2;
    for (const socket of [client, server]) {
      socket.on('error', () => this.reset());
      socket.once('close', () => {
        sides -= 1;
        if (sides === 0) proxy.onClosed();
      });
    }
  }

  forgetMarks(): void {
    this.passed['to-server'] = '';
    this.passed['to-client'] = '';
  }

  holdBack(stalled: ReadonlySet<Direction>): void {
    for (const [source, direction] of [
      [this.client, 'to-server'],
      [this.server, 'to-client'],
    ] as const) {
      if (stalled.has(direction)) source.pause();
      else source.resume();
    }
  }

  reset(): void {
    this.client.resetAndDestroy();
    this.server.resetAndDestroy();
  }

  private carry(source: Socket, target: Socket, direction: Direction): void {
    source.on('data', (chunk: Buffer) => {
      const { cut, stalled, swallowed } = this.proxy.rules();
      if (this.severed) return;
      if (swallowed === direction) {
        this.proxy.onSwallowed(chunk.length);
        return;
      }
      const end = cut && cut.left > 0 && cut.direction === direction ? this.endOf(cut.after, chunk, direction) : null;
      if (cut && end !== null) {
        cut.left -= 1;
        this.sever(target, chunk.subarray(0, end));
        return;
      }
      if (target.write(chunk)) return;
      source.pause();
      target.once('drain', () => stalled.has(direction) || source.resume());
    });
    source.once('end', () => this.severed || target.end());
  }

  /** How much of the chunk still goes through before the cut, or null if the mark is not reached. */
  private endOf(after: number | string, chunk: Buffer, direction: Direction): number | null {
    const before = this.passed[direction];
    const all = before + chunk.toString('latin1');
    this.passed[direction] = all;
    const mark = typeof after === 'number' ? after : markEnd(all, Buffer.from(after).toString('latin1'));
    return mark !== null && mark <= all.length ? mark - before.length : null;
  }

  /** The last bytes arrive, the answer never does. */
  private sever(target: Socket, last: Buffer): void {
    this.severed = true;
    if (target === this.client) {
      this.client.write(last, () => this.reset());
      return;
    }
    this.server.end(last);
    this.client.resetAndDestroy();
  }
}

function markEnd(all: string, mark: string): number | null {
  const at = all.indexOf(mark);
  return at < 0 ? null : at + mark.length;
}
