import { Logger } from '@nestjs/common';
import { CustomTransportStrategy, type MessageHandler, Server } from '@nestjs/microservices';
import { lastValueFrom } from 'rxjs';
import type { Bus, Consumption } from './bus.js';
import { BUS_TRANSPORT, type EventsHandling } from './on-events.js';

/** Nest's transport over the bus: one consumption for each `@OnEvents`, a batch committed after its handler's result resolved. */
export class BusStrategy extends Server implements CustomTransportStrategy {
  override readonly transportId = BUS_TRANSPORT;
  // What a handler throws reaches the bus, which decides; Nest need not log it too.
  override readonly propagatesEventHandlerErrors = true;
  protected override readonly logger = new Logger(BusStrategy.name);
  private consumptions: Consumption[] = [];

  constructor(private readonly bus: Bus) {
    super();
  }

  listen(callback: (error?: unknown) => void): void {
    this.start().then(() => callback(), callback);
  }

  /** Leaves the groups; the bus itself is closed by whoever opened it. */
  async close(): Promise<void> {
    const consumptions = this.consumptions;
    this.consumptions = [];
    await Promise.all(consumptions.map((consumption) => consumption.close()));
  }

  on(): never {
    throw new Error('The bus has no events of its own to listen to.');
  }

  unwrap<T>(): T {
    return this.bus as T;
  }

  private async start(): Promise<void> {
    for (const [group, handler] of this.messageHandlers) {
      if (handler.next) throw new Error(`Two handlers name the group ${group}: give each @OnEvents a group of its own.`);
      this.consumptions.push(await this.consume(handler));
    }
  }

  private consume(handler: MessageHandler): Promise<Consumption> {
    const { handling } = handler.extras as { handling: EventsHandling };
    return this.bus.consume({
      ...handling,
      onEvents: async (events) => {
        // A handler that throws does not reject: Nest makes an error Observable of it. Subscribe, or a failed batch is committed.
        await lastValueFrom(this.transformToObservable(await handler(events)), { defaultValue: undefined });
      },
    });
  }
}
