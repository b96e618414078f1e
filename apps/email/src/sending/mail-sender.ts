import { composeMail, type OutgoingFile } from '@app/mail';
import { DeskError, type Reason } from '@app/domain';
import type { Log } from '@app/service';
import type { DeliveryResult, DueMessage, Lease, OpenInbox } from '@app/store';
import { backoffMs } from '../backoff.js';
import type { EmailPorts } from '../email-ports.js';
import type { InboxStanding } from '../inbox-standing.js';
import { outgoingMail } from './outgoing-mail.js';
import { LEASE_ENDED, SmtpLine } from './smtp-line.js';
import { SmtpLines } from './smtp-lines.js';
import { resultOf, type SmtpOutcome } from './smtp-outcome.js';
import { smtpTrouble } from './smtp-trouble.js';

/** Deliveries taken at once: what is taken must be sent while the lease lasts. */
const AT_ONCE = 20;
/** What leaves the house leaves while the lease is surely ours, ms. */
const LEASE_RESERVE_MS = 1_000;
/** A refused password is tried at most once a minute. */
const REFUSED_PAUSE_MS = 60_000;
const SOON_MS = 50;

/**
 * Sends what is due of one mailbox.
 *
 * Nothing is taken from the queue before the server has let us in, so that a wrong password costs no delivery a try.
 */
export class MailSender {
  private readonly lines: SmtpLines;
  /** Results that the database could not be told yet: a mail that was sent must not be taken for one that was not. */
  private readonly unreported: DeliveryResult[] = [];
  private hasRecovered = false;
  /** Whether the server let us in since the last trouble. */
  private isLetIn = false;
  private failures = 0;

  constructor(
    private readonly inbox: OpenInbox<'email'>,
    private readonly lease: Lease,
    private readonly ports: EmailPorts,
    private readonly standing: InboxStanding,
    private readonly log: Log,
  ) {
    const domain = inbox.settings.address.slice(inbox.settings.address.lastIndexOf('@') + 1);
    this.lines = new SmtpLines({ server: inbox.settings.smtp, password: inbox.secrets.smtpPassword, domain });
  }

  /** @returns ms until something is due, or null */
  async turn(signal: AbortSignal): Promise<number | null> {
    if (!this.hasRecovered) {
      await this.ports.deliveries.recoverInterrupted(this.inbox.id, this.lease, true);
      this.hasRecovered = true;
    }
    await this.report([]);
    const pauseMs = await this.letIn();
    if (pauseMs > 0) return pauseMs;
    const due = await this.ports.deliveries.takeDue(this.inbox.id, this.lease, { limit: AT_ONCE, inOrder: false });
    if (due.length === 0) return await this.untilNextDue();
    await this.sendAll(due, signal);
    return 0;
  }

  close(): void {
    this.lines.close();
  }

  private async letIn(): Promise<number> {
    if (this.isLetIn) return 0;
    try {
      await this.lines.check();
      this.isLetIn = true;
      this.failures = 0;
      await this.standing.set('smtp', null);
      return 0;
    } catch (error) {
      this.failures += 1;
      const { reason, isLasting } = smtpTrouble(error);
      await this.standing.set('smtp', reason);
      return isLasting ? REFUSED_PAUSE_MS : backoffMs(this.failures, Math.random());
    }
  }

  private async untilNextDue(): Promise<number | null> {
    const next = await this.ports.deliveries.nextDue(this.inbox.id);
    return next && Math.max(SOON_MS, next.getTime() - Date.now());
  }

  /** Side by side on as many lines as there may be; one that hangs holds up only its own. */
  private async sendAll(due: readonly DueMessage[], signal: AbortSignal): Promise<void> {
    const waiting = [...due];
    const work = async (): Promise<void> => {
      for (let message = waiting.shift(); message; message = waiting.shift()) await this.send(message, signal);
    };
    const ended = await Promise.allSettled(Array.from({ length: Math.min(SmtpLines.most, due.length) }, work));
    for (const one of ended) if (one.status === 'rejected') throw one.reason;
  }

  private async send(message: DueMessage, signal: AbortSignal): Promise<void> {
    await this.report(await this.tryToSend(message, signal));
  }

  private async report(results: readonly DeliveryResult[]): Promise<void> {
    const all = [...this.unreported.splice(0), ...results];
    try {
      await this.ports.deliveries.report(all);
    } catch (error) {
      this.unreported.push(...all);
      throw error;
    }
  }

  private async tryToSend(message: DueMessage, signal: AbortSignal): Promise<DeliveryResult[]> {
    try {
      const raw = await composeMail(outgoingMail(message, this.sender, await this.filesOf(message), writtenAt(message)));
      const outcome = signal.aborted ? LEASE_ENDED : await this.transact(message, raw);
      return message.deliveries.map((delivery) => resultOf(outcome, delivery, new Date()));
    } catch (error) {
      return this.unsent(message, error);
    }
  }

  /** The mail could not be made: its files are gone, an address is none, or we have a bug. It never left. */
  private unsent(message: DueMessage, error: unknown): DeliveryResult[] {
    if (!(error instanceof DeskError)) this.log.error('mail not composed', error, { messageId: message.id });
    const reason: Reason = error instanceof DeskError ? error.reason : { code: 'bug', params: {} };
    if (!(error instanceof DeskError) || error.fault !== 'unavailable')
      return message.deliveries.map(({ id }) => ({ id, state: 'failed', reason }));
    const notBefore = new Date(Date.now() + REFUSED_PAUSE_MS);
    return message.deliveries.map(({ id }) => ({ id, state: 'queued', reason, notBefore }));
  }

  private async transact(message: DueMessage, raw: Buffer): Promise<SmtpOutcome> {
    const line = await this.takeLine();
    if (!(line instanceof SmtpLine)) return line;
    try {
      const outcome = await line.send(
        { from: message.kind === 'auto' ? null : this.sender.address, to: message.deliveries.map((one) => one.recipient) },
        raw,
        () => this.lease.remainingMs > LEASE_RESERVE_MS,
      );
      if (outcome.kind === 'cut') this.isLetIn = false;
      return outcome;
    } finally {
      this.lines.giveBack(line);
    }
  }

  /** A server that lets nobody in any more is no fault of the mail's: it waits in the queue. */
  private async takeLine(): Promise<SmtpLine | SmtpOutcome> {
    try {
      return await this.lines.take();
    } catch (error) {
      this.isLetIn = false;
      return { kind: 'stopped', reason: smtpTrouble(error).reason };
    }
  }

  private get sender(): { address: string; name: string } {
    return { address: this.inbox.settings.address, name: this.inbox.name };
  }

  /** @throws DeskError missing/blob-missing: an answer is never sent without its files (`fail:S6`) */
  private filesOf(message: DueMessage): Promise<OutgoingFile[]> {
    return Promise.all(
      message.attachments.map(async ({ filename, contentType, sha256 }) => ({
        filename,
        contentType,
        content: await this.ports.blobs.get(sha256),
      })),
    );
  }
}

/** The instant in a message's id (UUIDv7): the same at every try. */
function writtenAt(message: DueMessage): Date {
  return new Date(Number.parseInt(message.id.replaceAll('-', '').slice(0, 12), 16));
}
