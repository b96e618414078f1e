/** Does something every so often, and soon when asked, never twice at once. Failures are the work's own to tell. */
export class Ticker {
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> | null = null;
  private asked = false;
  private closed = false;

  constructor(
    private readonly everyMs: number,
    private readonly work: () => Promise<void>,
  ) {
    this.plan();
  }

  soon(): void {
    this.asked = true;
    if (this.running === null && !this.closed) this.run();
  }

  /** Resolves when what runs now has ended. */
  async settled(): Promise<void> {
    await this.running;
  }

  /** Resolves when nothing runs any more. */
  async close(): Promise<void> {
    this.closed = true;
    if (this.timer) clearTimeout(this.timer);
    await this.running;
  }

  private run(): void {
    if (this.timer) clearTimeout(this.timer);
    this.asked = false;
    this.running = this.work().finally(() => {
      this.running = null;
      if (this.closed) return;
      if (this.asked) this.run();
      else this.plan();
    });
  }

  private plan(): void {
    this.timer = setTimeout(() => this.run(), this.everyMs);
  }
}
