import { Log } from '@app/service';
import { Store, sweepIdempotencyKeys, sweepUploads } from '@app/store';
import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';

const EVERY_MS = 15 * 60_000;

/** Removes what has served its time: keys after a day, uploads that no message took. Each statement may run in many processes at once. */
@Injectable()
export class Housekeeping implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly store: Store,
    private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.sweep(), EVERY_MS);
    this.timer.unref();
  }

  onApplicationShutdown(): void {
    if (this.timer) clearInterval(this.timer);
  }

  private async sweep(): Promise<void> {
    try {
      await sweepIdempotencyKeys(this.store);
      await sweepUploads(this.store);
    } catch (error) {
      this.log.error('housekeeping failed; it is tried again', error);
    }
  }
}
