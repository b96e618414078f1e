import { CustomTransportStrategy, Server } from '@nestjs/microservices';
import type { Bus } from './bus.js';
import { BUS_TRANSPORT } from './on-events.js';

/** Nest's transport over the bus: one consumption for each `@OnEvents`, a batch committed after its handler's result resolved. */
export class BusStrategy extends Server implements CustomTransportStrategy {
  override readonly transportId = BUS_TRANSPORT;
  override readonly propagatesEventHandlerErrors = true;

  constructor(private readonly bus: Bus) {
    super();
  }

  listen(callback: (error?: unknown) => void): void {
    callback(new Error('not built yet'));
  }

  async close(): Promise<void> {}

  on(): never {
    throw new Error('The bus has no events of its own to listen to.');
  }

  unwrap<T>(): T {
    return this.bus as T;
  }
}
