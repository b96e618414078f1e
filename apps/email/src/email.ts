import { Log } from '@app/service';
import { InboxWorkers, Leases } from '@app/store';
import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { EmailPorts } from './email-ports.js';
import { MailboxWorker } from './mailbox-worker.js';

/** Serves every mailbox whose lease is free: one reader and one sender a mailbox, anywhere. */
@Injectable()
export class Email implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly workers: InboxWorkers<'email'>;

  constructor(ports: EmailPorts, leases: Leases, log: Log) {
    this.workers = new InboxWorkers(
      'email',
      ports.inboxes,
      leases,
      (inbox, lease) => new MailboxWorker(inbox, lease, ports, log.child({ inboxId: inbox.id })),
      (error, inboxId) => log.error('mailbox worker failed', error, { inboxId }),
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
}
