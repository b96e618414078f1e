import { createServer, type Server, type Socket } from 'node:net';
import { createSecureContext, TLSSocket } from 'node:tls';
import type { Endpoint } from './dovecot.js';
import type { Certificate } from './own-ca.js';

export type TalkerOptions = {
  readonly protocol: 'imap' | 'smtp';
  readonly tls: 'implicit' | 'starttls' | 'none';
  /** Needed with TLS. */
  readonly certificate?: Certificate;
  /** In place of the protocol's own (without the line end); null: it never says anything. */
  readonly greeting?: string | null;
  /** What it says it can, beside STARTTLS: `IMAP4rev1 IDLE AUTH=PLAIN`, or lines of EHLO. */
  readonly capabilities?: readonly string[];
  /**
   * The answer to a login; null lets in (default: lets everybody in). `NO [AUTHENTICATIONFAILED] ...`, `535 5.7.8 ...`. `silence`: it
   * never answers one.
   */
  readonly login?: ((user: string, password: string) => string | null) | 'silence';
};

/**
 * The beginning of IMAP and SMTP, as far as a login: what it greets with and how it refuses are a test's to say. For servers by the
 * dozen; what a mailbox really does is for `startDovecot` and `startPostfix`.
 */
export class MailTalker {
  /** Names and passwords of each login, in their order. */
  readonly logins: { user: string; password: string }[] = [];
  /** Connections so far. */
  connections = 0;
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    readonly endpoint: Endpoint,
    private readonly options: TalkerOptions,
  ) {
    server.on('connection', (socket) => this.join(socket));
  }

  static async start(options: TalkerOptions): Promise<MailTalker> {
    const server = createServer();
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    return new MailTalker(server, { host: '127.0.0.1', port }, options);
  }

  async stop(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  private join(socket: Socket): void {
    this.connections += 1;
    this.keep(socket);
    const at = this.options.tls === 'implicit' ? this.secure(socket) : socket;
    const { greeting } = this.options;
    if (greeting === null) return void at.resume();
    at.write(`${greeting ?? (this.options.protocol === 'imap' ? '* OK ready' : '220 mail ready')}\r\n`);
    this.listen(at);
  }

  private keep(socket: Socket): void {
    this.sockets.add(socket);
    socket.on('close', () => this.sockets.delete(socket));
    socket.on('error', () => socket.destroy());
  }

  private secure(socket: Socket): TLSSocket {
    const tls = new TLSSocket(socket, { isServer: true, secureContext: createSecureContext(this.options.certificate) });
    this.keep(tls);
    return tls;
  }

  private listen(socket: Socket): void {
    let rest = '';
    const isPlain = !(socket instanceof TLSSocket);
    const dialogue = this.options.protocol === 'imap' ? this.imap(socket, isPlain) : this.smtp(socket, isPlain);
    const onData = (piece: Buffer): void => {
      const lines = (rest + piece.toString('latin1')).split(/\r?\n/);
      rest = lines.pop() ?? '';
      for (const line of lines) {
        if (dialogue(line) !== 'upgrade') continue;
        socket.off('data', onData);
        this.listen(this.secure(socket));
        return;
      }
    };
    socket.on('data', onData);
  }

  private imap(socket: Socket, isPlain: boolean): (line: string) => 'upgrade' | void {
    const starts = isPlain && this.options.tls === 'starttls';
    const capabilities = [
      ...(this.options.capabilities ?? ['IMAP4rev1', 'IDLE', 'AUTH=PLAIN', 'SASL-IR']),
      ...(starts ? ['STARTTLS'] : []),
    ];
    let waiting = '';
    return (line) => {
      if (waiting !== '') {
        this.judge(socket, `${waiting} `, plain(line));
        waiting = '';
        return;
      }
      const [tag = '', command = '', ...args] = line.split(' ');
      switch (command.toUpperCase()) {
        case 'CAPABILITY':
          return void socket.write(`* CAPABILITY ${capabilities.join(' ')}\r\n${tag} OK done\r\n`);
        case 'STARTTLS':
          socket.write(`${tag} ${starts ? 'OK' : 'BAD'} begin\r\n`);
          return starts ? 'upgrade' : undefined;
        case 'LOGIN':
          return this.judge(socket, `${tag} `, [unquoted(args[0]), unquoted(args[1])]);
        case 'AUTHENTICATE':
          if (args[1] !== undefined) return this.judge(socket, `${tag} `, plain(args[1]));
          waiting = tag;
          return void socket.write('+ \r\n');
        case 'LOGOUT':
          return void socket.end(`* BYE\r\n${tag} OK done\r\n`);
        default:
          return void socket.write(`${tag} OK done\r\n`);
      }
    };
  }

  private smtp(socket: Socket, isPlain: boolean): (line: string) => 'upgrade' | void {
    const starts = isPlain && this.options.tls === 'starttls';
    const capabilities = [...(this.options.capabilities ?? ['AUTH PLAIN LOGIN', 'SIZE 35000000']), ...(starts ? ['STARTTLS'] : [])];
    return (line) => {
      const [command = '', ...args] = line.split(' ');
      switch (command.toUpperCase()) {
        case 'EHLO':
          return void socket.write(
            ['mail', ...capabilities].map((one, at, all) => `250${at === all.length - 1 ? ' ' : '-'}${one}\r\n`).join(''),
          );
        case 'STARTTLS':
          socket.write(starts ? '220 begin\r\n' : '502 no\r\n');
          return starts ? 'upgrade' : undefined;
        case 'AUTH':
          return this.judge(socket, '', plain(args[1] ?? ''));
        case 'QUIT':
          return void socket.end('221 bye\r\n');
        default:
          return void socket.write('250 ok\r\n');
      }
    };
  }

  private judge(socket: Socket, tag: string, [user, password]: [string, string]): void {
    this.logins.push({ user, password });
    const { login, protocol } = this.options;
    if (login === 'silence') return;
    socket.write(`${tag}${login?.(user, password) ?? (protocol === 'imap' ? 'OK welcome' : '235 2.7.0 welcome')}\r\n`);
  }
}

/** RFC 4616. */
function plain(base64: string): [string, string] {
  const [, user = '', password = ''] = Buffer.from(base64, 'base64').toString().split('\0');
  return [user, password];
}

function unquoted(word = ''): string {
  return word.replace(/^"(.*)"$/, '$1');
}
