import { Readable } from 'node:stream';
import { connectSmtp, type SmtpError, type SmtpLogin, stageOf, within } from '@app/mailbox';
import type SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { SMTPConnectionSendInfo } from 'nodemailer/lib/smtp-connection';
import { type Refusal, shownAnswer, type SmtpOutcome } from './smtp-outcome.js';

/** RFC 5321 4.5.3.2.6 grants ten minutes after the final dot; an agent waits for the truth. */
const TRANSACTION_MS = 300_000;
/** A server that is there answers a word without work at once. */
const ALIVE_MS = 5_000;
/** A line that was used this lately is not asked whether it is alive. */
const FRESH_MS = 3_000;

export type Envelope = {
  /** Null: no bounce is to come back (RFC 3834 3.3). */
  readonly from: string | null;
  readonly to: readonly string[];
  /** Comes back in reports, where the server knows how (RFC 3461 4.4). Default: none. */
  readonly id?: string | null;
};

/**
 * One connection to the sending server, logged in: one transaction at a time.
 *
 * nodemailer's connection and not its pool: the pool may send a mail again by itself when a connection breaks, and cannot tell
 * whether the final dot was written.
 */
export class SmtpLine {
  private isBroken = false;
  private usedAt = performance.now();
  /** Rejects when the line is closed: nodemailer forgets what was being sent then, without a word. */
  private readonly closed: Promise<never>;
  private endWaiting = (_: Error): void => {};
  /** Until the server forgot a refused mail: what is begun before, nodemailer takes for that mail and forgets, too. */
  private forgetting: Promise<unknown> = Promise.resolve();

  private constructor(private readonly connection: SMTPConnection) {
    this.closed = new Promise((_, reject) => {
      this.endWaiting = reject;
    });
    this.closed.catch(() => {});
    connection.on('error', () => this.close());
    connection.on('end', () => this.close());
  }

  /** @throws what the server or the network says: `smtpTrouble` understands it */
  static async open(login: SmtpLogin): Promise<SmtpLine> {
    return new SmtpLine(await connectSmtp(login));
  }

  /** Whether the server takes addresses in letters of any script (RFC 6531). nodemailer keeps what a server offers to itself. */
  get takesUtf8(): boolean {
    const offered: unknown = Reflect.get(this.connection, '_supportedExtensions');
    return Array.isArray(offered) && offered.includes('SMTPUTF8');
  }

  get isUsable(): boolean {
    return !this.isBroken;
  }

  /**
   * Whether the server is still at the other end: a line that lay idle may be dead without a word (`fail:S4`). Closes one that is.
   *
   * By RSET, which costs the server as little as NOOP and is what nodemailer can say.
   */
  async isAlive(): Promise<boolean> {
    if (this.isBroken) return false;
    if (performance.now() - this.usedAt < FRESH_MS) return true;
    await this.forgetting;
    return await this.reset();
  }

  /** @returns whether the server answered; a line on which it does not is closed */
  private async reset(): Promise<boolean> {
    if (this.isBroken) return false;
    const answered = new Promise<void>((resolve, reject) => this.connection.reset((error) => (error ? reject(error) : resolve())));
    try {
      await within(ALIVE_MS, Promise.race([answered, this.closed]), () => this.close());
      this.usedAt = performance.now();
      return true;
    } catch {
      this.close();
      return false;
    }
  }

  /**
   * Sends one mail to its recipients in one transaction. Never rejects: how it ended is the result.
   *
   * @param isOurs asked right before the final dot: false ends the connection instead
   */
  async send(envelope: Envelope, raw: Buffer, isOurs: () => boolean): Promise<SmtpOutcome> {
    const message = new GuardedMessage(raw, isOurs);
    await this.forgetting;
    try {
      const sent = Promise.race([this.transact(envelope, raw.length, message), this.closed]);
      return takenBy(await within(TRANSACTION_MS, sent, () => this.close()));
    } catch (error) {
      return this.outcomeOf(error as SmtpError, message);
    } finally {
      this.usedAt = performance.now();
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
    const { from, to, id } = envelope;
    // Reports need no more of the mail than its head.
    const dsn = id == null ? {} : { dsn: { ret: 'HDRS' as const, envid: id } };
    return new Promise((resolve, reject) => {
      this.connection.send({ from: from ?? false, to: [...to], size, ...dsn }, message, (error, info) =>
        error ? reject(error) : resolve(info),
      );
    });
  }

  private outcomeOf(error: SmtpError, message: GuardedMessage): SmtpOutcome {
    if (message.wasStopped) {
      // Without the final dot the server forgets what it was told (RFC 5321 4.1.1.4).
      this.close();
      return LEASE_ENDED;
    }
    const refused = refusalsOf(error);
    const most = /larger than allowed (\d+)/.exec(error.message)?.[1];
    if (error.code === 'EMESSAGE' && most !== undefined) return { kind: 'too-large', bytes: message.size, mostBytes: Number(most) };
    const { responseCode: status, response } = error;
    // 421 says that the server goes away. Before the final dot nothing was taken; what it says later tells nothing of the mail.
    const isGoing = status === 421;
    if (status !== undefined && response !== undefined && !(isGoing && message.isAtEnd)) {
      if (isGoing) this.close();
      // The next mail on this line begins in a known state.
      else this.forgetting = this.reset();
      return { kind: 'refused', refusal: { status, answer: shownAnswer(response), stage: stageOf(error.command) }, refused };
    }
    this.close();
    return { kind: 'cut', isAfterDot: message.isAtEnd, error: error.originalCode ?? error.code ?? 'unknown' };
  }
}

/** The next holder of the lease sends it. */
export const LEASE_ENDED: SmtpOutcome = { kind: 'stopped', reason: { code: 'sender-changed', params: {} } };

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

  get size(): number {
    return this.raw.length;
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
