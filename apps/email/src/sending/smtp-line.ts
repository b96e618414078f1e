import { Readable } from 'node:stream';
import type { MailServer } from '@app/contracts';
import SMTPConnection, { type SMTPConnectionSendInfo } from 'nodemailer/lib/smtp-connection';
import { within } from '../deadline.js';
import { addressOf } from '../private-host.js';
import { type Refusal, shownAnswer, type SmtpOutcome } from './smtp-outcome.js';
import type { SmtpError } from './smtp-trouble.js';

const CONNECT_MS = 20_000;
/** Without a word for this long the connection counts as dead, ms. Servers scan mails before they answer the final dot. */
const SILENCE_MS = 120_000;
/** RFC 5321 4.5.3.2.6 grants ten minutes after the final dot; an agent waits for the truth. */
const TRANSACTION_MS = 300_000;

export type SmtpLogin = {
  readonly server: MailServer;
  readonly password: string;
  /** What we call ourselves (EHLO). */
  readonly domain: string;
  /** A certificate authority to trust beside the system's (PEM). */
  readonly ca?: string;
};

export type Envelope = {
  /** Null: no bounce is to come back (RFC 3834 3.3). */
  readonly from: string | null;
  readonly to: readonly string[];
};

/**
 * One connection to the sending server, logged in: one transaction at a time.
 *
 * nodemailer's connection and not its pool: the pool may send a mail again by itself when a connection breaks, and cannot tell
 * whether the final dot was written.
 */
export class SmtpLine {
  private isBroken = false;
  /** Rejects when the line is closed: nodemailer forgets what was being sent then, without a word. */
  private readonly closed: Promise<never>;
  private endWaiting = (_: Error): void => {};

  private constructor(private readonly connection: SMTPConnection) {
    this.closed = new Promise((_, reject) => {
      this.endWaiting = reject;
    });
    this.closed.catch(() => {});
    connection.on('error', () => this.close());
    connection.on('end', () => this.close());
  }

  /** @throws what the server or the network says: `smtpTrouble` understands it */
  static async open({ server, password, domain, ca }: SmtpLogin): Promise<SmtpLine> {
    const connection = new SMTPConnection({
      host: await addressOf(server),
      port: server.port,
      secure: server.tls === 'implicit',
      requireTLS: server.tls === 'starttls',
      ignoreTLS: server.tls === 'none',
      ...(server.tls === 'none' ? {} : { servername: server.host }),
      ...(ca === undefined ? {} : { tls: { ca } }),
      name: domain,
      connectionTimeout: CONNECT_MS,
      greetingTimeout: CONNECT_MS,
      dnsTimeout: CONNECT_MS,
      socketTimeout: SILENCE_MS,
      socketCloseTimeout: 0,
    });
    const line = new SmtpLine(connection);
    const failed = new Promise<never>((_, reject) => connection.once('error', reject));
    failed.catch(() => {});
    const step = (run: (done: (error?: Error | null) => void) => void): Promise<void> =>
      within(CONNECT_MS, Promise.race([failed, settled(run)]), () => line.close());
    try {
      await step((done) => connection.connect(done));
      await step((done) => connection.login({ user: server.user, pass: password }, done));
      return line;
    } catch (error) {
      line.close();
      throw error;
    }
  }

  get isUsable(): boolean {
    return !this.isBroken;
  }

  /**
   * Sends one mail to its recipients in one transaction. Never rejects: how it ended is the result.
   *
   * @param isOurs asked right before the final dot: false ends the connection instead
   */
  async send(envelope: Envelope, raw: Buffer, isOurs: () => boolean): Promise<SmtpOutcome> {
    const message = new GuardedMessage(raw, isOurs);
    try {
      const sent = Promise.race([this.transact(envelope, raw.length, message), this.closed]);
      return takenBy(await within(TRANSACTION_MS, sent, () => this.close()));
    } catch (error) {
      return this.outcomeOf(error as SmtpError, message);
    }
  }

  close(): void {
    if (this.isBroken) return;
    this.isBroken = true;
    this.connection.close();
    // After nodemailer's own word, which says more.
    setImmediate(() => this.endWaiting(Object.assign(new Error('The line was closed.'), { code: 'ECLOSED' })));
  }

  private transact(envelope: Envelope, size: number, message: Readable): Promise<SMTPConnectionSendInfo> {
    const { from, to } = envelope;
    return new Promise((resolve, reject) => {
      this.connection.send({ from: from ?? false, to: [...to], size }, message, (error, info) => (error ? reject(error) : resolve(info)));
    });
  }

  private outcomeOf(error: SmtpError, message: GuardedMessage): SmtpOutcome {
    if (message.wasStopped) {
      // Without the final dot the server forgets what it was told (RFC 5321 4.1.1.4).
      this.close();
      return LEASE_ENDED;
    }
    const refused = refusalsOf(error);
    if (error.code === 'EMESSAGE' && error.responseCode === undefined) return { kind: 'refused', refusal: TOO_LARGE, refused };
    if (error.responseCode !== undefined && error.response !== undefined && !isClosing(error)) {
      // The next mail on this line begins in a known state.
      this.connection.reset((failed) => failed && this.close());
      return { kind: 'refused', refusal: { status: error.responseCode, answer: shownAnswer(error.response) }, refused };
    }
    this.close();
    return { kind: 'cut', isAfterDot: message.isAtEnd, error: error.originalCode ?? error.code ?? 'unknown' };
  }
}

/** The next holder of the lease sends it. */
export const LEASE_ENDED: SmtpOutcome = { kind: 'stopped', reason: { code: 'sender-changed', params: {} } };

/** RFC 3463's status for it. The server's limit is known from its greeting, so nothing was sent. */
const TOO_LARGE: Refusal = { status: 552, answer: '5.3.4 The mail is larger than the server takes.' };

/** 421: the server is going away; what it says of the mail is that it did not take it, yet a cut is what it is. */
function isClosing(error: SmtpError): boolean {
  return error.responseCode === 421;
}

function takenBy(info: SMTPConnectionSendInfo): SmtpOutcome {
  const refused = refusalsIn(info.rejectedErrors ?? []);
  return { kind: 'taken', answer: info.serverMessageId ?? shownAnswer(info.response), refused };
}

function refusalsOf(error: SmtpError): ReadonlyMap<string, Refusal> {
  return refusalsIn(error.rejectedErrors ?? []);
}

function refusalsIn(errors: readonly Refused[]): ReadonlyMap<string, Refusal> {
  return new Map(
    errors.flatMap(({ recipient, responseCode, response }) =>
      typeof recipient !== 'string' ? [] : [[recipient, { status: responseCode ?? 550, answer: shownAnswer(response ?? '') }] as const],
    ),
  );
}

type Refused = { readonly recipient?: unknown; readonly responseCode?: number | undefined; readonly response?: string | undefined };

/** Calls back once: the first word counts. */
function settled(run: (done: (error?: Error | null) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => run((error) => (error ? reject(error) : resolve())));
}

const CHUNK = 64 * 1024;

/** A mail's bytes. After the last of them, and right before the final dot, it asks whether to go on. */
class GuardedMessage extends Readable {
  private at = 0;
  /** All was given, so that the final dot may have been written. */
  isAtEnd = false;
  wasStopped = false;

  constructor(
    private readonly raw: Buffer,
    private readonly isOurs: () => boolean,
  ) {
    super({ highWaterMark: CHUNK });
  }

  override _read(): void {
    if (this.at < this.raw.length) {
      this.push(this.raw.subarray(this.at, (this.at += CHUNK)));
      return;
    }
    if (!this.isOurs()) {
      this.wasStopped = true;
      this.destroy(new Error('The lease ended.'));
      return;
    }
    this.isAtEnd = true;
    this.push(null);
  }
}
