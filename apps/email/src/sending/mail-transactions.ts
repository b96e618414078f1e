import { DeskError, type Reason } from '@app/domain';
import { sendingLimits, type SendingLimits } from '@app/mailbox';
import type { Log } from '@app/service';
import type { DeliveryResult, DueDelivery, DueMessage, Lease, OpenInbox } from '@app/store';
import type { MailMaker } from './mail-maker.js';
import type { ResultReports } from './result-reports.js';
import type { SendingPace } from './sending-pace.js';
import type { SmtpLine } from './smtp-line.js';
import { askForLess, leftOver, resultOf, type SmtpOutcome } from './smtp-outcome.js';

/** What leaves the house leaves while the lease is surely ours. */
const LEASE_RESERVE_MS = 1_000;
/** A file that cannot be read for now is tried again after this long, ms. */
const UNREADABLE_PAUSE_MS = 60_000;
/** From this pause on a server that asks for less costs its mail a try, so that its sender hears of it in the end, ms. */
const COUNTED_PAUSE_MS = 30 * 60_000;

/** Sends one mail to all of its recipients: in one transaction, or in as many as the server's limit of recipients asks for. */
export class MailTransactions {
  private readonly limits: SendingLimits;
  /** Recipients that one transaction may have: as the provider documents it, or less, as its server has said. */
  private mostRecipients: number;

  constructor(
    private readonly inbox: OpenInbox<'email'>,
    private readonly lease: Lease,
    private readonly maker: MailMaker,
    private readonly pace: SendingPace,
    private readonly reports: ResultReports,
    private readonly log: Log,
  ) {
    this.limits = sendingLimits(inbox.settings.smtp.host, inbox.settings.sending);
    this.mostRecipients = this.limits.recipientsPerMail ?? Number.POSITIVE_INFINITY;
  }

  /** @returns how the last transaction ended; null when the mail could not be made */
  async send(message: DueMessage, line: SmtpLine): Promise<SmtpOutcome | null> {
    let raw: Buffer;
    try {
      raw = await this.maker.bytesOf(message);
    } catch (error) {
      this.reports.add(this.unmade(message, error));
      return null;
    }
    let waiting: readonly DueDelivery[] = message.deliveries;
    for (;;) {
      const now = waiting.slice(0, this.mostRecipients);
      const outcome = await this.transact(message, now, raw, line);
      const left = leftOver(outcome);
      const rest = now.filter(({ recipient }) => left.size < now.length && left.has(recipient));
      if (rest.length > 0) this.mostRecipients = now.length - rest.length;
      waiting = [...rest, ...waiting.slice(now.length)];
      const results = now.filter((one) => !rest.includes(one)).map((one) => resultOf(outcome, one, new Date()));
      const goesOn = outcome.kind === 'taken' && waiting.length > 0;
      const afterwards = goesOn ? [] : waiting.map((one) => resultOf(FOLLOWING, one, new Date()));
      this.reports.add([...results, ...afterwards]);
      if (!goesOn) return outcome;
    }
  }

  private async transact(message: DueMessage, to: readonly DueDelivery[], raw: Buffer, line: SmtpLine): Promise<SmtpOutcome> {
    const { mailBytes } = this.limits;
    if (mailBytes !== null && raw.length > mailBytes) return { kind: 'too-large', bytes: raw.length, mostBytes: mailBytes };
    this.pace.began(to.length);
    const from = message.kind === 'auto' && message.recap === null ? null : this.inbox.settings.address;
    const isOurs = (): boolean => this.lease.remainingMs > LEASE_RESERVE_MS;
    const outcome = await line.send({ from, to: to.map((one) => one.recipient), id: message.replyToken }, raw, isOurs);
    if (outcome.kind === 'taken') this.pace.went();
    const refusal = askForLess(outcome);
    if (refusal === null) return outcome;
    const pauseMs = this.pace.slowDown();
    return { kind: 'slowed', refusal, pauseMs, isCounted: pauseMs >= COUNTED_PAUSE_MS };
  }

  /** The mail could not be made: its files are gone, an address is none, or we have a bug. It never left. */
  private unmade(message: DueMessage, error: unknown): DeliveryResult[] {
    if (!(error instanceof DeskError)) this.log.error('mail not composed', error, { messageId: message.id });
    const reason: Reason = error instanceof DeskError ? error.reason : { code: 'bug', params: {} };
    if (!(error instanceof DeskError) || error.fault !== 'unavailable')
      return message.deliveries.map(({ id }) => ({ id, state: 'failed', reason }));
    const notBefore = new Date(Date.now() + UNREADABLE_PAUSE_MS);
    return message.deliveries.map(({ id }) => ({ id, state: 'queued', reason, notBefore }));
  }
}

/** The transaction before theirs did not go through: they are due at once, in another. */
const FOLLOWING: SmtpOutcome = { kind: 'stopped', reason: { code: 'recipients-follow', params: {} } };
