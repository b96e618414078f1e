import { setTimeout as wait } from 'node:timers/promises';
import type { Deliveries, DeliveryResult, ReportOptions } from '@app/store';

/** While mails follow each other closely their results are stored together: one transaction in so many ms, */
const GATHER_MS = 50;
/** or as soon as there are so many. */
const ENOUGH = 8;
/** So many may be unstored while further mails are sent: what a dying process leaves uncertain. */
const MOST_UNSTORED = 16;

/**
 * Stores how mails ended: the first at once, those that follow closely together.
 *
 * What the database could not be told is kept: a mail that was sent must not be taken for one that was not.
 */
export class ResultReports {
  private waiting: DeliveryResult[] = [];
  /** What the transaction in hand stores. */
  private storing: readonly DeliveryResult[] = [];
  private last: Promise<void> = Promise.resolve();
  private next: Promise<void> | null = null;
  private wroteAt = Number.NEGATIVE_INFINITY;
  private hasFailed = false;
  private hasEnough = Promise.withResolvers<void>();

  constructor(
    private readonly deliveries: Pick<Deliveries, 'report'>,
    private readonly heard: {
      /** Asked for a later `flush`. */
      readonly failed: () => void;
      readonly stored: () => void;
    },
    private readonly options: ReportOptions = {},
  ) {}

  /** Stored soon. */
  add(results: readonly DeliveryResult[]): void {
    this.waiting.push(...results);
    if (this.waiting.length >= ENOUGH) this.hasEnough.resolve();
    this.flush().catch(() => this.heard.failed());
  }

  /** Stores what could not be stored. */
  async again(): Promise<void> {
    if (this.hasFailed) await this.flush();
  }

  /**
   * Resolves when all that is put back is stored, and known to be: what was taken again before that would be put back while it is on
   * its way, and sent twice.
   */
  async puttingBack(): Promise<void> {
    if ([...this.storing, ...this.waiting].some((result) => result.state === 'queued')) await this.flush();
  }

  /** Resolves when the results of another mail may be added. */
  async room(): Promise<void> {
    if (this.waiting.length >= MOST_UNSTORED) await this.flush();
  }

  /** Resolves when all that waits is stored. */
  flush(): Promise<void> {
    this.next ??= this.last.catch(() => {}).then(() => this.writeNext());
    return this.next;
  }

  private async writeNext(): Promise<void> {
    const sinceMs = performance.now() - this.wroteAt;
    if (this.waiting.length > 0 && sinceMs < GATHER_MS) await this.gathered(GATHER_MS - sinceMs);
    this.next = null;
    this.last = this.write();
    await this.last;
  }

  private async gathered(mostMs: number): Promise<void> {
    const late = new AbortController();
    const time = wait(mostMs, undefined, { signal: late.signal }).catch(() => {});
    await Promise.race([time, this.hasEnough.promise]);
    late.abort();
  }

  private async write(): Promise<void> {
    const results = this.waiting.splice(0);
    this.hasEnough = Promise.withResolvers();
    if (results.length === 0) return;
    this.wroteAt = performance.now();
    this.storing = results;
    try {
      await this.deliveries.report(results, this.options);
      this.hasFailed = false;
      this.heard.stored();
    } catch (error) {
      this.waiting.unshift(...results);
      this.hasFailed = true;
      throw error;
    } finally {
      this.storing = [];
    }
  }
}
