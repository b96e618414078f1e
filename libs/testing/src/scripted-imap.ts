import { createServer, type Server, type Socket } from 'node:net';
import type { Endpoint } from './dovecot.js';
import { freePort } from './free-port.js';

/** What the server says to a command instead of serving it: `NO [LIMIT] Slow down`; `BYE ...` also ends the connection; null: serve it. */
export type ScriptedAnswer = (command: string, args: string) => string | null;

/**
 * A small IMAP server for what a real one cannot be brought to say. Knows what a reader of a mailbox needs, over mails in memory whose
 * UIDs count from 1.
 */
export class ScriptedImap {
  /** Commands so far, without their tags and arguments. */
  readonly commands: string[] = [];
  answer: ScriptedAnswer = () => null;
  private readonly mails: Buffer[] = [];
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    readonly endpoint: Endpoint,
  ) {}

  static async start(): Promise<ScriptedImap> {
    const endpoint = { host: '127.0.0.1', port: await freePort() };
    const server = createServer();
    const imap = new ScriptedImap(server, endpoint);
    server.on('connection', (socket) => imap.join(socket));
    await new Promise<void>((resolve) => server.listen(endpoint.port, endpoint.host, resolve));
    return imap;
  }

  deliver(raw: string): void {
    this.mails.push(Buffer.from(raw));
  }

  get openConnections(): number {
    return this.sockets.size;
  }

  async stop(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  private join(socket: Socket): void {
    this.sockets.add(socket);
    // An answer is written in pieces: none waits for the acknowledgement of the one before.
    socket.setNoDelay(true);
    socket.on('close', () => this.sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    const greeting = this.answer('GREETING', '');
    socket.write(`* ${greeting ?? 'OK [CAPABILITY IMAP4rev1 MOVE] ready'}\r\n`);
    if (greeting !== null) socket.end();
    let rest = '';
    socket.on('data', (piece) => {
      const lines = (rest + piece.toString('latin1')).split('\r\n');
      rest = lines.pop() ?? '';
      for (const line of lines) this.serve(socket, line);
    });
  }

  private serve(socket: Socket, line: string): void {
    const [, tag = '', command = '', args = ''] = /^(\S+) ((?:UID )?\S+) ?(.*)$/.exec(line) ?? [];
    const name = command.toUpperCase();
    this.commands.push(name);
    const scripted = this.answer(name, args);
    if (scripted?.startsWith('BYE')) {
      socket.end(`* ${scripted}\r\n`);
      return;
    }
    if (scripted === null) for (const said of this.untagged(name, args)) socket.write(said);
    socket.write(`${tag} ${scripted ?? `OK ${name} done`}\r\n`);
    if (name === 'LOGOUT') socket.end();
  }

  private untagged(name: string, args: string): (string | Buffer)[] {
    switch (name) {
      case 'CAPABILITY':
        return ['* CAPABILITY IMAP4rev1 MOVE\r\n'];
      case 'SELECT':
      case 'EXAMINE':
        return [`* ${this.mails.length} EXISTS\r\n* OK [UIDVALIDITY 7] .\r\n* OK [UIDNEXT ${this.mails.length + 1}] .\r\n`];
      case 'NOOP':
        return [`* ${this.mails.length} EXISTS\r\n`];
      case 'LIST':
        return ['* LIST () "/" INBOX\r\n'];
      case 'UID SEARCH':
        return [`* SEARCH ${this.matching(/UID (\S+)/.exec(args)?.[1] ?? '1:*').join(' ')}\r\n`];
      case 'UID FETCH':
        return this.matching(args.split(' ')[0] ?? '').flatMap((uid) => this.fetched(uid, args));
      default:
        return [];
    }
  }

  private fetched(uid: number, args: string): (string | Buffer)[] {
    const raw = this.mails[uid - 1] ?? Buffer.alloc(0);
    const head = `* ${uid} FETCH (UID ${uid} RFC822.SIZE ${raw.length} INTERNALDATE "05-Jan-2099 07:12:00 +0000"`;
    return args.includes('BODY') ? [`${head} BODY[] {${raw.length}}\r\n`, raw, ')\r\n'] : [`${head})\r\n`];
  }

  /** UIDs of a sequence set; `*` is the last mail, also where that is below the other end (RFC 9051 9). */
  private matching(set: string): number[] {
    const last = this.mails.length;
    const numbers = set.split(',').flatMap((range) => {
      const [from = last, to = from] = range.split(':').map((end) => (end === '*' ? last : Number(end)));
      const [low, high] = [Math.min(from, to), Math.min(Math.max(from, to), last)];
      return low > high ? [] : Array.from({ length: high - low + 1 }, (_, n) => low + n);
    });
    return numbers.filter((uid) => uid >= 1);
  }
}
