import { type Reason, asError } from '@app/domain';
import { sendingLimits, smtpTrouble, whyAway } from '@app/mailbox';
import type { Log } from '@app/service';
import { type DueMessage, type Lease, type OpenInbox, untaken, type UntakenMessage } from '@app/store';
import { backoffMs } from '../backoff.js';
import type { EmailPorts } from '../email-ports.js';
import type { InboxStanding } from '../inbox-standing.js';
import { SignIn } from '../sign-in.js';
import { MailMaker } from './mail-maker.js';
import { MailTransactions } from './mail-transactions.js';
import { OutboxWatch } from './outbox-watch.js';
import { ResultReports } from './result-reports.js';
import { SendingPace } from './sending-pace.js';
import type { SmtpLine } from './smtp-line.js';
import { LEASE_ENDED } from './smtp-line.js';
import { SmtpLines } from './smtp-lines.js';
import { keepsSentCopies } from './sent-folder.js';
import { resultOf, type SmtpOutcome } from './smtp-outcome.js';

/** Mails read at once, */
const READ_AT_ONCE = 40;
/** and read again when they lay so long, ms. */
const FRESH_MS = 5_000;
/** As many mails as there are lines, but so many at least, are taken before a line is free for them: whoever dies leaves them in doubt. */
const FEWEST_AHEAD = 4;
/** A refused password is tried at most once a minute. */
const REFUSED_PAUSE_MS = 60_000;
/** Before another line is asked for where the server had enough of us, ms. */
const BUSY_PAUSE_MS = 1_000;
const SOON_MS = 50;

/**
 * Sends what is due of one mailbox, side by side on as many lines as there may be; one that hangs holds up only its own.
 *
 * Nothing is taken from the queue before the server has let us in, so that a wrong password costs no delivery a try.
 */
export class MailSender {
  private readonly lines: SmtpLines;
  private readonly pace: SendingPace;
  private readonly reports: ResultReports;
  private readonly transactions: MailTransactions;
  private readonly outbox: OutboxWatch;
  /** Due when they were read, and not taken. */
  private due: UntakenMessage[] = [];
  private readAt = Number.NEGATIVE_INFINITY;
  /** Whether more was due than was read. */
  private isMoreDue = false;
  /** Taken, and not yet begun. */
  private waiting: DueMessage[] = [];
  private readonly working = new Set<Promise<void>>();
  /** Why a line's work ended early; told by the next turn. */
  private failure: Error | null = null;
  private isLow = Promise.withResolvers<void>();
  private hasRecovered = false;
  /** Whether the server let us in since the last trouble. */
  private isLetIn = false;
  private failures = 0;

  /** @param heard `failed`: something is to be done that no turn waits for; `stored`: results are in the database */
  constructor(
    private readonly inbox: OpenInbox<'email'>,
    private readonly lease: Lease,
    private readonly ports: EmailPorts,
    private readonly standing: InboxStanding,
    log: Log,
    private readonly heard: { readonly failed: () => void; readonly stored: () => void },
  ) {
    const { address, smtp, sending } = inbox.settings;
    const domain = address.slice(address.lastIndexOf('@') + 1);
    this.lines = new SmtpLines({ server: smtp, domain }, new SignIn(inbox, ports.grants));
    const limits = sendingLimits(smtp.host, sending);
    this.pace = new SendingPace(limits);
    this.reports = new ResultReports(ports.deliveries, heard, { sentCopies: keepsSentCopies(inbox) });
    this.outbox = new OutboxWatch(inbox.id, ports.deliveries, standing, this.pace, limits);
    this.transactions = new MailTransactions(inbox, lease, new MailMaker(inbox, ports.blobs), this.pace, this.reports, log);
  }

  /** @returns ms until something is due, or null */
  async turn(signal: AbortSignal): Promise<number | null> {
    this.throwFailure();
    if (!this.hasRecovered) {
      await this.ports.deliveries.recoverInterrupted(this.inbox.id, this.lease, true);
      this.hasRecovered = true;
    }
    await this.reports.again();
    const pauseMs = await this.untilLetIn(signal);
    await this.outbox.look();
    if (pauseMs > 0) return pauseMs;
    if (this.pace.waitMs > 0) return this.pace.waitMs;
    await this.take();
    if (this.waiting.length === 0) {
      await this.reports.flush();
      return await this.untilNextDue();
    }
    await this.sendWaiting(signal);
    this.throwFailure();
    return 0;
  }

  /** Resolves when nothing is on its way any more. */
  async settled(): Promise<void> {
    await Promise.all(this.working);
    await this.reports.flush();
  }

  close(): void {
    this.lines.close();
  }

  private async untilLetIn(signal: AbortSignal): Promise<number> {
    if (this.isLetIn) return 0;
    try {
      const { takesUtf8 } = await this.lines.check(signal);
      await this.ports.inboxes.noteSmtpUtf8(this.inbox.id, takesUtf8);
      this.isLetIn = true;
      this.failures = 0;
      await this.standing.set('smtp', null);
      return 0;
    } catch (error) {
      if (signal.aborted) throw error;
      if (this.isOneTooMany(error)) return BUSY_PAUSE_MS;
      this.failures += 1;
      const { smtp, signIn } = this.inbox.settings;
      const { reason, isLasting } = smtpTrouble(error, { host: smtp.host, byToken: signIn !== 'password' });
      await this.standing.set('smtp', await whyAway(reason, smtp, 'smtp', signal));
      return isLasting ? REFUSED_PAUSE_MS : backoffMs(this.failures, Math.random());
    }
  }

  private async take(): Promise<void> {
    const limit = Math.min(this.ahead, this.pace.room - this.waiting.length);
    if (limit <= 0 || this.waiting.length > this.low) return;
    if (this.due.length < limit || performance.now() - this.readAt > FRESH_MS) await this.read();
    const next = this.due.splice(0, limit);
    if (next.length > 0) this.waiting.push(...(await this.takeUp(next)));
  }

  /** Where the database is cut off at the commit, they may be taken and we do not know: nobody began them, so they are due as before. */
  private async takeUp(next: readonly UntakenMessage[]): Promise<readonly DueMessage[]> {
    await this.reports.puttingBack();
    try {
      return await this.ports.deliveries.takeUp(next, this.lease);
    } catch (error) {
      this.reports.add(untaken(next));
      throw error;
    }
  }

  private async read(): Promise<void> {
    const options = { limit: READ_AT_ONCE, inOrder: false, mostUncertain: this.pace.lines };
    this.due = [...(await this.ports.deliveries.readDue(this.inbox.id, options))];
    this.readAt = performance.now();
    this.isMoreDue = this.due.length === READ_AT_ONCE;
  }

  private get ahead(): number {
    return Math.max(this.pace.lines, FEWEST_AHEAD);
  }

  /** So many are waiting when the next are taken, so that no line waits for the database. */
  private get low(): number {
    return Math.floor(this.ahead / 2);
  }

  private async untilNextDue(): Promise<number | null> {
    const next = await this.ports.deliveries.nextDue(this.inbox.id);
    return next && Math.max(SOON_MS, next.getTime() - Date.now());
  }

  /** Until few are left, so that the next are taken meanwhile; or until nobody goes on. */
  private async sendWaiting(signal: AbortSignal): Promise<void> {
    this.startLines(signal);
    while (this.waiting.length > (this.mayTakeMore ? this.low : 0) && this.working.size > 0) {
      this.isLow = Promise.withResolvers();
      await Promise.race([this.isLow.promise, ...this.working]);
    }
    if (this.working.size === 0 || signal.aborted) await this.putBack(signal);
  }

  private get mayTakeMore(): boolean {
    return (this.due.length > 0 || this.isMoreDue) && this.pace.room > this.waiting.length;
  }

  private startLines(signal: AbortSignal): void {
    const more = Math.min(this.pace.lines - this.working.size, this.waiting.length);
    for (let n = 0; n < more; n += 1) {
      const work = this.work(signal).catch((error: unknown) => {
        this.failure = asError(error);
        this.heard.failed();
      });
      const counted: Promise<void> = work.finally(() => this.working.delete(counted));
      this.working.add(counted);
    }
  }

  /** One line sends one mail after the other. */
  private async work(signal: AbortSignal): Promise<void> {
    let line: SmtpLine | null = null;
    try {
      while (this.waiting.length > 0 && this.pace.room > 0 && !signal.aborted) {
        if (!line?.isUsable) {
          if (line) this.lines.giveBack(line);
          line = await this.takeLine(signal);
        }
        await this.reports.room();
        const message = line && this.waiting.shift();
        if (!line || !message) return;
        if (this.waiting.length <= this.low) this.isLow.resolve();
        const outcome = await this.transactions.send(message, line);
        if (outcome?.kind === 'cut') this.isLetIn = false;
      }
    } finally {
      if (line) this.lines.giveBack(line);
    }
  }

  /** A server that lets nobody in any more is no fault of the mails': they wait in the queue. One line less than we may have is no trouble. */
  private async takeLine(signal: AbortSignal): Promise<SmtpLine | null> {
    try {
      return await this.lines.take(signal);
    } catch (error) {
      if (this.isOneTooMany(error)) this.pace.keepTo(this.lines.open);
      else this.isLetIn = false;
      return null;
    }
  }

  /** A 4xx instead of a greeting or a login while other lines are open: the server has enough of us, and is there. */
  private isOneTooMany(error: unknown): boolean {
    const status = error instanceof Error && 'responseCode' in error ? Number(error.responseCode) : 0;
    return this.lines.open > 0 && status >= 400 && status < 500;
  }

  /** What was taken and nobody sends now is due as before. */
  private async putBack(signal: AbortSignal): Promise<void> {
    const stopped: SmtpOutcome = signal.aborted ? LEASE_ENDED : { kind: 'stopped', reason: this.whyNot() };
    this.due = [];
    this.isMoreDue = false;
    const left = this.waiting.splice(0).flatMap((message) => message.deliveries);
    this.reports.add(left.map((delivery) => resultOf(stopped, delivery, new Date())));
    await this.reports.flush();
  }

  private whyNot(): Reason {
    return { code: this.pace.waitMs > 0 ? 'sending-slowed' : 'smtp-line-lost', params: {} };
  }

  private throwFailure(): void {
    const failure = this.failure;
    this.failure = null;
    if (failure) throw failure;
  }
}
