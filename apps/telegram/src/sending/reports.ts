import { setTimeout as wait } from 'node:timers/promises';
import { blockChat, type BotAnswerResult, type BotAnswers, type Deliveries, type DeliveryResult, type Store } from '@app/store';
import { CLOSED_CHAT } from './verdict.js';

/** While calls follow each other closely their results are stored together: one transaction in so many ms. */
const GATHER_MS = 50;
/** Who stops tries so long, and so often, to store what is left, ms. */
const LAST_MS = 3_000;
const TRY_AGAIN_MS = 200;

/** What became of calls, waiting to be stored. */
export type Told = {
  readonly results: readonly DeliveryResult[];
  readonly answers: readonly BotAnswerResult[];
  /** Chats that nobody can write to any more, by their keys. */
  readonly closed: readonly string[];
};

/**
 * Stores how calls ended: the first at once, those that follow closely together.
 *
 * What the database could not be told is kept: what was sent must not be taken for something that was not.
 */
export class Reports {
  private waiting: Told[] = [];
  /** What the transaction in hand stores. */
  private storing: readonly Told[] = [];
  private writing: Promise<void> | null = null;
  private wroteAt = Number.NEGATIVE_INFINITY;

  /** @param heard `stored`: something else may be due now; `failed`: asked for a later `flush` */
  constructor(
    private readonly inboxId: string,
    private readonly ports: { readonly store: Store; readonly deliveries: Deliveries; readonly answers: BotAnswers },
    private readonly heard: { readonly stored: () => void; readonly failed: () => void },
  ) {}

  /** Stored soon. */
  delivery(result: DeliveryResult, chatKey: string): void {
    const isClosed = result.state === 'failed' && CLOSED_CHAT.has(result.reason.code);
    this.add({ results: [result], answers: [], closed: isClosed ? [chatKey] : [] });
  }

  answer(result: BotAnswerResult, chatKey: string): void {
    const isClosed = result.state === 'failed' && CLOSED_CHAT.has(result.reason.code);
    this.add({ results: [], answers: [result], closed: isClosed ? [chatKey] : [] });
  }

  add(told: Told): void {
    this.waiting.push(told);
    this.flush().catch(() => this.heard.failed());
  }

  /** Stores what could not be stored. */
  async again(): Promise<void> {
    if (this.waiting.length > 0 && this.writing === null) await this.flush();
  }

  /**
   * Resolves when all that is put back is stored, and known to be: what was taken again before that would be put back while it is on
   * its way, and sent twice.
   */
  async puttingBack(): Promise<void> {
    const all = [...this.storing, ...this.waiting];
    if (all.some(({ results, answers }) => [...results, ...answers].some(({ state }) => state === 'queued'))) await this.flush();
  }

  /** Resolves when all that waits is stored. */
  async flush(): Promise<void> {
    while (this.waiting.length > 0 || this.writing !== null) await (this.writing ??= this.writeNext());
  }

  /** Before the end: what is not stored then, the next holder of the lease must take for unknown, though it was sent. Never throws. */
  async last(): Promise<void> {
    const until = performance.now() + LAST_MS;
    while (!(await this.isFlushed()) && performance.now() < until) await wait(TRY_AGAIN_MS);
  }

  private isFlushed(): Promise<boolean> {
    return this.flush().then(
      () => true,
      () => false,
    );
  }

  private async writeNext(): Promise<void> {
    const sinceMs = performance.now() - this.wroteAt;
    if (sinceMs < GATHER_MS) await wait(GATHER_MS - sinceMs);
    this.wroteAt = performance.now();
    this.storing = this.waiting.splice(0);
    try {
      await this.write(this.storing);
    } catch (error) {
      this.waiting.unshift(...this.storing);
      throw error;
    } finally {
      this.storing = [];
      this.writing = null;
    }
    this.heard.stored();
  }

  private async write(told: readonly Told[]): Promise<void> {
    const { store, deliveries, answers } = this.ports;
    // First: what it fails of the same chat is queued still, and what was refused there is not.
    for (const key of new Set(told.flatMap(({ closed }) => closed))) await store.transaction((tx) => blockChat(tx, this.inboxId, key));
    await deliveries.report(told.flatMap(({ results }) => results));
    await answers.report(told.flatMap((one) => one.answers));
  }
}
