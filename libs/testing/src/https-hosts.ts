import { createServer, type Server } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { createSecureContext } from 'node:tls';
import type { Endpoint } from './dovecot.js';
import type { Certificate, OwnCa } from './own-ca.js';

export type HostHandler = (request: IncomingMessage, response: ServerResponse) => void;

/** Many web hosts behind one HTTPS listener of loopback, each with a certificate of our own authority for its name. */
export class HttpsHosts {
  /** Addresses that were asked for, as `host/path`, in their order. */
  readonly asked: string[] = [];
  private readonly handlers = new Map<string, HostHandler>();
  private readonly certificates = new Map<string, Certificate>();
  private readonly sockets = new Set<Duplex>();

  private constructor(
    private readonly server: Server,
    readonly endpoint: Endpoint,
  ) {}

  static async start(ca: OwnCa): Promise<HttpsHosts> {
    const unnamed = ca.issue(['unnamed.test']);
    const server = createServer({
      ...unnamed,
      SNICallback: (name, done) => done(null, createSecureContext(hosts.certificates.get(name) ?? unnamed)),
    });
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const hosts = new HttpsHosts(server, { host: '127.0.0.1', port: typeof address === 'object' && address !== null ? address.port : 0 });
    server.on('request', (request, response) => hosts.answer(request, response));
    server.on('connection', (socket) => hosts.keep(socket));
    return hosts;
  }

  /** What a host answers, whatever is asked for. */
  serve(host: string, handler: HostHandler, certificate: Certificate): void {
    this.handlers.set(host, handler);
    this.certificates.set(host, certificate);
  }

  async stop(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  private keep(socket: Duplex): void {
    this.sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.sockets.delete(socket));
  }

  private answer(request: IncomingMessage, response: ServerResponse): void {
    const host = (request.headers.host ?? '').replace(/:\d+$/, '');
    this.asked.push(`${host}${request.url ?? ''}`);
    response.on('error', () => {});
    const handler = this.handlers.get(host);
    if (handler) handler(request, response);
    else response.writeHead(404).end();
  }
}
