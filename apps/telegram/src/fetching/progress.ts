/** Ends a transfer when for so long no byte has come: a large file may take hours, a hanging one may not. */
export class Progress {
  private readonly stop = new AbortController();
  private readonly timer: NodeJS.Timeout;
  private stalled = false;
  readonly signal: AbortSignal;

  /** @param signal ends it from outside */
  constructor(stallMs: number, signal: AbortSignal) {
    this.signal = AbortSignal.any([signal, this.stop.signal]);
    this.timer = setTimeout(() => {
      this.stalled = true;
      this.stop.abort();
    }, stallMs);
  }

  get isStalled(): boolean {
    return this.stalled;
  }

  async *watched(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of bytes) {
      this.timer.refresh();
      yield chunk;
    }
  }

  end(): void {
    clearTimeout(this.timer);
  }
}
