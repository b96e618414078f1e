import { BlockList, isIP } from 'node:net';
import { asError, DeskError } from '@app/domain';
import type { Config, Log } from '@app/service';
import { SMTPServer, type SMTPServerAddress, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import type { EmailPorts } from '../email-ports.js';
import { clientOf, type MailClient, NOBODY } from './client-of.js';
import { takeHandedMail } from './handover.js';
import { LARGEST_MAIL } from './receive-mail.js';
import { Recipients } from './recipients.js';

type Listening = NonNullable<Config['MAIL_LISTEN']>;
type Done = (error?: Error | null) => void;
export type Answer = 'accepted' | 'refused' | 'deferred';

/** Without a byte from the client, ms. */
const SILENCE_MS = 120_000;
/** What is on its way may take so long when the process is to end, ms. */
const STOPPING_MS = 5_000;
const MOST_CLIENTS = 100;
const MOST_RECIPIENTS = 100;

/**
 * Where a mail server hands mail over, by LMTP or SMTP.
 *
 * It is no mail server for the internet: who may connect at all is a list, so there is no TLS, no password and no relaying. A mail is
 * acknowledged when the bus has it; until then the mail server keeps it and comes again.
 */
export class SmtpDoor {
  private readonly server: SMTPServer;
  private readonly allowed = new BlockList();
  private readonly recipients: Recipients;
  private readonly inboxesOf = new WeakMap<SMTPServerAddress, readonly string[]>();
  /** Peers by session. What a peer tells of its client changes the session's address, and never this one. */
  private readonly peers = new Map<string, string>();
  /** Whom the mail of each session comes from. */
  private readonly clients = new WeakMap<SMTPServerSession, MailClient>();
  /** Sessions with a mail in hand. */
  private readonly busy = new Set<string>();
  private isStopping = false;

  constructor(
    private readonly listening: Listening,
    from: readonly string[],
    private readonly ports: Pick<EmailPorts, 'bus' | 'blobs' | 'inboxes'>,
    private readonly log: Log,
    private readonly onAnswer: (answer: Answer) => void,
  ) {
    for (const network of from) addTo(this.allowed, network);
    this.recipients = new Recipients(ports.inboxes);
    this.server = new SMTPServer({
      lmtp: listening.protocol === 'lmtp',
      disabledCommands: ['AUTH', 'STARTTLS'],
      disableReverseLookup: true,
      hideENHANCEDSTATUSCODES: false,
      useXClient: true,
      useXForward: true,
      size: LARGEST_MAIL,
      rejectOversized: true,
      maxClients: MOST_CLIENTS,
      socketTimeout: SILENCE_MS,
      closeTimeout: STOPPING_MS,
      logger: false,
      onConnect: (session, done) => done(this.letIn(session)),
      onClose: (session) => this.peers.delete(session.id),
      onMailFrom: (_address, session, done) => {
        this.clients.set(session, clientOf(session, this.peers.get(session.id) ?? ''));
        // Told for one mail: Postfix tells nothing of a mail that has no client, on the same line as one that has.
        session.xForward.clear();
        done();
      },
      onRcptTo: (address, session, done) => void this.knowRecipient(address, session, done),
      onData: (stream, session, done) => void this.take(stream, session, done),
    });
    this.server.on('error', (error) => log.debug('mail client went away', { error: asError(error).name }));
  }

  /** @throws DeskError conflict/port-in-use, invalid/host-not-here, forbidden/port-not-allowed */
  async open(): Promise<void> {
    const { host, port } = this.listening;
    await new Promise<void>((resolve, reject) => {
      this.server.server.once('error', reject);
      this.server.listen(port, host, () => resolve());
    }).catch((error: unknown) => {
      throw cannotListen(error, this.listening);
    });
  }

  get clientCount(): number {
    return this.server.connections.size;
  }

  /** Takes no new mail, finishes those in hand, as far as they come to an end in time. */
  async close(): Promise<void> {
    this.isStopping = true;
    const closed = new Promise<void>((resolve) => this.server.close(resolve));
    this.leaveIdle();
    await closed;
  }

  private leaveIdle(): void {
    for (const connection of this.connections()) {
      if (!this.busy.has(connection.session.id)) connection.send(421, 'Shutting down, try again in a moment');
    }
  }

  private connections(): ReadonlySet<Connection> {
    return this.server.connections;
  }

  private letIn(session: SMTPServerSession): Error | null {
    // Asked again when the peer names another client: it is the peer that was let in.
    if (this.peers.has(session.id)) return null;
    const family = isIP(session.remoteAddress) === 6 ? 'ipv6' : 'ipv4';
    if (!this.allowed.check(session.remoteAddress, family)) return refusal(554, 'This address may not hand mail over');
    this.peers.set(session.id, session.remoteAddress);
    for (const connection of this.connections()) if (connection.session === session) keepHello(connection);
    return null;
  }

  private async knowRecipient(address: SMTPServerAddress, session: SMTPServerSession, done: Done): Promise<void> {
    try {
      const inboxes = await this.recipients.inboxesOf(address.address);
      const given = session.envelope.rcptTo.map((one) => one.address.toLowerCase());
      if (inboxes.length === 0) return done(this.refuse(550, 'No such recipient here'));
      // LMTP owes each accepted recipient an answer, and the server would count this one once.
      if (given.includes(address.address.toLowerCase())) return done(refusal(452, 'Recipient given twice'));
      if (given.length >= MOST_RECIPIENTS) return done(refusal(452, 'Too many recipients at once'));
      this.inboxesOf.set(address, inboxes);
      done();
    } catch (error) {
      done(this.replyTo(error));
    }
  }

  private async take(stream: SMTPServerDataStream, session: SMTPServerSession, done: Done): Promise<void> {
    this.busy.add(session.id);
    // A client that goes away in the middle is told by reading the stream.
    stream.on('error', () => {});
    try {
      const { mailFrom, rcptTo } = session.envelope;
      const recipients = new Map<string, string[]>();
      for (const one of rcptTo) {
        for (const inbox of this.inboxesOf.get(one) ?? []) recipients.set(inbox, [...(recipients.get(inbox) ?? []), one.address]);
      }
      const client = this.clients.get(session) ?? NOBODY;
      await takeHandedMail(stream, { client, mailFrom: mailFrom === false ? '' : mailFrom.address, recipients }, this.ports);
      this.onAnswer('accepted');
      done();
    } catch (error) {
      // What the client still sends is passed over, and then it is answered.
      stream.resume();
      done(this.replyTo(error));
    } finally {
      this.busy.delete(session.id);
      if (this.isStopping) this.leaveIdle();
    }
  }

  private replyTo(error: unknown): Error {
    if (error instanceof DeskError && error.code === 'mail-too-large') return this.refuse(552, 'Larger than a mail may be');
    this.onAnswer('deferred');
    if (error instanceof DeskError && error.fault === 'unavailable') this.log.warn('mail not taken now', { code: error.code });
    else if (!isGone(error)) this.log.error('mail not taken', error);
    return refusal(451, 'Not now, try again in a moment');
  }

  private refuse(code: number, words: string): Error {
    this.onAnswer('refused');
    return refusal(code, words);
  }
}

type Connection = {
  readonly session: { readonly id: string };
  hostNameAppearsAs: string | false;
  send(code: number, words: string): void;
};

/**
 * The server takes a client that is told to have said no HELO (`XFORWARD HELO=[UNAVAILABLE]`) for a peer that has not, and refuses
 * the mail for good: the peer's own greeting counts.
 */
function keepHello(connection: Connection): void {
  let hello = connection.hostNameAppearsAs;
  Object.defineProperty(connection, 'hostNameAppearsAs', {
    get: () => hello,
    set: (name: string | false) => {
      hello = name || hello;
    },
  });
}

function refusal(responseCode: number, words: string): Error {
  return Object.assign(new Error(words), { responseCode });
}

function isGone(error: unknown): boolean {
  const code = codeOf(error);
  return code === 'ECONNECTION' || code === 'ERR_STREAM_PREMATURE_CLOSE';
}

function codeOf(error: unknown): unknown {
  const known = asError(error);
  return 'code' in known ? known.code : null;
}

/** @param network an address, or one with the length of its prefix */
function addTo(list: BlockList, network: string): void {
  const [address = '', prefix] = network.split('/');
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
  if (prefix === undefined) list.addAddress(address, family);
  else list.addSubnet(address, Number(prefix), family);
}

function cannotListen(error: unknown, { host, port }: Listening): unknown {
  const code = codeOf(error);
  const params = { name: 'MAIL_LISTEN', port, host };
  if (code === 'EADDRINUSE')
    return new DeskError('conflict', 'port-in-use', `Port ${port} of MAIL_LISTEN is in use by another program.`, { params });
  if (code === 'EADDRNOTAVAIL')
    return new DeskError('invalid', 'host-not-here', `MAIL_LISTEN: ${host} is not an address of this machine.`, { params });
  if (code === 'EACCES')
    return new DeskError('forbidden', 'port-not-allowed', `Port ${port} of MAIL_LISTEN needs more rights than this user has.`, { params });
  return error;
}
