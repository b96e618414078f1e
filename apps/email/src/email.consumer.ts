import { Bus, type Tail } from '@app/bus';
import { InboxChanged, ReplyRequested } from '@app/contracts';
import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Email } from './email.js';

/** Wakes what serves a mailbox. Every process hears everything, since only one of them holds the mailbox's lease; the tables are the queue. */
@Injectable()
export class EmailConsumer implements OnApplicationBootstrap, OnApplicationShutdown {
  private tail: Tail | null = null;

  constructor(
    private readonly bus: Bus,
    private readonly email: Email,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.tail = await this.bus.tail([ReplyRequested, InboxChanged], (events) => {
      if (events.some((event) => event.type === InboxChanged.type)) void this.email.sweep();
      this.email.wake(events.map((event) => event.data.inboxId));
    });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.tail?.close();
  }
}
