import { setTimeout as wait } from 'node:timers/promises';
import type { Log } from './log.js';

export type WakeLoopOptions = {
  /** Names the loop in logs. */
  readonly name: string;
  readonly log: Log;
  /**
   * One turn.
   *
   * @param signal fires when the loop stops: long work should end soon then
   * @returns ms until it wants to run again by itself (0: at once), or null: when woken, or after `restMs`
   */
  readonly run: (signal: AbortSignal) => Promise<number | null>;
  /** Longest pause between two turns, in ms: the safety net under lost wake-ups (default 30,000). */
  readonly restMs?: number;
  /** Longest pause after errors, in ms (default 30,000). */
  readonly maxBackoffMs?: number;
};

/**
 * Runs a function when woken or when due: never twice at once, never ending on an error.
 *
 * A wake-up during a turn leads to one more turn after it, so whatever happened before `wake()` is seen by a whole turn.
 */
export class WakeLoop {
  readonly #options: WakeLoopOptions;
  readonly #stopping = new AbortController();
  #woken = false;
  #pause: AbortController | null = null;
  #running: Promise<void> | null = null;
  #failures = 0;

  constructor(options: WakeLoopOptions) {
    this.#options = options;
  }

  /** Starts with a first turn. Starting twice is starting once. */
  start(): void {
    this.#woken = true;
    this.#running ??= this.#turns();
  }

  /** Asks for a turn as soon as possible; never throws, never waits. */
  wake(): void {
    this.#woken = true;
    this.#pause?.abort();
  }

  /** Resolves when the turn in hand has ended; no turn begins afterwards. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#pause?.abort();
    await this.#running;
  }

  async #turns(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      this.#woken = false;
      await this.#rest(await this.#turn());
    }
  }

  /** @returns ms to rest */
  async #turn(): Promise<number> {
    try {
      const due = await this.#options.run(this.#stopping.signal);
      this.#failures = 0;
      const restMs = this.#options.restMs ?? 30_000;
      return due === null ? restMs : Math.min(Math.max(due, 0), restMs);
    } catch (error) {
      if (this.#stopping.signal.aborted) return 0;
      this.#failures += 1;
      this.#options.log.error('loop turn failed', error, { loop: this.#options.name, failures: this.#failures });
      return this.#backoffMs();
    }
  }

  /** After an error wake-ups do not shorten the pause: a neighbour that is down is not asked at the rate of the traffic. */
  async #rest(ms: number): Promise<void> {
    const pause = new AbortController();
    this.#pause = pause;
    if (this.#stopping.signal.aborted) return;
    if (this.#woken && this.#failures === 0) return;
    const signal = this.#failures === 0 ? pause.signal : this.#stopping.signal;
    await wait(ms, undefined, { signal }).catch(() => undefined);
  }

  #backoffMs(): number {
    const ceiling = Math.min(100 * 2 ** Math.min(this.#failures, 16), this.#options.maxBackoffMs ?? 30_000);
    return ceiling * (0.5 + Math.random() / 2);
  }
}
