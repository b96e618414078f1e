import { Bus, type Tail } from '@app/bus';
import { InboxChanged, ReplyRequested } from '@app/contracts';
import { Log, WakeLoop } from '@app/service';
import { awayTrouble, Deliveries, Inboxes, type InboxWorker, InboxWorkers, type Lease, Leases, Store } from '@app/store';
import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';

const MOST_AT_ONCE = 500;

/**
 * Takes the answers that are due to `accepted`: from then on their visitors may see them.
 *
 * A web chat has no network in between: what is stored is accepted, and sockets are woken by the event that says so. One
 * process at a time does it for an inbox; every one hears that something was requested, and the table is the queue.
 */
@Injectable()
export class Answers implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly workers: InboxWorkers<'webchat'>;
  private tail: Tail | null = null;

  constructor(
    private readonly store: Store,
    private readonly bus: Bus,
    private readonly deliveries: Deliveries,
    private readonly inboxes: Inboxes,
    leases: Leases,
    private readonly log: Log,
  ) {
    this.workers = new InboxWorkers(
      'webchat',
      inboxes,
      leases,
      (inbox, lease) => this.serve(inbox.id, lease),
      (error, inboxId) => log.error('web chat worker failed', error, { inboxId }),
    );
  }

  async onApplicationBootstrap(): Promise<void> {
    this.workers.open();
    this.tail = await this.bus.tail([ReplyRequested, InboxChanged], (events) => {
      if (events.some((event) => event.type === InboxChanged.type)) void this.workers.sweep();
      for (const id of new Set(events.map((event) => event.data.inboxId))) this.workers.wake(id);
    });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.tail?.close();
    await this.workers.close();
  }

  private serve(inboxId: string, lease: Lease): InboxWorker {
    let begun = false;
    const loop = new WakeLoop({
      name: `webchat ${inboxId}`,
      log: this.log,
      run: async () => {
        if (!begun) await this.begin(inboxId, lease);
        // What fails in between may have taken some up: they are found at the next beginning.
        begun = false;
        const next = await this.acceptDue(inboxId, lease);
        begun = true;
        return next;
      },
    });
    loop.start();
    return loop;
  }

  private async begin(inboxId: string, lease: Lease): Promise<void> {
    const reason = await awayTrouble(this.store, inboxId);
    await this.inboxes.reportHealth(inboxId, reason === null ? { state: 'ok' } : { state: 'failing', reason });
    // What a process that died had taken up is stored: there is nothing uncertain about it.
    const left = await this.deliveries.leftSending(inboxId, lease);
    await this.deliveries.report(left.map((id) => ({ id, state: 'accepted' })));
  }

  /** @returns ms until the next one is due; null when none waits */
  private async acceptDue(inboxId: string, lease: Lease): Promise<number | null> {
    const due = await this.deliveries.takeDue(inboxId, lease, { limit: MOST_AT_ONCE, inOrder: false });
    await this.deliveries.report(due.flatMap((message) => message.deliveries.map(({ id }) => ({ id, state: 'accepted' as const }))));
    if (due.length === MOST_AT_ONCE) return 0;
    const next = await this.deliveries.nextDue(inboxId);
    return next === null ? null : Math.max(0, next.getTime() - Date.now());
  }
}
