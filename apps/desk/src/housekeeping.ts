import { Log, WakeLoop } from '@app/service';
import {
  Blobs,
  moveDueTickets,
  Store,
  sweepAcknowledgements,
  sweepBotAnswers,
  sweepIdempotencyKeys,
  sweepProofs,
  sweepStrayFiles,
  sweepUploads,
  sweepWaiting,
} from '@app/store';
import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';

/** How late a ticket may come back from hold or snooze, ms. */
const LOOK_EVERY_MS = 30_000;
const SWEEP_EVERY_MS = 15 * 60_000;

/**
 * What time brings: tickets that are due are moved on, and what has served its time is removed (keys after a day, uploads that
 * no message took, files whose writers ended or that nobody uses). Every desk may do it at once.
 */
@Injectable()
export class Housekeeping implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly loops: readonly WakeLoop[];

  constructor(
    private readonly store: Store,
    private readonly blobs: Blobs,
    log: Log,
  ) {
    this.loops = [
      new WakeLoop({ name: 'due tickets', log, run: () => this.moveDue(), restMs: LOOK_EVERY_MS }),
      new WakeLoop({ name: 'sweep', log, run: () => this.sweep(), restMs: SWEEP_EVERY_MS, maxBackoffMs: SWEEP_EVERY_MS }),
    ];
  }

  onApplicationBootstrap(): void {
    for (const loop of this.loops) loop.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all(this.loops.map((loop) => loop.stop()));
  }

  /** @returns 0 while there may be more */
  private async moveDue(): Promise<number | null> {
    return (await moveDueTickets(this.store)) > 0 ? 0 : null;
  }

  private async sweep(): Promise<null> {
    await sweepIdempotencyKeys(this.store);
    await sweepAcknowledgements(this.store);
    await sweepBotAnswers(this.store);
    await sweepProofs(this.store);
    await sweepWaiting(this.store);
    await sweepUploads(this.store, this.blobs);
    await sweepStrayFiles(this.store, this.blobs, Math.floor(Date.now() / SWEEP_EVERY_MS));
    await this.blobs.sweepUnfinished(new Date());
    return null;
  }
}
