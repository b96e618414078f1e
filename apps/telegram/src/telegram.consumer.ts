import { Bus, type Tail } from '@app/bus';
import { BotAnswerQueued, FilesWanted, InboxChanged, ReplyRequested, ReplyTyping } from '@app/contracts';
import { isStillTyping } from '@app/domain';
import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Telegram } from './telegram.js';

/** Wakes what serves a bot. Every process hears everything, since only one of them holds the bot's lease; the tables are the queue. */
@Injectable()
export class TelegramConsumer implements OnApplicationBootstrap, OnApplicationShutdown {
  private tail: Tail | null = null;

  constructor(
    private readonly bus: Bus,
    private readonly telegram: Telegram,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.tail = await this.bus.tail([ReplyRequested, ReplyTyping, BotAnswerQueued, FilesWanted, InboxChanged], (events) => {
      if (events.some((event) => event.type === InboxChanged.type)) void this.telegram.sweep();
      this.telegram.wake(events.flatMap(({ type, data }) => (type === ReplyTyping.type ? [] : data.inboxId)));
      for (const event of events)
        if (event.type === ReplyTyping.type && isStillTyping(event.at, Date.now()))
          this.telegram.typing(event.data.inboxId, event.data.chatKey);
    });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.tail?.close();
  }
}
