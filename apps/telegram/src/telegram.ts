import { Log } from '@app/service';
import { InboxWorkers, Leases, type InboxWorker, type Lease, type OpenInbox } from '@app/store';
import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { BotApi } from './bot-api.js';
import { BotPorts } from './bot-ports.js';
import { BotWorker } from './bot-worker.js';
import { FileFetcher } from './file-fetcher.js';
import { Poller } from './poller.js';
import { Sender } from './sender.js';

/** Serves every bot whose lease is free: one poller and one sender a bot, anywhere. */
@Injectable()
export class Telegram implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly workers: InboxWorkers<'telegram'>;

  constructor(
    private readonly ports: BotPorts,
    leases: Leases,
    private readonly log: Log,
  ) {
    this.workers = new InboxWorkers(
      'telegram',
      ports.inboxes,
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
    const api = new BotApi(inbox.secrets.token, inbox.settings.apiRoot);
    const parts = {
      poller: new Poller(api, inbox.id, lease, this.ports),
      sender: new Sender(api, inbox.id, lease, this.ports),
      files: new FileFetcher(api, inbox.id, this.ports),
    };
    return new BotWorker(inbox.id, parts, this.ports.inboxes, this.log.child({ inboxId: inbox.id }));
  }
}
