import { performance } from 'node:perf_hooks';
import { DeskError } from '@app/domain';
import type { Store } from './store.js';

/** How long a lease lasts without renewal, ms. With the sweep of those who wait, a dead holder is replaced in <= 10 s. */
export const LEASE_MS = 6_000;
const RENEW_MS = 2_000;

/**
 * Who polls which inbox, sends for it, routes which team (table `leases`, written here alone).
 *
 * Each change of holder raises the epoch, and writes carry it: what a stopped and resumed process still writes is refused.
 */
export class Leases {
  private readonly held = new Map<string, Lease>();
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly store: Store,
    /** Names this process, e.g. `email-4711-x1y2`. */
    readonly holder: string,
  ) {}

  /** Takes a free or expired lease; null when another holds it. */
  async acquire(name: string): Promise<Lease | null> {
    const askedAt = performance.now();
    const [row] = await this.store.query<{ epoch: string }>(
      `insert into leases (name, holder, epoch, expires_at) values ($1, $2, 1, now() + $3 * interval '1 ms')
       on conflict (name) do update set holder = $2, epoch = leases.epoch + 1, expires_at = excluded.expires_at
         where leases.expires_at < now()
       returning epoch`,
      [name, this.holder, LEASE_MS],
    );
    if (!row) return null;
    const lease = new Lease(name, BigInt(row.epoch), askedAt + LEASE_MS);
    this.held.set(name, lease);
    this.timer ??= setInterval(() => void this.renew(), RENEW_MS).unref();
    return lease;
  }

  /** Gives a lease up at once, so that the next holder need not wait. */
  async release(lease: Lease): Promise<void> {
    this.held.delete(lease.name);
    lease.end();
    await this.store.query(`update leases set expires_at = '-infinity' where name = $1 and holder = $2 and epoch = $3`, [
      lease.name,
      this.holder,
      lease.epoch,
    ]);
  }

  /** Releases all that is held. */
  async close(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    await Promise.allSettled([...this.held.values()].map((lease) => this.release(lease)));
  }

  /** One statement for all of this process's leases. */
  private async renew(): Promise<void> {
    const leases = [...this.held.values()];
    if (leases.length === 0) return;
    const askedAt = performance.now();
    try {
      const kept = await this.store.query<{ name: string }>(
        `update leases l set expires_at = now() + $4 * interval '1 ms'
         from unnest($2::text[], $3::bigint[]) as mine(name, epoch)
         where l.name = mine.name and l.epoch = mine.epoch and l.holder = $1
         returning l.name`,
        [this.holder, leases.map((lease) => lease.name), leases.map((lease) => lease.epoch), LEASE_MS],
      );
      const names = new Set(kept.map((row) => row.name));
      for (const lease of leases) {
        if (names.has(lease.name)) lease.extend(askedAt + LEASE_MS);
        else this.lose(lease);
      }
    } catch (error) {
      // The database is away: the lease runs out by itself, and nobody else can take it either.
      if (!(error instanceof DeskError)) throw error;
    }
  }

  private lose(lease: Lease): void {
    this.held.delete(lease.name);
    lease.end();
  }
}

/** One lease that this process holds or held. */
export class Lease {
  private readonly ended = new AbortController();

  constructor(
    readonly name: string,
    readonly epoch: bigint,
    private expiresAt: number,
  ) {}

  /** Fires when another took the lease or it was released; not while the database is merely away. */
  get signal(): AbortSignal {
    return this.ended.signal;
  }

  /** Time left by the monotonic clock, ms; what leaves the house is checked against it right before it leaves. */
  get remainingMs(): number {
    return this.ended.signal.aborted ? 0 : Math.max(0, this.expiresAt - performance.now());
  }

  extend(expiresAt: number): void {
    this.expiresAt = expiresAt;
  }

  end(): void {
    this.ended.abort();
  }
}
