import { Logger } from '@nestjs/common';

/** After this a handler that has not answered makes the service unready, and after that the process ends (`fail:K4`). */
export type Patience = { readonly stuckMs: number; readonly fatalMs: number };
export const PATIENCE: Patience = { stuckMs: 60_000, fatalMs: 180_000 };

/**
 * Knows which handlers of a group are at work and since when: a promise that never settles would stop its partition for ever
 * with nobody told.
 */
export class HandlerCalls {
  private readonly since = new Map<symbol, number>();
  private readonly watch: NodeJS.Timeout;
  private told = false;

  constructor(
    private readonly group: string,
    private readonly patience: Patience,
    private readonly onFatal: (error: Error) => void,
  ) {
    this.watch = setInterval(() => this.look(), Math.min(5_000, patience.stuckMs / 2)).unref();
  }

  async during<T>(work: () => Promise<T>): Promise<T> {
    const call = Symbol('call');
    this.since.set(call, performance.now());
    try {
      return await work();
    } finally {
      this.since.delete(call);
    }
  }

  get atWork(): boolean {
    return this.since.size > 0;
  }

  get stuck(): boolean {
    return this.longestMs() > this.patience.stuckMs;
  }

  close(): void {
    clearInterval(this.watch);
  }

  private look(): void {
    if (this.told || this.longestMs() < this.patience.fatalMs) return;
    this.told = true;
    const error = new Error(`A handler of group ${this.group} has not answered for ${Math.round(this.longestMs() / 1000)} s.`);
    new Logger('Bus').error(error.message);
    this.onFatal(error);
  }

  private longestMs(): number {
    const now = performance.now();
    return Math.max(0, ...Array.from(this.since.values(), (since) => now - since));
  }
}
