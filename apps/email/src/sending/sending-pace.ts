import type { SendingLimits } from '@app/mailbox';

const MINUTE_MS = 60_000;
/** Pauses after a server asked for less: doubling from a minute to half an hour. */
const LONGEST_PAUSE_MS = 30 * MINUTE_MS;
/** After a server refused one more connection it gets no more than it took for this long. */
const FEWER_LINES_MS = 10 * MINUTE_MS;

/**
 * How fast one inbox may send: as its provider documents it, and slower when the server says so (`fail:S5`).
 *
 * Times are of a monotonic clock, ms.
 */
export class SendingPace {
  /** When the mails of the last minute began. */
  private readonly begun: number[] = [];
  private pausedUntil = 0;
  private pauses = 0;
  private fewerLines: { readonly most: number; readonly until: number } | null = null;
  private leftToday = Number.POSITIVE_INFINITY;

  constructor(
    private readonly limits: SendingLimits,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Connections at once, for now. */
  get lines(): number {
    if (this.pauses > 0) return 1;
    const { most, until } = this.fewerLines ?? { most: this.limits.connections, until: 0 };
    return until > this.now() ? most : this.limits.connections;
  }

  /** Until the next mail may begin, ms; 0: now. */
  get waitMs(): number {
    const now = this.now();
    if (this.pausedUntil > now) return this.pausedUntil - now;
    if (this.leftToday <= 0) return LONGEST_PAUSE_MS / 2;
    return this.room > 0 ? 0 : (this.begun[0] ?? now) + MINUTE_MS - now;
  }

  /** How many mails may begin now. */
  get room(): number {
    if (this.pausedUntil > this.now() || this.leftToday <= 0) return 0;
    const { mailsPerMinute } = this.limits;
    if (mailsPerMinute === null) return Number.POSITIVE_INFINITY;
    this.forgetOld();
    return Math.max(0, mailsPerMinute - this.begun.length);
  }

  get isSlowed(): boolean {
    return this.pauses > 0;
  }

  get isUsedUpToday(): boolean {
    return this.leftToday <= 0;
  }

  /** @param recipients whom mails were sent to in the last 24 hours */
  countToday(recipients: number): void {
    this.leftToday = (this.limits.recipientsPerDay ?? Number.POSITIVE_INFINITY) - recipients;
  }

  began(recipients: number): void {
    this.leftToday -= recipients;
    if (this.limits.mailsPerMinute !== null) this.begun.push(this.now());
  }

  /** The server took a mail: what it asked for before is over. */
  went(): void {
    this.pauses = 0;
  }

  /** The server asks for less. @returns how long nothing is sent, ms */
  slowDown(): number {
    const left = this.pausedUntil - this.now();
    // Several mails on their way at once were told so together.
    if (left > 0) return left;
    const pauseMs = Math.min(MINUTE_MS * 2 ** this.pauses, LONGEST_PAUSE_MS);
    this.pauses += 1;
    this.pausedUntil = this.now() + pauseMs;
    return pauseMs;
  }

  /** One more connection was refused while others are open. @param open how many */
  keepTo(open: number): void {
    this.fewerLines = { most: Math.max(1, open), until: this.now() + FEWER_LINES_MS };
  }

  private forgetOld(): void {
    const since = this.now() - MINUTE_MS;
    while ((this.begun[0] ?? Number.POSITIVE_INFINITY) <= since) this.begun.shift();
  }
}
