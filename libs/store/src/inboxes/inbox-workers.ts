import type { Channel } from '@app/contracts';
import { asError } from '@app/domain';
import type { Inboxes, OpenInbox } from './inboxes.js';
import type { Lease, Leases } from '../database/leases.js';

/** What serves one inbox: reads it, and sends for it. */
export type InboxWorker = {
  /** New deliveries may be due. */
  wake(): void;
  stop(): Promise<void>;
};

/** How often inboxes without a worker here are looked for, ms. With `LEASE_MS` a dead process is replaced in <= 10 s. */
const SWEEP_MS = 2_000;

type Running = { readonly worker: InboxWorker; readonly lease: Lease; readonly version: number };

/**
 * Keeps one leased worker for each active inbox of a channel: starts it where the lease is free, again when the inbox's settings
 * changed, and stops it when another process took over. What goes wrong with one inbox never touches another.
 */
export class InboxWorkers<C extends Channel> {
  private readonly running = new Map<string, Running>();
  private timer: NodeJS.Timeout | null = null;
  private sweeping: Promise<void> | null = null;
  private isClosed = false;

  constructor(
    private readonly channel: C,
    private readonly inboxes: Inboxes,
    private readonly leases: Leases,
    /** Must not throw for what the network does: a worker reports its inbox's health and goes on trying. */
    private readonly start: (inbox: OpenInbox<C>, lease: Lease) => InboxWorker,
    private readonly onError: (error: Error, inboxId: string | null) => void,
  ) {}

  open(): void {
    this.timer = setInterval(() => void this.sweep(), SWEEP_MS);
    void this.sweep();
  }

  /** Wakes the worker of an inbox, if it runs here. */
  wake(inboxId: string): void {
    this.running.get(inboxId)?.worker.wake();
  }

  /** Looks at all inboxes of the channel now; also called when one was changed. */
  async sweep(): Promise<void> {
    this.sweeping ??= this.sweepOnce().finally(() => {
      this.sweeping = null;
    });
    await this.sweeping;
  }

  async close(): Promise<void> {
    this.isClosed = true;
    if (this.timer) clearInterval(this.timer);
    await this.sweeping;
    await Promise.allSettled([...this.running.keys()].map((id) => this.stop(id)));
  }

  private async sweepOnce(): Promise<void> {
    try {
      const wanted = new Map((await this.inboxes.versions(this.channel)).map((row) => [row.id, row.version]));
      const outdated = [...this.running].filter(([id, { version, lease }]) => wanted.get(id) !== version || lease.signal.aborted);
      await Promise.all(outdated.map(([id]) => this.stop(id)));
      const missing = [...wanted.keys()].filter((id) => !this.running.has(id));
      if (missing.length > 0 && !this.isClosed) await this.startAll(new Set(missing));
    } catch (error) {
      this.onError(asError(error), null);
    }
  }

  private async startAll(ids: ReadonlySet<string>): Promise<void> {
    const inboxes = (await this.inboxes.open(this.channel)).filter((inbox) => ids.has(inbox.id));
    await Promise.all(inboxes.map((inbox) => this.startOne(inbox)));
  }

  private async startOne(inbox: OpenInbox<C>): Promise<void> {
    try {
      const lease = await this.leases.acquire(`${this.channel}:${inbox.id}`);
      if (!lease) return;
      if (this.isClosed) return await this.leases.release(lease);
      this.running.set(inbox.id, { worker: this.start(inbox, lease), lease, version: inbox.version });
    } catch (error) {
      this.onError(asError(error), inbox.id);
    }
  }

  private async stop(id: string): Promise<void> {
    const running = this.running.get(id);
    if (!running) return;
    this.running.delete(id);
    try {
      await running.worker.stop();
    } catch (error) {
      this.onError(asError(error), id);
    }
    // Also then: a lease that is kept without a worker would keep the inbox from everybody.
    await this.leases.release(running.lease).catch((error: unknown) => this.onError(asError(error), id));
  }
}
