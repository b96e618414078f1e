/** A clock that stands still until a test moves it. */
export class FixedClock {
  #nowMs: number;

  constructor(start: Date | string = '2026-03-02T09:00:00Z') {
    this.#nowMs = new Date(start).getTime();
  }

  now(): Date {
    return new Date(this.#nowMs);
  }

  set(instant: Date | string): void {
    this.#nowMs = new Date(instant).getTime();
  }

  advance(ms: number): void {
    this.#nowMs += ms;
  }
}
