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
  /** Ends the pause in hand. */
  #endPause: (() => void) | null = null;
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
    // After an error wake-ups do not shorten the pause: a neighbour that is down is not asked at the rate of the traffic.
    if (this.#failures === 0) this.#endPause?.();
  }

  /** Resolves when the turn in hand has ended; no turn begins afterwards. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#endPause?.();
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

  async #rest(ms: number): Promise<void> {
    if (this.#stopping.signal.aborted || (this.#woken && this.#failures === 0)) return;
    // A timer of our own: an aborted one of Node's makes an error with its stack, for each wake-up of each loop.
    const pause = Promise.withResolvers<void>();
    const timer = setTimeout(pause.resolve, ms);
    this.#endPause = pause.resolve;
    await pause.promise;
    this.#endPause = null;
    clearTimeout(timer);
  }

  #backoffMs(): number {
    const ceiling = Math.min(100 * 2 ** Math.min(this.#failures, 16), this.#options.maxBackoffMs ?? 30_000);
    return ceiling * (0.5 + Math.random() / 2);
  }
}
