import { type CustomTransportStrategy, Server } from '@nestjs/microservices';
import { lastValueFrom } from 'rxjs';

/** Hands what a test says to the handlers of a pattern, and tells the test how it went. */
export class ProbeTransport extends Server implements CustomTransportStrategy {
  listening = false;
  closed = false;

  listen(started: () => void): void {
    this.listening = true;
    started();
  }

  close(): void {
    this.closed = true;
  }

  on(): void {}

  unwrap<T>(): T {
    throw new Error('there is nothing below');
  }

  async deliver(pattern: string, data: unknown): Promise<unknown> {
    const handler = this.getHandlerByPattern(pattern);
    if (!handler) throw new Error(`nobody handles ${pattern}`);
    return lastValueFrom(this.transformToObservable(await handler(data)), { defaultValue: null });
  }
}
