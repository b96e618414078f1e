export type Rate = {
  /** How many at once. */
  readonly burst: number;
  /** How many come back a second. */
  readonly perSecond: number;
};

/** How often each of many may do something: a burst at once, then at a steady rate. */
export class TokenBuckets {
  private readonly buckets = new Map<string, { left: number; at: number }>();
  private sweptAt = 0;

  constructor(private readonly rate: Rate) {}

  /**
   * Takes one.
   *
   * @param nowMs monotonic
   * @returns 0 when it may, else ms until it may
   */
  take(key: string, nowMs: number): number {
    const { burst, perSecond } = this.rate;
    this.sweep(nowMs);
    const known = this.buckets.get(key) ?? { left: burst, at: nowMs };
    const left = Math.min(burst, known.left + ((nowMs - known.at) / 1_000) * perSecond);
    if (left < 1) {
      this.buckets.set(key, { left, at: nowMs });
      return Math.ceil(((1 - left) / perSecond) * 1_000);
    }
    this.buckets.set(key, { left: left - 1, at: nowMs });
    return 0;
  }

  get size(): number {
    return this.buckets.size;
  }

  /** Full buckets say nothing: they are forgotten. */
  private sweep(nowMs: number): void {
    const fullAfterMs = (this.rate.burst / this.rate.perSecond) * 1_000;
    if (nowMs - this.sweptAt < fullAfterMs) return;
    this.sweptAt = nowMs;
    for (const [key, { at }] of this.buckets) if (nowMs - at >= fullAfterMs) this.buckets.delete(key);
  }
}
