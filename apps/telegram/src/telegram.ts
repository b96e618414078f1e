import { Bus } from '@app/bus';
import { Log } from '@app/service';
import { Blobs, Deliveries, Inboxes, InboxWorkers, Leases, Store, type InboxWorker, type Lease, type OpenInbox } from '@app/store';
import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { BotApi } from './bot-api.js';
import { BotWorker } from './bot-worker.js';
import { FileFetcher } from './file-fetcher.js';
import { Pace } from './pace.js';
import { Poller } from './poller.js';
import { Sender } from './sender.js';

/** Serves every bot whose lease is free: one poller and one sender a bot, anywhere. */
@Injectable()
export class Telegram implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly workers: InboxWorkers<'telegram'>;

  constructor(
    private readonly store: Store,
    private readonly bus: Bus,
    private readonly blobs: Blobs,
    private readonly inboxes: Inboxes,
    private readonly deliveries: Deliveries,
    leases: Leases,
    private readonly log: Log,
  ) {
    this.workers = new InboxWorkers(
      'telegram',
      inboxes,
      leases,
      (inbox, lease) => this.startBot(inbox, lease),
      (error, inboxId) => log.error('bot worker failed', error, { inboxId }),
    );
  }

  onApplicationBootstrap(): void {
    this.workers.open();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.workers.close();
  }

  /** Something may be due for these inboxes. */
  wake(inboxIds: Iterable<string>): void {
    for (const id of new Set(inboxIds)) this.workers.wake(id);
  }

  sweep(): Promise<void> {
    return this.workers.sweep();
  }

  private startBot(inbox: OpenInbox<'telegram'>, lease: Lease): InboxWorker {
    const { store, bus, blobs, deliveries, inboxes } = this;
    const api = new BotApi(inbox.secrets.token, inbox.settings.apiRoot);
    const refused = () => inboxes.reportHealth(inbox.id, { state: 'failing', reason: { code: 'telegram-token-refused', params: {} } });
    const parts = {
      api,
      poller: new Poller(api, inbox.id, lease, { bus, blobs, store }),
      sender: new Sender(api, inbox.id, lease, new Pace(), { deliveries, blobs }, refused),
      files: new FileFetcher(api, inbox.id, { store, blobs }),
    };
    return new BotWorker(inbox.id, parts, inboxes, this.log.child({ inboxId: inbox.id }));
  }
}
